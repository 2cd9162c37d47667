package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;

/**
 * {@code struct unix_diag_msg} of {@code include/uapi/linux/unix_diag.h}: a UNIX socket; see
 * native-notes/unix_diag_msg.md.
 */
final class UnixDiagMsg implements Netlink.Decoder<Socket> {
  static final int TYPE = 1;
  static final int STATE = 2;
  static final int INODE = 4;
  static final int SIZE = 16;

  /** {@code UNIX_DIAG_NAME}: a path with its NUL, or a NUL and an abstract name. */
  static final int NAME = 0;

  static final int AF_UNIX = 1;

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, AF_UNIX);
    int at = payload.position();
    int type = payload.get(at + TYPE) & 0xff;
    int state = payload.get(at + STATE) & 0xff;
    long inode = payload.getInt(at + INODE) & 0xffff_ffffL;
    int name = NetlinkAttributes.find(payload, SIZE, NAME);
    int length = name == NetlinkAttributes.NONE ? 0 : NetlinkAttributes.length(payload, name);
    if (length == 0) {
      return new UnixSocket(type, state, Reading.absent(), Reading.absent(), inode);
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = payload.get(name + i);
    }
    if (bytes[0] == 0) {
      ByteString abstractName = ByteString.of(bytes, 1, length);
      return new UnixSocket(type, state, Reading.of(abstractName), UnixSockets.ABSTRACT, inode);
    }
    int end = bytes[length - 1] == 0 ? length - 1 : length;
    ByteString path = ByteString.of(bytes, 0, end);
    return new UnixSocket(type, state, Reading.of(path), UnixSockets.A_PATH, inode);
  }
}
