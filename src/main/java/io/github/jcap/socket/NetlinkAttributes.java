package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import java.nio.ByteBuffer;

/**
 * The attributes behind the structure of an answer, {@code struct nlattr} of netlink(7) and the
 * same as {@code struct rtattr}: length and type of 16 bits each in the machine's order, the value,
 * and what fills it up to a multiple of 4. Nothing is copied.
 */
final class NetlinkAttributes {
  /** There is no such attribute. */
  static final int NONE = -1;

  static final int HEADER = 4;
  private static final int TYPE_MASK = 0x3fff; // the two bits above it are flags

  private NetlinkAttributes() {}

  /** Throws {@link Malformed} where an answer is shorter than its structure. */
  static void check(ByteBuffer payload, int size) {
    if (payload.remaining() < size) {
      throw new Malformed(payload.remaining() + " bytes of a structure of " + size);
    }
  }

  /** Throws {@link Malformed} where the answer is of another address family than was asked for. */
  static void checkFamily(ByteBuffer payload, int expected) {
    int family = payload.get(payload.position()) & 0xff;
    if (family != expected) {
      throw new Malformed("address family " + family + " where " + expected + " was asked for");
    }
  }

  /**
   * {@return where the value of the first attribute of a type begins in the buffer; {@link #NONE}}
   *
   * @param from how long the structure before the attributes is
   * @throws Malformed where a length leads out of the answer
   */
  static int find(ByteBuffer payload, int from, int type) {
    int at = payload.position() + from;
    int end = payload.limit();
    while (at < end) {
      int length = end - at < HEADER ? 0 : payload.getShort(at) & 0xffff;
      if (length < HEADER || length > end - at) {
        throw new Malformed("an attribute of " + length + " bytes where " + (end - at) + " are");
      }
      if ((payload.getShort(at + 2) & TYPE_MASK) == type) {
        return at + HEADER;
      }
      at += (length + 3) & ~3;
    }
    return NONE;
  }

  /** {@return how many bytes the value has that was found there} */
  static int length(ByteBuffer payload, int value) {
    return (payload.getShort(value - HEADER) & 0xffff) - HEADER;
  }

  /** Throws {@link Malformed} where a value is shorter than it must be. */
  static void checkLength(ByteBuffer payload, int value, int least) {
    int length = length(payload, value);
    if (length < least) {
      throw new Malformed("an attribute's value of " + length + " bytes, not " + least);
    }
  }
}
