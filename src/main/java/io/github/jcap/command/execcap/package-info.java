/**
 * {@code jcap execcap FILE}, also {@code jcap why FILE}: what would execve(2) give, and why.
 *
 * <p>{@code ExeccapCommand} has the options and the order of work; {@code CallerOptions} and {@code
 * FileOptions} read what is supposed in place of what is; {@code ExeccapText} and {@code
 * ExeccapJson} write the answer. The rules are in {@code cap}, the looking in {@code judge}.
 */
@NullMarked
package io.github.jcap.command.execcap;

import org.jspecify.annotations.NullMarked;
