package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import java.nio.ByteBuffer;

/**
 * {@code struct xdp_diag_msg} of {@code include/uapi/linux/xdp_diag.h}: an XDP socket; see
 * native-notes/xdp_diag_msg.md.
 */
final class XdpDiagMsg implements Netlink.Decoder<Socket> {
  static final int INODE = 4;
  static final int SIZE = 16;

  /** {@code XDP_DIAG_INFO}: {@code struct xdp_diag_info}. */
  static final int INFO = 1;

  static final int INFO_INDEX = 0;
  static final int INFO_QUEUE = 4;
  static final int INFO_SIZE = 8;
  static final int AF_XDP = 44;

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, AF_XDP);
    long inode = payload.getInt(payload.position() + INODE) & 0xffff_ffffL;
    int info = NetlinkAttributes.find(payload, SIZE, INFO);
    if (info == NetlinkAttributes.NONE) { // of no interface yet
      return new XdpSocket(0, 0, inode);
    }
    NetlinkAttributes.checkLength(payload, info, INFO_SIZE);
    return new XdpSocket(
        payload.getInt(info + INFO_INDEX), payload.getInt(info + INFO_QUEUE) & 0xffff_ffffL, inode);
  }
}
