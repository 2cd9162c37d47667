package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;

/**
 * {@code struct packet_diag_msg} of {@code include/uapi/linux/packet_diag.h}: a packet socket; see
 * native-notes/packet_diag_msg.md.
 */
final class PacketDiagMsg implements Netlink.Decoder<Socket> {
  static final int TYPE = 1;
  static final int ETHER_TYPE = 2;
  static final int INODE = 4;
  static final int SIZE = 16;

  /** {@code PACKET_DIAG_INFO}: {@code struct packet_diag_info}. */
  static final int INFO = 0;

  static final int INFO_INDEX = 0;
  static final int AF_PACKET = 17;

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, AF_PACKET);
    int at = payload.position();
    int info = NetlinkAttributes.find(payload, SIZE, INFO);
    if (info == NetlinkAttributes.NONE) {
      throw new Malformed("no PACKET_DIAG_INFO, which was asked for");
    }
    NetlinkAttributes.checkLength(payload, info, INFO_INDEX + 4);
    return new PacketSocket(
        payload.get(at + TYPE) & 0xff,
        payload.getShort(at + ETHER_TYPE) & 0xffff,
        payload.getInt(info + INFO_INDEX),
        payload.getInt(at + INODE) & 0xffff_ffffL);
  }
}
