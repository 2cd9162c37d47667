/**
 * {@code jcap filecap}: the capabilities of files, read and written.
 *
 * <p>{@link io.github.jcap.command.filecap.FilecapCommand} turns the options into a question: which
 * files ({@code Subjects}, {@code SearchPath}), where not to go ({@code StayOff}); {@code Filecap}
 * answers it with rows; {@code FilecapRow} says how one is shown. What is asked of a file is in
 * {@code FileProbe}; what is told of one beside its capabilities, and only where that was asked
 * for, comes from {@code Describer}: its notes ({@code FileNotes}) and its package ({@code
 * DpkgOwners}). What changes or compares is a command of its own: {@code ChangeOptions} says what
 * is asked for, {@code Change} and {@code CapListing} what the files shall have, {@code Plan} looks
 * at all of them, and {@code ChangeCommand} writes. May use everything but JNR and the other
 * subcommands.
 *
 * <pre>{@code
 * jcap filecap /usr/bin
 * jcap filecap -a --json
 * jcap filecap /usr/bin/ping net_raw
 * jcap filecap /usr/bin/ping none
 * jcap filecap --set cap_net_raw=p /usr/bin/ping /usr/bin/mtr-packet
 * jcap filecap --restore listing
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.filecap;

import org.jspecify.annotations.NullMarked;
