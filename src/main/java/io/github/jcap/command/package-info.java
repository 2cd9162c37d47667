/**
 * What subcommands share: the session they run in, the options every report has, exit codes, and
 * what is said at the end.
 *
 * <p>Each subcommand is a package below this one and knows no other. What may be typed is data: a
 * {@link io.github.jcap.command.Syntax} of options and words. {@link
 * io.github.jcap.command.PlainLine} reads a plain line by it; the root package has picocli read
 * every other, and print the help. May use everything but JNR and picocli.
 *
 * <pre>{@code
 * public final class PscapCommand implements Subcommand {
 *   public Syntax syntax() { ... }               // its options, as data
 *   public ExitCode run(Arguments arguments, Session session) { ... }
 * }
 * }</pre>
 */
@NullMarked
package io.github.jcap.command;

import org.jspecify.annotations.NullMarked;
