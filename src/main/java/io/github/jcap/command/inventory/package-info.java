/**
 * {@code jcap inventory}: the host, its processes, sockets and files in one document, from one
 * pass.
 *
 * <p>{@link io.github.jcap.command.inventory.InventoryCommand} is the command and {@link
 * io.github.jcap.command.inventory.CurrentHost} the same for a command that compares or judges.
 * {@code Collector} does the work: sockets are listed first, then every process is read once and
 * written, then what was kept of those that hold sockets is joined with these. The records are made
 * by the packages of pscap, netcap and filecap, which this one alone may use.
 */
@NullMarked
package io.github.jcap.command.inventory;

import org.jspecify.annotations.NullMarked;
