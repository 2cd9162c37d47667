package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;

/**
 * {@code /proc/<pid>/stat}: proc_pid_stat(5), {@code fs/proc/array.c}; see
 * native-notes/proc_pid_stat.md. Of its fields those that tell one process from another.
 *
 * @param flags field 9: {@code PF_} bits of {@code include/linux/sched.h}
 * @param startTicks field 22: when it started, clock ticks since boot
 */
public record PidStat(long flags, long startTicks) {
  private static final long PF_KTHREAD = 0x0020_0000;
  private static final int FLAGS = 9;
  private static final int START_TIME = 22;

  /** The first field after the name, which may itself hold blanks and parentheses. */
  private static final int AFTER_NAME = 3;

  /** {@return whether this is a thread of the kernel} */
  public boolean kernelThread() {
    return (flags & PF_KTHREAD) != 0;
  }

  /**
   * {@return what a stat file says}
   *
   * @throws Malformed where it is not of the form
   */
  public static PidStat parse(byte[] bytes) {
    String text = ByteString.of(bytes).latin1();
    int name = text.lastIndexOf(')');
    if (name < 0) {
      throw new Malformed("no name in \"" + ByteString.of(bytes) + "\"");
    }
    int from = name + 2;
    long flags = 0;
    for (int field = AFTER_NAME; ; field++) {
      int blank = text.indexOf(' ', from);
      if (blank < 0) {
        throw new Malformed("only " + field + " fields");
      }
      if (field == FLAGS) {
        flags = number(text, from, blank);
      } else if (field == START_TIME) {
        return new PidStat(flags, number(text, from, blank));
      }
      from = blank + 1;
    }
  }

  private static long number(String text, int from, int to) {
    try {
      return Long.parseLong(text, from, to, 10);
    } catch (NumberFormatException e) {
      throw new Malformed("not a number: \"" + new ByteString(text.substring(from, to)) + "\"");
    }
  }
}
