package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A socket of the internet protocols.
 *
 * @param family which
 * @param protocolNumber {@code IPPROTO_}
 * @param local the address it is bound to; all zero: every one
 * @param port the port it is bound to, 0 to 65535; of a ping socket its identifier; raw sockets
 *     have none: 0
 * @param remote the address it is connected to; all zero: none
 * @param peerPort 0 where it is not connected
 * @param stateNumber {@code TCP_} of {@code include/net/tcp_states.h}
 * @param interfaceIndex the interface it is bound to, 0 for none; unknown from /proc
 * @param v6Only whether an IPv6 socket refuses IPv4; absent of IPv4, unknown from /proc
 * @param inode unsigned
 */
public record InetSocket(
    SocketFamily family,
    int protocolNumber,
    IpAddress local,
    int port,
    IpAddress remote,
    int peerPort,
    int stateNumber,
    Reading<Integer> interfaceIndex,
    Reading<Boolean> v6Only,
    long inode)
    implements Socket {

  @Override
  public Reading<String> state() {
    return Reading.of(
        stateNumber == TcpState.CLOSE.number() && !family.connects()
            ? UNCONNECTED
            : TcpState.name(stateNumber));
  }

  @Override
  public String protocol() {
    return IpProtocol.name(protocolNumber);
  }

  @Override
  public String type() {
    return family.type();
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.of(
        switch (family) {
          case RAW, RAW6 -> true;
          case ICMP, ICMP6 -> false;
          default ->
              family.connects()
                  ? stateNumber == TcpState.LISTEN.number()
                  : stateNumber == TcpState.CLOSE.number() && port != 0;
        });
  }

  @Override
  public boolean wildcard() {
    return local.isAny();
  }

  @Override
  public Reading<String> localAddress() {
    return Reading.of(local.toString());
  }

  @Override
  public Reading<Long> localPort() {
    return portOf(port);
  }

  @Override
  public Reading<String> remoteAddress() {
    return connected() ? Reading.of(remote.toString()) : Reading.absent();
  }

  @Override
  public Reading<Long> remotePort() {
    return connected() ? portOf(peerPort) : Reading.absent();
  }

  private Reading<Long> portOf(int number) {
    return family.isRaw() ? Reading.absent() : Reading.of((long) number);
  }

  /** {@return whether it is connected to someone} */
  public boolean connected() {
    return peerPort != 0 || !remote.isAny();
  }

  /** A raw socket has its one version of IP, whatever its options say. */
  @Override
  public Reading<Boolean> dualStack() {
    return family.isV6() && !family.isRaw() && local.isAny() && listens().known().orElse(false)
        ? v6Only.map(only -> !only)
        : Reading.absent();
  }
}
