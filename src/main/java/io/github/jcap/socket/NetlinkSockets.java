package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * {@code /proc/<pid>/net/netlink}: {@code net/netlink/af_netlink.c}; see
 * native-notes/proc_net_netlink.md.
 */
final class NetlinkSockets implements TableLine {
  private static final NetlinkSockets LINE = new NetlinkSockets();
  private static final Reading<Boolean> HEARS = Reading.of(true);

  private NetlinkSockets() {}

  /** {@return what the table says} */
  static SocketTable parse(byte[] bytes) {
    return SocketTable.parse(bytes, LINE);
  }

  @Override
  public Socket read(LineColumns columns) {
    columns.skip(1);
    columns.next();
    int protocol = columns.smallDecimal();
    columns.next();
    long portId = columns.decimalOf32Bits();
    columns.next();
    int groups = columns.hex(8);
    columns.skip(5);
    columns.next();
    // The file shows the first 32 groups alone, and there are more.
    return new NetlinkSocket(
        protocol, portId, groups == 0 ? Reading.unknown() : HEARS, columns.decimal());
  }

  /** A name where there is one: {@code include/uapi/linux/netlink.h}. */
  static String protocol(int number) {
    return switch (number) {
      case 0 -> "route";
      case 2 -> "usersock";
      case 3 -> "firewall";
      case 4 -> "sock_diag";
      case 5 -> "nflog";
      case 6 -> "xfrm";
      case 7 -> "selinux";
      case 8 -> "iscsi";
      case 9 -> "audit";
      case 10 -> "fib_lookup";
      case 11 -> "connector";
      case 12 -> "netfilter";
      case 13 -> "ip6_fw";
      case 14 -> "dnrtmsg";
      case 15 -> "kobject_uevent";
      case 16 -> "generic";
      case 18 -> "scsitransport";
      case 19 -> "ecryptfs";
      case 20 -> "rdma";
      case 21 -> "crypto";
      case 22 -> "smc";
      default -> Integer.toString(number);
    };
  }
}
