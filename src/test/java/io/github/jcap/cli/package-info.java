/** Whole command lines: exit code, standard output and standard error. */
@NullMarked
package io.github.jcap.cli;

import org.jspecify.annotations.NullMarked;
