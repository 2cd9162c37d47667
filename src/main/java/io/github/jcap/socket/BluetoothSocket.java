package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A Bluetooth socket. The kernel tells neither its address nor its state: {@code
 * net/bluetooth/af_bluetooth.c}.
 *
 * @param family which protocol
 * @param inode unsigned
 */
public record BluetoothSocket(SocketFamily family, long inode) implements Socket {
  @Override
  public Reading<String> state() {
    return Reading.unknown();
  }

  @Override
  public String protocol() {
    return family.shown();
  }

  @Override
  public String type() {
    return family.type();
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.unknown();
  }
}
