/**
 * {@code jcap pscap}: capabilities of processes, as libcap-ng's pscap shows them and without what
 * it hides. {@link io.github.jcap.command.pscap.PscapCommand} is the command line, {@code Pscap}
 * makes the rows, {@code PscapRow} says how a row is shown.
 */
@NullMarked
package io.github.jcap.command.pscap;

import org.jspecify.annotations.NullMarked;
