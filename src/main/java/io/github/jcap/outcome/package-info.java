/**
 * What came of asking the system one question, and the tally of what could not be learned.
 *
 * <p>A read gives an {@link io.github.jcap.outcome.Outcome}: found, gone, or failed with a {@link
 * io.github.jcap.outcome.Problem}. What a record keeps of it is a {@link
 * io.github.jcap.outcome.Reading}: a value, absent, or unknown; the problem behind an unknown is
 * counted in {@link io.github.jcap.outcome.Problems}. Uses java.lang and java.util alone, and
 * nothing of jcap.
 *
 * <pre>{@code
 * Outcome<PidStatus> outcome = dir.status();
 * if (outcome.isGone()) {
 *   return Optional.empty(); // the process ended: not a problem
 * }
 * Reading<PidStatus> status = outcome.orReport(problems); // unknown where it failed, and counted
 * }</pre>
 */
@NullMarked
package io.github.jcap.outcome;

import org.jspecify.annotations.NullMarked;
