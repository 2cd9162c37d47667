package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;

/**
 * {@code /proc/<pid>/loginuid} and {@code sessionid}: what audit remembers of a login, in decimal;
 * proc_pid_loginuid(5), see native-notes/proc_pid_loginuid.md.
 */
final class AuditId {
  /** {@code AUDIT_UID_UNSET}, {@code AUDIT_SID_UNSET}: -1 in 32 bits. */
  private static final long UNSET = 0xffff_ffffL;

  private AuditId() {}

  /**
   * {@return the id, unsigned 32 bits; absent where it was never set}
   *
   * @throws Malformed where it is no such number
   */
  static Reading<Long> parse(byte[] bytes) {
    int end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    long id = 0;
    for (int at = 0; at < end; at++) {
      int digit = bytes[at] - '0';
      id = id * 10 + digit;
      if (digit < 0 || digit > 9 || id > UNSET) {
        throw new Malformed("not an id: \"" + ByteString.of(bytes) + "\"");
      }
    }
    if (end == 0) {
      throw new Malformed("no id");
    }
    return id == UNSET ? Reading.absent() : Reading.of(id);
  }
}
