package io.github.jcap.cap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * A set of capabilities as the kernel keeps it: one bit for each, in 64. Bits that have no name
 * stay in the set. A single capability is a set of one.
 *
 * @param mask bit n stands for the capability with number n
 */
public record CapSet(long mask) {
  /** The set that holds nothing. */
  public static final CapSet EMPTY = new CapSet(0);

  /** {@return the set with that mask} */
  public static CapSet of(long mask) {
    return mask == 0 ? EMPTY : new CapSet(mask);
  }

  /** {@return the set of these} */
  public static CapSet of(Capability... capabilities) {
    long mask = 0;
    for (Capability capability : capabilities) {
      mask |= 1L << capability.number();
    }
    return new CapSet(mask);
  }

  /**
   * {@return every capability of a kernel}
   *
   * @param last the kernel's {@code cap_last_cap}, 0 to 63
   */
  public static CapSet all(int last) {
    return new CapSet(-1L >>> (63 - last));
  }

  /**
   * {@return the set that a line of {@code /proc/<pid>/status} writes in hexadecimal}
   *
   * @param text holds the digits at {@code [from, to)}
   * @throws Malformed where it is not 1 to 16 hexadecimal digits
   */
  public static CapSet parseHex(byte[] text, int from, int to) {
    if (from >= to || to - from > 16) {
      throw notMask(text, from, to);
    }
    long mask = 0;
    for (int i = from; i < to; i++) {
      int digit = digit((char) (text[i] & 0xff));
      if (digit < 0) {
        throw notMask(text, from, to);
      }
      mask = (mask << 4) | digit;
    }
    return of(mask);
  }

  /**
   * {@return the set that these hexadecimal digits write}
   *
   * @throws Malformed where they are not 1 to 16 hexadecimal digits
   */
  public static CapSet parseHex(String digits) {
    byte[] text = ByteString.of(digits).bytes();
    return parseHex(text, 0, text.length);
  }

  private static Malformed notMask(byte[] text, int from, int to) {
    return new Malformed("not a capability mask: \"" + ByteString.of(text, from, to) + "\"");
  }

  /** Five sets of sixteen digits for each process: the tables of Character cost more than this. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** {@return whether nothing is in it} */
  public boolean isEmpty() {
    return mask == 0;
  }

  /** {@return how many bits are set} */
  public int size() {
    return Long.bitCount(mask);
  }

  /** {@return whether it holds the capability with that number, 0 to 63} */
  public boolean contains(int number) {
    return ((mask >>> number) & 1) != 0;
  }

  /** {@return whether it holds that capability} */
  public boolean contains(Capability capability) {
    return contains(capability.number());
  }

  /** {@return whether it holds all that {@code other} holds} */
  public boolean containsAll(CapSet other) {
    return (other.mask & ~mask) == 0;
  }

  /** {@return what is in either} */
  public CapSet or(CapSet other) {
    return new CapSet(mask | other.mask);
  }

  /** {@return what is in both} */
  public CapSet and(CapSet other) {
    return new CapSet(mask & other.mask);
  }

  /** {@return what is in this and not in {@code other}} */
  public CapSet without(CapSet other) {
    return new CapSet(mask & ~other.mask);
  }

  /** {@return the mask as {@code 0x} and 16 hexadecimal digits} */
  public String hex() {
    String digits = Long.toHexString(mask);
    return "0x" + "0".repeat(16 - digits.length()) + digits;
  }

  /** As a record's own, but without what the JVM would make of it at every start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CapSet set && mask == set.mask;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(mask);
  }

  @Override
  public String toString() {
    return hex();
  }
}
