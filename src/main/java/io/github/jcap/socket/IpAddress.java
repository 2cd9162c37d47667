package io.github.jcap.socket;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address.
 *
 * @param v6 which of the two
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits, of an IPv4 address its 32
 */
public record IpAddress(boolean v6, long high, long low) {
  private static final long MAPPED = 0xffff;

  // Written out: a record's own are spun when first called, which takes tens of milliseconds.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && v6 == that.v6 && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low) * 2 + (v6 ? 1 : 0);
  }

  /** {@return whether it is the wildcard, 0.0.0.0 or ::} */
  public boolean isAny() {
    return high == 0 && low == 0;
  }

  /** {@return whether it leads nowhere: 127.0.0.0/8, ::1, or the first as IPv6 has it} */
  public boolean isLoopback() {
    return v6 ? (high == 0 && low == 1) || (isMapped() && isLoopback4()) : isLoopback4();
  }

  /** {@return whether it is of a group: 224.0.0.0/4, ff00::/8} */
  public boolean isMulticast() {
    return v6 ? high >>> 56 == 0xff : (low >>> 28 & 0xf) == 0xe;
  }

  /**
   * {@return the IPv4 address that {@code ::ffff:127.0.0.1} and its like stand for, else itself}
   */
  public IpAddress unmapped() {
    return isMapped() ? new IpAddress(false, 0, low & 0xffff_ffffL) : this;
  }

  private boolean isLoopback4() {
    return (low >>> 24 & 0xff) == 127;
  }

  /** {@return an IPv4 address as IPv6 has it, ::ffff:192.0.2.1} */
  IpAddress mapped() {
    return v6 ? this : new IpAddress(true, 0, (MAPPED << 32) | low);
  }

  private boolean isMapped() {
    return v6 && high == 0 && low >>> 32 == MAPPED;
  }

  /** {@return {@code 127.0.0.1}, {@code ::1}, {@code ::ffff:127.0.0.1}: as RFC 5952 recommends} */
  @Override
  public String toString() {
    if (!v6) {
      return dotted(low);
    }
    if (isMapped()) {
      return "::ffff:" + dotted(low);
    }
    int start = -1;
    int length = 1; // a single zero group is written
    for (int from = 0; from < 8; from++) {
      int to = from;
      while (to < 8 && group(to) == 0) {
        to++;
      }
      if (to - from > length) {
        start = from;
        length = to - from;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (i > 0 && i != start + length) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int i) {
    long half = i < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (i & 3))) & 0xffff;
  }

  private static String dotted(long bits) {
    return ((bits >>> 24) & 0xff)
        + "."
        + ((bits >>> 16) & 0xff)
        + "."
        + ((bits >>> 8) & 0xff)
        + "."
        + (bits & 0xff);
  }
}
