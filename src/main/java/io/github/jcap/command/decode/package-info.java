/**
 * {@code jcap decode}: what a mask, an attribute, a text or a pasted line says, in every other
 * form.
 *
 * <p>Words: a text is one value as it was typed, or one line; a {@code Value} is what it says; its
 * {@code Form} is how it was read; a text that says nothing is unclear. {@code Decoder} looks at
 * one text alone, {@code Lines} at several that belong together. May use {@code command} and below.
 *
 * <pre>{@code
 * Value value = new Decoder(40).decode(ByteString.of("CapEff:\t0000000000003000"));
 * value.sets().get(SetKind.EFFECTIVE); // net_admin, net_raw
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.decode;

import org.jspecify.annotations.NullMarked;
