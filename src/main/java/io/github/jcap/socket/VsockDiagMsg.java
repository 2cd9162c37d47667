package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import java.nio.ByteBuffer;

/**
 * {@code struct vsock_diag_msg} of {@code include/uapi/linux/vm_sockets_diag.h}: a VSOCK socket;
 * see native-notes/vsock_diag_msg.md.
 */
final class VsockDiagMsg implements Netlink.Decoder<Socket> {
  static final int TYPE = 1;
  static final int STATE = 2;
  static final int CID = 4;
  static final int PORT = 8;
  static final int REMOTE_CID = 12;
  static final int PEER_PORT = 16;
  static final int INODE = 20;
  static final int SIZE = 32;

  static final int AF_VSOCK = 40;

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, AF_VSOCK);
    int at = payload.position();
    return new VsockSocket(
        payload.get(at + TYPE) & 0xff,
        payload.get(at + STATE) & 0xff,
        number(payload, at + CID),
        number(payload, at + PORT),
        number(payload, at + REMOTE_CID),
        number(payload, at + PEER_PORT),
        number(payload, at + INODE));
  }

  private static long number(ByteBuffer payload, int at) {
    return payload.getInt(at) & 0xffff_ffffL;
  }
}
