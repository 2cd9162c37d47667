/**
 * {@code jcap filecap}: the capabilities of files, read and written.
 *
 * <p>{@link io.github.jcap.command.filecap.FilecapCommand} turns the options into a question: which
 * files ({@code Subjects}, {@code SearchPath}), where not to go ({@code StayOff}); {@code Filecap}
 * answers it with rows; {@code FilecapRow} says how one is shown; {@code Change} is the writing
 * form. What is asked of a file is in {@code FileProbe}; what is told of one beside its
 * capabilities, and only where that was asked for, comes from {@code Describer}: its notes ({@code
 * FileNotes}) and its package ({@code DpkgOwners}). May use everything but JNR and the other
 * subcommands.
 *
 * <pre>{@code
 * jcap filecap /usr/bin
 * jcap filecap -a --json
 * jcap filecap /usr/bin/ping net_raw
 * jcap filecap /usr/bin/ping none
 * }</pre>
 */
@NullMarked
package io.github.jcap.command.filecap;

import org.jspecify.annotations.NullMarked;
