package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;

/**
 * A port of the host that leads to a socket of a container.
 *
 * @param address of the host, as its program was told
 * @param port of the host, 1 to 65535
 * @param by the program that passes on: {@code docker-proxy}, {@code rootlessport}
 */
record Published(ByteString address, int port, String by) {
  /** {@return {@code 0.0.0.0:5432}, an IPv6 address in brackets} */
  String text() {
    String text = address.escaped();
    return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
  }
}
