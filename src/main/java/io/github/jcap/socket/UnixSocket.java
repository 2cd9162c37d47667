package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;

/**
 * A UNIX socket: unix(7).
 *
 * @param typeNumber {@code SOCK_}
 * @param stateNumber {@code TCP_} of {@code include/net/tcp_states.h}, which AF_UNIX uses too
 * @param path its name: a path, or an abstract name without its first NUL; absent where it has none
 * @param isAbstract whether the name is abstract; absent where it has none
 * @param inode unsigned
 */
public record UnixSocket(
    int typeNumber,
    int stateNumber,
    Reading<ByteString> path,
    Reading<Boolean> isAbstract,
    long inode)
    implements Socket {
  @Override
  public SocketFamily family() {
    return SocketFamily.UNIX;
  }

  @Override
  public Reading<String> state() {
    return Reading.of(
        stateNumber == TcpState.CLOSE.number() ? UNCONNECTED : TcpState.name(stateNumber));
  }

  @Override
  public String protocol() {
    return "unix";
  }

  @Override
  public String type() {
    return SocketType.name(typeNumber);
  }

  /**
   * A stream listens; whoever knows the name of a datagram socket may send to it, unless it is
   * connected. It has the same state where only another is connected to it: then it is unknown.
   */
  @Override
  public Reading<Boolean> listens() {
    if (typeNumber != SocketType.DGRAM || path.known().isEmpty()) {
      return Reading.of(stateNumber == TcpState.LISTEN.number());
    }
    return stateNumber == TcpState.CLOSE.number() ? Reading.of(true) : Reading.unknown();
  }
}
