/**
 * {@code jcap captest}: what this process, and a program that it starts, can still do.
 *
 * <p>Words: the process is the one thread that gives privileges up; the child is a program started
 * from it; an attempt is something tried in earnest; an escalation is an attempt that gave back
 * what had been given up. Mirrors captest of libcap-ng. May use {@code command} and below.
 *
 * <pre>{@code
 * Setup setup = new Setup(Setup.Mode.DROP_ALL, false, true);
 * Outcome<CaptestReport> report = new Captest(Surroundings.ofHost(), problems).run(setup);
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.captest;

import org.jspecify.annotations.NullMarked;
