/**
 * {@code jcap show}: everything that decides what a process may do, on one page.
 *
 * <p>Words: a state is one process as it is shown; a sight is what a process sees at one path; the
 * meaning is what all of it amounts to. May use {@code command} and below.
 *
 * <pre>{@code
 * Around around = Around.of(...);                        // jcap, pid 1, accounts: learned once
 * State state = State.of(snapshot, around);
 * new Page(out, ...).print(state);
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.show;

import org.jspecify.annotations.NullMarked;
