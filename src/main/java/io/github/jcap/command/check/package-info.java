/**
 * {@code jcap check}: an inventory, or the host as it is now, judged by policies.
 *
 * <p>Words: a <em>finding</em> is what a rule says of all records that are the same thing; it is
 * <em>accepted</em> where an exception that has not expired holds of it, and stands otherwise. A
 * record is <em>not judged</em> by a rule that depends on what could not be read. A rule is
 * <em>judged whole</em> where no record of its kind can be missing and none was not judged; only
 * then can it be <em>clean</em>.
 *
 * <p>To add a form of report, add a constant to {@code FindingsForm} and a class beside the others.
 * May use {@code command} and below.
 *
 * <pre>{@code
 * Judge judge = new Judge(policies, baseline, today);
 * source.read(judge);
 * Judgement judgement = judge.judgement();   // what every form is made of
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.check;

import org.jspecify.annotations.NullMarked;
