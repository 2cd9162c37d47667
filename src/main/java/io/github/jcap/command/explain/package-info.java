/**
 * {@code jcap explain}: what a capability allows, who holds it, how it leads to root, and what to
 * use instead.
 *
 * <p>Words: an explanation is the text of one capability, a file {@code explain/<name>.txt} of the
 * resources; to add a capability, put its file there, beside its line in {@link
 * io.github.jcap.cap.Capability}. A default set is what a container runtime grants where nothing
 * was said: a constant of {@code DefaultSet}. The texts are jcap's own, and name their sources. May
 * use {@code command} and below.
 *
 * <pre>{@code
 * Explanation explanation = Explanation.of(Capability.NET_RAW);
 * explanation.allows();                          // "Open raw and packet sockets: ...", ...
 * DefaultSet.DOCKER.holds(Capability.NET_RAW);   // true
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.explain;

import org.jspecify.annotations.NullMarked;
