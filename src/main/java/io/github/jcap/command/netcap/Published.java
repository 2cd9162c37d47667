package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;

/**
 * A port of the host that leads to a socket of a container.
 *
 * @param address of the host, as its program was told
 * @param port of the host, 1 to 65535
 * @param by the program that passes on: {@code docker-proxy}, {@code rootlessport}
 */
record Published(ByteString address, int port, String by) {}
