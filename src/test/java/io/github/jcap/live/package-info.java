/**
 * The running kernel, and real processes in declared states. Tests with the tag {@code kernel} are
 * run on other kernels as well, by {@code scripts/kernel-matrix}: a tenth as fast, and with few
 * programs around them.
 */
@NullMarked
package io.github.jcap.live;

import org.jspecify.annotations.NullMarked;
