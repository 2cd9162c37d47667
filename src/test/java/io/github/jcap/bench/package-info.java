/** Benchmarks: compiled always, run by {@code scripts/bench}; never a timed test. */
@NullMarked
package io.github.jcap.bench;

import org.jspecify.annotations.NullMarked;
