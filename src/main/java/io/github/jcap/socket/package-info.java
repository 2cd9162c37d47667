/**
 * Sockets of a network namespace, from the tables of {@code /proc/<pid>/net}, and their owners.
 *
 * <p>{@link io.github.jcap.socket.SocketFamily} is the one table: name, file, parser. A parser
 * takes bytes and keeps the lines it can read: one broken line costs one socket. {@link
 * io.github.jcap.socket.SocketOwners} joins inodes with every process that holds them. May use
 * {@code proc} and {@code outcome}.
 *
 * <pre>{@code
 * List<Socket> sockets = new SocketTables(proc.ownNet(), ByteOrder.nativeOrder(), problems).read();
 * SocketOwners owners = SocketOwners.of(walk.read(pids));
 * owners.of(sockets.get(0).inode());
 * }</pre>
 */
@NullMarked
package io.github.jcap.socket;

import org.jspecify.annotations.NullMarked;
