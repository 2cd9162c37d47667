package io.github.jcap.command.captest;

import io.github.jcap.kernel.IoErrors;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What decides who may read the file that is tried: its owner, group and mode, by stat(2).
 *
 * @param uid the owner as this user namespace numbers him, unsigned 32 bits; 65534 also where he
 *     has no number in it
 * @param gid the group, likewise
 * @param mode 12 bits
 */
record Target(long uid, long gid, int mode) {
  /** Of {@code /proc/sys/kernel/overflowuid}, which nobody changes. */
  private static final long OVERFLOW_ID = 65534;

  private static final int MODE_BITS = 07777;

  /**
   * {@return those of a file, asked with what the process had at first; gone where there is none}
   */
  static Outcome<Target> of(Path file) {
    try {
      Map<String, Object> facts = Files.readAttributes(file, "unix:uid,gid,mode");
      return Outcome.found(
          new Target(
              Integer.toUnsignedLong(number(facts, "uid")),
              Integer.toUnsignedLong(number(facts, "gid")),
              number(facts, "mode") & MODE_BITS));
    } catch (IOException e) {
      Errno errno = IoErrors.errno(e);
      return errno == Errno.ENOENT || errno == Errno.ENOTDIR
          ? Outcome.gone()
          : Outcome.failed(Problem.of("stat", errno, file.toString(), ""));
    }
  }

  private static int number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Integer number ? number : 0;
  }

  /** {@return whether its owner or group may have no number here, so that no capability counts} */
  boolean mayBeUnmapped() {
    return uid == OVERFLOW_ID || gid == OVERFLOW_ID;
  }

  /** {@return the mode as ls and chmod write it: {@code 0640}} */
  String octal() {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}
