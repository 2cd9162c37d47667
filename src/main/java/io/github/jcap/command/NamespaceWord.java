package io.github.jcap.command;

import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import java.util.OptionalInt;

/**
 * A namespace as a line names it: by its inode, or by a process that lives in it.
 *
 * @param inode unsigned 32 bits
 * @param pid the process; empty where the inode was given
 */
public record NamespaceWord(long inode, OptionalInt pid) {
  /** The kernel gives no greater pid ({@code PID_MAX_LIMIT}), and namespaces no lesser inode. */
  private static final long LAST_PID = 1 << 22;

  /**
   * {@return what a number means}
   *
   * @param option that has it: {@code --ns}
   * @param word as it was given there, which may be more than the number
   * @param asked both, as a message shows them: {@code --ns net=1}
   * @throws CommandException for no number, or a process that is not there or refuses
   */
  public static NamespaceWord of(
      String digits, NamespaceKind kind, ProcRoot proc, String option, String word, String asked) {
    long number = number(digits, option, word);
    if (number > LAST_PID) {
      return new NamespaceWord(number, OptionalInt.empty());
    }
    Outcome<Reading<Long>> inode = proc.pid((int) number).namespace(kind);
    if (inode instanceof Outcome.Found<Reading<Long>> found
        && found.value() instanceof Reading.Value<Long> read) {
      return new NamespaceWord(read.value(), OptionalInt.of((int) number));
    }
    String why =
        inode instanceof Outcome.Failed<Reading<Long>> failed
            ? failed.problem() + "; " + failed.problem().remedy()
            : "there is no such process, or it has ended";
    throw CommandException.failed(asked + ": " + why);
  }

  private static long number(String digits, String option, String word) {
    try {
      return Integer.toUnsignedLong(Integer.parseUnsignedInt(digits));
    } catch (NumberFormatException e) {
      throw CommandException.usage(option + ": neither an inode nor a pid: " + word);
    }
  }
}
