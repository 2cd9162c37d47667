package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A socket that takes the frames of one queue of an interface.
 *
 * @param index the interface; 0 where it is not bound yet
 * @param queue the queue, unsigned 32 bits
 * @param inode unsigned
 */
public record XdpSocket(int index, long queue, long inode) implements Socket {
  @Override
  public SocketFamily family() {
    return SocketFamily.XDP;
  }

  @Override
  public Reading<String> state() {
    return Reading.of(UNCONNECTED);
  }

  @Override
  public String protocol() {
    return family().shown();
  }

  @Override
  public String type() {
    return family().type();
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.of(index != 0);
  }

  @Override
  public Reading<Integer> interfaceIndex() {
    return Reading.of(index);
  }
}
