/**
 * The proc file system, read from a root path: the live one, another host's, or a saved copy.
 *
 * <p>{@link io.github.jcap.proc.ProcRoot} is the tree, {@link io.github.jcap.proc.PidDir} one
 * process or thread, and each file has a record with a pure {@code parse(byte[])}. {@link
 * io.github.jcap.proc.ProcessWalk} reads them all; {@link io.github.jcap.proc.Workload} says who
 * started a process. A process that ends while being read is not there: see {@code PidFiles} for
 * the rule. May use {@code cap}, {@code outcome}, java.nio.file, and of {@code kernel} the port.
 *
 * <pre>{@code
 * ProcRoot proc = ProcRoot.of(Path.of("/proc"));
 * Outcome<PidStatus> status = proc.pid(1).status();
 * }</pre>
 */
@NullMarked
package io.github.jcap.proc;

import org.jspecify.annotations.NullMarked;
