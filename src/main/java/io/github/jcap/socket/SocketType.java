package io.github.jcap.socket;

/** The sorts of socket: socket(2), {@code include/linux/net.h}. */
final class SocketType {
  static final int STREAM = 1;
  static final int DGRAM = 2;
  static final int RAW = 3;
  static final int SEQPACKET = 5;

  private SocketType() {}

  /** {@return the name of a sort; its number where it has none here} */
  static String name(int number) {
    return switch (number) {
      case STREAM -> "stream";
      case DGRAM -> "dgram";
      case RAW -> "raw";
      case 4 -> "rdm";
      case SEQPACKET -> "seqpacket";
      case 6 -> "dccp";
      case 10 -> "packet";
      default -> Integer.toString(number);
    };
  }
}
