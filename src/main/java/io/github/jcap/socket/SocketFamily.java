package io.github.jcap.socket;

import java.nio.ByteOrder;

/** The tables of sockets, in netcap's order. */
public enum SocketFamily {
  /** TCP over IPv4; MPTCP sockets stand here too. */
  TCP("tcp", "tcp", "inet", "stream"),
  /** TCP over IPv6. */
  TCP6("tcp6", "tcp6", "inet6", "stream"),
  /** UDP over IPv4. */
  UDP("udp", "udp", "inet", "dgram"),
  /** UDP over IPv6. */
  UDP6("udp6", "udp6", "inet6", "dgram"),
  /** UDP-Lite over IPv4; since Linux 2.6.20. */
  UDPLITE("udplite", "udplite", "inet", "dgram"),
  /** UDP-Lite over IPv6. */
  UDPLITE6("udplite6", "udplite6", "inet6", "dgram"),
  /** Any protocol over IPv4. */
  RAW("raw", "raw", "inet", "raw"),
  /** Any protocol over IPv6. */
  RAW6("raw6", "raw6", "inet6", "raw"),
  /** Whole frames. */
  PACKET("pkt", "packet", "packet", "raw");

  private final String shown;
  private final String file;
  private final String domain;
  private final String type;

  SocketFamily(String shown, String file, String domain, String type) {
    this.shown = shown;
    this.file = file;
    this.domain = domain;
    this.type = type;
  }

  /** {@return the name as netcap prints it} */
  public String shown() {
    return shown;
  }

  /** {@return the name of its file in {@code /proc/<pid>/net}} */
  String file() {
    return file;
  }

  /** {@return the address family: inet, inet6 or packet} */
  public String domain() {
    return domain;
  }

  /** The sort of socket; of packet sockets there are several. */
  String type() {
    return type;
  }

  boolean isTcp() {
    return this == TCP || this == TCP6;
  }

  /** {@return whether the protocol is any, and there is no port} */
  public boolean isRaw() {
    return this == RAW || this == RAW6;
  }

  boolean isV6() {
    return domain.equals("inet6");
  }

  /** {@return what its file says} */
  SocketTable parse(byte[] bytes, ByteOrder order) {
    return switch (this) {
      case TCP, TCP6, UDP, UDP6, UDPLITE, UDPLITE6, RAW, RAW6 ->
          InetSockets.parse(this, bytes, order);
      case PACKET -> PacketSockets.parse(bytes);
    };
  }
}
