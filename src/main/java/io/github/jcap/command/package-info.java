/**
 * What subcommands share: the session they run in, the options every report has, exit codes, and
 * what is said at the end.
 *
 * <p>Each subcommand is a package below this one and knows no other. May use everything but JNR.
 *
 * <pre>{@code
 * public final class PscapCommand implements Subcommand {
 *   public CommandSpec spec() { ... }            // its options, as data
 *   public ExitCode run(Arguments arguments, Session session) { ... }
 * }
 * }</pre>
 */
@NullMarked
package io.github.jcap.command;

import org.jspecify.annotations.NullMarked;
