package io.github.jcap.socket;

/** Netlink's protocols. */
final class NetlinkSockets {
  private NetlinkSockets() {}

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
