package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A packet socket: it sees whole frames.
 *
 * @param typeNumber {@code SOCK_}
 * @param etherType {@code ETH_P_}: which frames it receives; 0 for none
 * @param index the interface it is bound to; 0 for every one
 * @param inode unsigned
 */
public record PacketSocket(int typeNumber, int etherType, int index, long inode) implements Socket {
  @Override
  public SocketFamily family() {
    return SocketFamily.PACKET;
  }

  @Override
  public Reading<String> state() {
    return Reading.of(UNCONNECTED);
  }

  @Override
  public String protocol() {
    return PacketSockets.protocol(etherType);
  }

  @Override
  public String type() {
    return SocketType.name(typeNumber);
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.of(true);
  }

  @Override
  public boolean wildcard() {
    return index == 0;
  }

  @Override
  public Reading<Integer> interfaceIndex() {
    return Reading.of(index);
  }
}
