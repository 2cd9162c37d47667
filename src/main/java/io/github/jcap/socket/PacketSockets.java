package io.github.jcap.socket;

/**
 * {@code /proc/<pid>/net/packet}: proc_net(5), {@code net/packet/af_packet.c}; see
 * native-notes/proc_net_packet.md.
 */
final class PacketSockets implements TableLine {
  private static final PacketSockets LINE = new PacketSockets();

  private PacketSockets() {}

  /** {@return what the table says} */
  static SocketTable parse(byte[] bytes) {
    return SocketTable.parse(bytes, LINE);
  }

  @Override
  public Socket read(LineColumns columns) {
    columns.skip(2);
    columns.next();
    int type = columns.smallDecimal();
    columns.next();
    int etherType = columns.hex(4);
    columns.next();
    int index = columns.smallDecimal();
    columns.skip(3);
    columns.next();
    return new PacketSocket(type, etherType, index, columns.decimal());
  }

  /** What it receives by name; {@code all} is ETH_P_ALL, 0x0000 nothing. */
  static String protocol(int etherType) {
    return switch (etherType) {
      case 0x0003 -> "all";
      case 0x0800 -> "ip";
      case 0x0806 -> "arp";
      case 0x86dd -> "ipv6";
      default -> {
        String digits = Integer.toHexString(etherType);
        yield "0x" + "0".repeat(4 - digits.length()) + digits;
      }
    };
  }
}
