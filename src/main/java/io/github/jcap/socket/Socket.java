package io.github.jcap.socket;

/** One socket of a network namespace. */
public sealed interface Socket {
  /** {@return which table it stands in} */
  SocketFamily family();

  /**
   * {@return its inode, by which its owners know it; 0 where there is no socket any more or yet}
   */
  long inode();

  /**
   * {@return the state as ss(8) has it: LISTEN, ESTABLISHED, UNCONN; a number it has no name for}
   */
  String state();

  /** {@return what is spoken over it: tcp, icmp, arp; a number where it has no name here} */
  String protocol();

  /** {@return what sort of socket: stream, dgram, raw, packet} */
  String type();

  /** {@return whether anyone may send to it: a server's, not a client's} */
  boolean listens();

  /**
   * A socket of the internet protocols.
   *
   * @param family which table
   * @param protocolNumber {@code IPPROTO_}
   * @param local the address it is bound to; all zero: every one
   * @param localPort 0 to 65535; raw sockets have none: 0
   * @param remote the address it is connected to; all zero: none
   * @param remotePort 0 where it is not connected
   * @param stateNumber {@code TCP_} of {@code include/net/tcp_states.h}
   * @param inode unsigned
   */
  record Inet(
      SocketFamily family,
      int protocolNumber,
      IpAddress local,
      int localPort,
      IpAddress remote,
      int remotePort,
      int stateNumber,
      long inode)
      implements Socket {

    @Override
    public String state() {
      return stateNumber == TcpState.CLOSE.number() && !family.isTcp()
          ? UNCONNECTED
          : TcpState.name(stateNumber);
    }

    @Override
    public String protocol() {
      return InetSockets.protocol(protocolNumber);
    }

    @Override
    public String type() {
      return family.type();
    }

    @Override
    public boolean listens() {
      if (family.isTcp()) {
        return stateNumber == TcpState.LISTEN.number();
      }
      return family.isRaw() || (stateNumber == TcpState.CLOSE.number() && localPort != 0);
    }

    /** {@return whether it is connected to someone} */
    public boolean connected() {
      return remotePort != 0 || !remote.isAny();
    }
  }

  /**
   * A packet socket: it sees whole frames.
   *
   * @param typeNumber {@code SOCK_}
   * @param etherType {@code ETH_P_}: which frames it receives; 0 for none
   * @param interfaceIndex the interface it is bound to; 0 for every one
   * @param inode unsigned
   */
  record Packet(int typeNumber, int etherType, int interfaceIndex, long inode) implements Socket {
    @Override
    public SocketFamily family() {
      return SocketFamily.PACKET;
    }

    @Override
    public String state() {
      return UNCONNECTED;
    }

    @Override
    public String protocol() {
      return PacketSockets.protocol(etherType);
    }

    @Override
    public String type() {
      return PacketSockets.type(typeNumber);
    }

    @Override
    public boolean listens() {
      return true;
    }
  }

  /** Receives from anyone: the kernel's TCP_CLOSE says that of all but TCP. */
  String UNCONNECTED = "UNCONN";
}
