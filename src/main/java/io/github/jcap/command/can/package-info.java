/**
 * {@code jcap can}: what a process may do, and why. May use what commands share, and {@code judge}.
 *
 * <p>An action is what is asked about, {@code bind:80}; its rules are applied in the kernel's order
 * and end in a verdict. Nothing is tried.
 */
@NullMarked
package io.github.jcap.command.can;

import org.jspecify.annotations.NullMarked;
