/**
 * Sockets of a network namespace, from the tables of {@code /proc/<pid>/net} and from the kernel's
 * dumps, sock_diag(7), and their owners.
 *
 * <p>{@link io.github.jcap.socket.SocketFamily} is the one table of families. {@code InetSockets}
 * and the like read a table and keep the lines they can read: one broken line costs one socket.
 * {@code InetDiagMsg} and the like decode an answer of a dump. Both give equal sockets, but for
 * what the table does not tell. {@link io.github.jcap.socket.SocketOwners} joins inodes with every
 * process that holds them. May use {@code proc}, {@code outcome} and of {@code kernel} the port.
 *
 * <pre>{@code
 * SocketSource proc = new ProcSockets(root.netOf(pid), ByteOrder.nativeOrder(), problems);
 * SocketSource diag = new DiagSockets(netlink, ByteString.of("net:[4026531840]"), problems);
 * SocketList list = SocketList.of(new DiagOrProcSockets(diag, proc));
 * SocketOwners owners = SocketOwners.of(walk.read(pids));
 * owners.of(list.sockets().get(0).inode());
 * }</pre>
 */
@NullMarked
package io.github.jcap.socket;

import org.jspecify.annotations.NullMarked;
