/**
 * The capability model, pure: sets, thread and file capabilities, securebits and their text, and
 * the rules by which execve, capset, setuid, setgid and prctl change them.
 *
 * <p>No I/O, no clock, no locale, no statics that ask the system: what a kernel decides (its last
 * capability) is an argument. May use {@code outcome}, java.lang, java.util and java.nio buffers.
 *
 * <pre>{@code
 * CapSet held = CapSet.parseHex("0000000000003000");
 * held.contains(Capability.NET_RAW); // true
 * NgText.names(held); // net_admin, net_raw
 * }</pre>
 */
@NullMarked
package io.github.jcap.cap;

import org.jspecify.annotations.NullMarked;
