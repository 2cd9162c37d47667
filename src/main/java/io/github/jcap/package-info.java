/**
 * The program: {@link io.github.jcap.Main} takes the arguments and gives the exit code; {@code
 * Jcap} is the list of subcommands; {@code Picocli} prints help and reads what is no plain line.
 * May use everything; nothing uses it.
 */
@NullMarked
package io.github.jcap;

import org.jspecify.annotations.NullMarked;
