package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import java.nio.ByteBuffer;

/**
 * The three sets that capget(2) gives and capset(2) takes: {@code cap_user_data_t[2]} of {@code
 * include/uapi/linux/capability.h}, version 3, in the machine's byte order; see
 * native-notes/cap_user_data.md.
 *
 * @param effective what the kernel checks
 * @param permitted what may be made effective
 * @param inheritable what a file's inheritable set may turn into permitted
 */
public record CapUserData(CapSet effective, CapSet permitted, CapSet inheritable) {
  static final int VERSION_3 = 0x20080522;
  static final int HEADER_SIZE = 8;
  static final int DATA_SIZE = 24;
  static final int HEADER_VERSION = 0;
  static final int HEADER_PID = 4;
  static final int EFFECTIVE = 0;
  static final int PERMITTED = 4;
  static final int INHERITABLE = 8;

  /** The second element: capabilities 32 to 63. */
  static final int HIGH = 12;

  private static final long LOW_WORD = 0xffff_ffffL;

  static void putHeader(ByteBuffer header, int tid) {
    header.putInt(HEADER_VERSION, VERSION_3).putInt(HEADER_PID, tid);
  }

  static CapUserData decode(ByteBuffer data) {
    return new CapUserData(set(data, EFFECTIVE), set(data, PERMITTED), set(data, INHERITABLE));
  }

  void encode(ByteBuffer data) {
    put(data, EFFECTIVE, effective);
    put(data, PERMITTED, permitted);
    put(data, INHERITABLE, inheritable);
  }

  private static CapSet set(ByteBuffer data, int offset) {
    long low = data.getInt(offset) & LOW_WORD;
    long high = data.getInt(HIGH + offset) & LOW_WORD;
    return new CapSet((high << 32) | low);
  }

  private static void put(ByteBuffer data, int offset, CapSet set) {
    data.putInt(offset, (int) set.mask());
    data.putInt(HIGH + offset, (int) (set.mask() >>> 32));
  }
}
