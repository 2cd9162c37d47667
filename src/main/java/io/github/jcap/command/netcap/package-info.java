/**
 * {@code jcap netcap}: capabilities of what the network can reach, as libcap-ng's netcap shows them
 * and without what it hides. {@link io.github.jcap.command.netcap.NetcapCommand} is the command
 * line, {@code Netcap} collects: {@code Places} are the namespaces of the host, {@code Listing} has
 * the sockets of one, {@code Holders} says who holds each. {@code NetcapRows} makes the lines,
 * {@code NetcapRow} says how one is shown.
 *
 * <p>{@code --advanced}: {@code Planes} is what can be reached, {@code PlaneBuilder} and {@code
 * PlaneSpot} say where a socket is on them, {@code PlaneTree} and {@code PlaneJson} how they are
 * shown; {@code AdvancedReport} puts it together.
 */
@NullMarked
package io.github.jcap.command.netcap;

import org.jspecify.annotations.NullMarked;
