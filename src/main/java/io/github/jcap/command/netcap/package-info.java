/**
 * {@code jcap netcap}: capabilities of what the network can reach, as libcap-ng's netcap shows them
 * and without what it hides. {@link io.github.jcap.command.netcap.NetcapCommand} is the command
 * line, {@code Netcap} makes the rows, {@code NetcapRow} says how a row is shown.
 *
 * <p>{@code --advanced}: {@code Planes} is what can be reached, {@code PlaneBuilder} and {@code
 * PlaneSpot} say where a socket is on them, {@code PlaneTree} and {@code PlaneJson} how they are
 * shown; {@code AdvancedReport} puts it together.
 */
@NullMarked
package io.github.jcap.command.netcap;

import org.jspecify.annotations.NullMarked;
