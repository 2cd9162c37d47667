package io.github.jcap.socket;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one table of socket families, in the order in which netcap lists its own, then those it has
 * not. What is not named by a family's own file or dump is not read.
 */
public enum SocketFamily {
  /** TCP over IPv4. */
  TCP("tcp", Domain.INET, "stream", "tcp", "TCP"),
  /** TCP over IPv6. */
  TCP6("tcp6", Domain.INET6, "stream", "tcp6", "TCPv6"),
  /** UDP over IPv4. */
  UDP("udp", Domain.INET, "dgram", "udp", "UDP"),
  /** UDP over IPv6. */
  UDP6("udp6", Domain.INET6, "dgram", "udp6", "UDPv6"),
  /** UDP-Lite over IPv4; since Linux 2.6.20. */
  UDPLITE("udplite", Domain.INET, "dgram", "udplite", "UDP-Lite"),
  /** UDP-Lite over IPv6. */
  UDPLITE6("udplite6", Domain.INET6, "dgram", "udplite6", "UDPLITEv6"),
  /** Any protocol over IPv4. */
  RAW("raw", Domain.INET, "raw", "raw", "RAW"),
  /** Any protocol over IPv6. */
  RAW6("raw6", Domain.INET6, "raw", "raw6", "RAWv6"),
  /** Whole frames. */
  PACKET("pkt", Domain.PACKET, "raw", "packet", "PACKET"),
  /** SCTP over IPv4; netcap calls both versions sctp. */
  SCTP("sctp", Domain.INET, "stream", "sctp/eps", "SCTP"),
  /** SCTP over IPv6. */
  SCTP6("sctp", Domain.INET6, "stream", "sctp/eps", "SCTPv6"),
  /** DCCP over IPv4; until Linux 6.15. */
  DCCP("dccp", Domain.INET, "dccp", "", "DCCP"),
  /** DCCP over IPv6. */
  DCCP6("dccp", Domain.INET6, "dccp", "", "DCCPv6"),
  /** Between a virtual machine and its host. */
  VSOCK("vsock", Domain.VSOCK, "stream", "", "AF_VSOCK"),
  /** Multipath TCP over IPv4, whose flows stand among TCP too; since Linux 5.6. */
  MPTCP("mptcp", Domain.INET, "stream", "", "MPTCP"),
  /** Multipath TCP over IPv6. */
  MPTCP6("mptcp6", Domain.INET6, "stream", "", "MPTCPv6"),
  /** ICMP echo without privilege: ping sockets. */
  ICMP("icmp", Domain.INET, "dgram", "icmp", "PING"),
  /** The same over IPv6. */
  ICMP6("icmp6", Domain.INET6, "dgram", "icmp6", "PINGv6"),
  /** Bluetooth serial lines. */
  RFCOMM("rfcomm", Domain.BLUETOOTH, "stream", "rfcomm", "RFCOMM"),
  /** Bluetooth adapters themselves. */
  HCI("hci", Domain.BLUETOOTH, "raw", "hci", "HCI"),
  /** Bluetooth channels. */
  L2CAP("l2cap", Domain.BLUETOOTH, "seqpacket", "l2cap", "L2CAP"),
  /** Bluetooth voice. */
  SCO("sco", Domain.BLUETOOTH, "seqpacket", "sco", "SCO"),
  /** Frames of one queue of an interface, past the network stack; since Linux 4.18. */
  XDP("xdp", Domain.XDP, "raw", "", "XDP"),
  /** Between processes of this host. */
  UNIX("unix", Domain.UNIX, "stream", "unix", "UNIX", "UNIX-STREAM"),
  /** Between processes and the kernel. */
  NETLINK("netlink", Domain.NETLINK, "raw", "netlink", "NETLINK"),
  /** What has neither a file nor a dump that jcap reads. */
  OTHER("other", Domain.OTHER, "other", "");

  /** The address families, by their names in the machine forms. */
  public enum Domain {
    /** IPv4. */
    INET,
    /** IPv6. */
    INET6,
    /** Frames. */
    PACKET,
    /** A virtual machine and its host. */
    VSOCK,
    /** Bluetooth. */
    BLUETOOTH,
    /** Queues of interfaces. */
    XDP,
    /** This host. */
    UNIX,
    /** The kernel. */
    NETLINK,
    /** Any other. */
    OTHER;

    /** {@return its name in the machine forms} */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String shown;
  private final Domain domain;
  private final String type;
  private final String file;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> kernelNames;

  SocketFamily(String shown, Domain domain, String type, String file, String... kernelNames) {
    this.shown = shown;
    this.domain = domain;
    this.type = type;
    this.file = file;
    this.kernelNames = List.of(kernelNames);
  }

  /** {@return the name as netcap prints it} */
  public String shown() {
    return shown;
  }

  /** {@return the address family} */
  public Domain domain() {
    return domain;
  }

  /** The name of its file in {@code /proc/<pid>/net}; empty where it has none. */
  String file() {
    return file;
  }

  /** The usual sort of socket; of some families there are several. */
  String type() {
    return type;
  }

  /** {@return whether one listens for connections in it, as TCP does} */
  public boolean connects() {
    return switch (this) {
      case TCP, TCP6, MPTCP, MPTCP6, SCTP, SCTP6, DCCP, DCCP6 -> true;
      default -> false;
    };
  }

  /** {@return whether the protocol is any, and there is no port} */
  public boolean isRaw() {
    return this == RAW || this == RAW6;
  }

  /** {@return whether its addresses are those of IPv6} */
  public boolean isV6() {
    return domain == Domain.INET6;
  }

  /** {@return whether only what runs on this host can reach it, whatever it is bound to} */
  public boolean isOfThisHost() {
    return this == UNIX || this == NETLINK;
  }

  /**
   * {@return the family that the kernel calls by a name, in {@code /proc/net/protocols} and {@code
   * system.sockprotoname}}
   */
  public static Optional<SocketFamily> ofKernelName(String name) {
    for (SocketFamily family : values()) {
      if (family.kernelNames.contains(name)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }
}
