package io.github.jcap.socket;

/**
 * {@code /proc/<pid>/net/rfcomm}, {@code hci}, {@code l2cap}, {@code sco}: {@code
 * net/bluetooth/af_bluetooth.c}; see native-notes/proc_net_bluetooth.md.
 */
final class BluetoothSockets implements TableLine {
  private final SocketFamily family;

  private BluetoothSockets(SocketFamily family) {
    this.family = family;
  }

  /** {@return what a table says} */
  static SocketTable parse(SocketFamily family, byte[] bytes) {
    return SocketTable.parse(bytes, new BluetoothSockets(family));
  }

  @Override
  public Socket read(LineColumns columns) {
    columns.skip(5);
    columns.next();
    long inode = columns.decimal();
    columns.skip(1); // a shorter line was cut
    return new BluetoothSocket(family, inode);
  }
}
