package io.github.jcap.socket;

import io.github.jcap.kernel.Netlink;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;

/**
 * {@code struct netlink_diag_msg} of {@code include/uapi/linux/netlink_diag.h}: a netlink socket;
 * see native-notes/netlink_diag_msg.md.
 */
final class NetlinkDiagMsg implements Netlink.Decoder<Socket> {
  static final int PROTOCOL = 2;
  static final int PORT_ID = 4;
  static final int INODE = 16;
  static final int SIZE = 28;

  /** {@code NETLINK_DIAG_GROUPS}: a bit for each group; absent where it never joined one. */
  static final int GROUPS = 1;

  static final int AF_NETLINK = 16;
  private static final Reading<Boolean> HEARS = Reading.of(true);
  private static final Reading<Boolean> HEARS_NONE = Reading.of(false);

  @Override
  public Socket decode(ByteBuffer payload) {
    NetlinkAttributes.check(payload, SIZE);
    NetlinkAttributes.checkFamily(payload, AF_NETLINK);
    int at = payload.position();
    return new NetlinkSocket(
        payload.get(at + PROTOCOL) & 0xff,
        payload.getInt(at + PORT_ID) & 0xffff_ffffL,
        hearsGroup(payload) ? HEARS : HEARS_NONE,
        payload.getInt(at + INODE) & 0xffff_ffffL);
  }

  private static boolean hearsGroup(ByteBuffer payload) {
    int groups = NetlinkAttributes.find(payload, SIZE, GROUPS);
    if (groups == NetlinkAttributes.NONE) {
      return false;
    }
    int end = groups + NetlinkAttributes.length(payload, groups);
    for (int i = groups; i < end; i++) {
      if (payload.get(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
