/**
 * {@code jcap diff}: what appeared, vanished and changed from one inventory to another. Each is
 * read into a {@link io.github.jcap.command.diff.Side}, record by record; the comparison is made
 * when both are known, since a kernel's last capability may come last.
 */
@NullMarked
package io.github.jcap.command.diff;

import org.jspecify.annotations.NullMarked;
