package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A socket between a virtual machine and its host: vsock(7).
 *
 * @param typeNumber {@code SOCK_}
 * @param stateNumber {@code TCP_} of {@code include/net/tcp_states.h}
 * @param cid the context it is bound to, unsigned 32 bits; {@link #ANY} for every one
 * @param port unsigned 32 bits
 * @param remoteCid the context it is connected to
 * @param peerPort of that
 * @param inode unsigned
 */
public record VsockSocket(
    int typeNumber, int stateNumber, long cid, long port, long remoteCid, long peerPort, long inode)
    implements Socket {
  /** {@code VMADDR_CID_ANY}, and {@code VMADDR_PORT_ANY}. */
  public static final long ANY = 0xffff_ffffL;

  /** {@code VMADDR_CID_LOCAL}: only this host. */
  public static final long LOCAL = 1;

  @Override
  public SocketFamily family() {
    return SocketFamily.VSOCK;
  }

  @Override
  public Reading<String> state() {
    return Reading.of(
        stateNumber == TcpState.CLOSE.number() && typeNumber == SocketType.DGRAM
            ? UNCONNECTED
            : TcpState.name(stateNumber));
  }

  @Override
  public String protocol() {
    return "vsock";
  }

  @Override
  public String type() {
    return SocketType.name(typeNumber);
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.of(
        typeNumber == SocketType.DGRAM
            ? port != 0 && port != ANY && stateNumber == TcpState.CLOSE.number()
            : stateNumber == TcpState.LISTEN.number());
  }

  @Override
  public boolean wildcard() {
    return cid == ANY;
  }

  @Override
  public Reading<String> localAddress() {
    return Reading.of(wildcard() ? "*" : Long.toString(cid));
  }

  @Override
  public Reading<Long> localPort() {
    return Reading.of(port);
  }

  @Override
  public Reading<String> remoteAddress() {
    return connected() ? Reading.of(Long.toString(remoteCid)) : Reading.absent();
  }

  @Override
  public Reading<Long> remotePort() {
    return connected() ? Reading.of(peerPort) : Reading.absent();
  }

  private boolean connected() {
    return stateNumber == TcpState.ESTABLISHED.number();
  }
}
