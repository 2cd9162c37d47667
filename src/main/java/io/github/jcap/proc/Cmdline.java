package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/<pid>/cmdline}: the arguments as they lie in the process's memory, a NUL after each;
 * proc_pid_cmdline(5), see native-notes/proc_pid_cmdline.md.
 */
final class Cmdline {
  private Cmdline() {}

  /**
   * {@return what stands between the NULs; absent where the file is empty}
   *
   * <p>A process may write over it: without a NUL at the end, what is there is one argument, and
   * where it filled the rest with NULs, empty ones follow, as real empty arguments would.
   */
  static Reading<List<ByteString>> parse(byte[] bytes) {
    if (bytes.length == 0) {
      return Reading.absent();
    }
    List<ByteString> arguments = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      arguments.add(ByteString.of(bytes, from, end));
      from = end + 1;
    }
    return Reading.of(List.copyOf(arguments));
  }
}
