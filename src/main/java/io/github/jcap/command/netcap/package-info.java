/**
 * {@code jcap netcap}: capabilities of what the network can reach, as libcap-ng's netcap shows them
 * and without what it hides. {@link io.github.jcap.command.netcap.NetcapCommand} is the command
 * line, {@code Netcap} makes the rows, {@code NetcapRow} says how a row is shown.
 */
@NullMarked
package io.github.jcap.command.netcap;

import org.jspecify.annotations.NullMarked;
