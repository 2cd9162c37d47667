package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line as it was typed. The JVM decodes arguments by the locale and loses what does not
 * fit; the kernel still has the bytes, in {@code /proc/self/cmdline}.
 */
public final class RawArguments {
  private RawArguments() {}

  /** {@return the arguments, each byte that is not UTF-8 as {@link RawPath#text} writes it} */
  public static List<String> of(String[] decoded) {
    List<String> asDecoded = List.of(decoded);
    if (!mayHaveLost(asDecoded)) {
      return asDecoded;
    }
    try {
      return last(Files.readAllBytes(Path.of("/proc/self/cmdline")), asDecoded);
    } catch (IOException e) {
      return asDecoded; // no proc: the JVM's reading is all there is
    }
  }

  /** A byte that the JVM could not decode becomes U+FFFD, or under LC_ALL=C a question mark. */
  private static boolean mayHaveLost(List<String> args) {
    for (String arg : args) {
      for (int i = 0; i < arg.length(); i++) {
        if (arg.charAt(i) > '~' || arg.charAt(i) == '?') {
          return true;
        }
      }
    }
    return false;
  }

  /** The program's arguments are the last of the process's. */
  static List<String> last(byte[] cmdline, List<String> decoded) {
    List<String> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < cmdline.length; i++) {
      if (cmdline[i] == 0) {
        all.add(RawPath.text(ByteString.of(cmdline, from, i)));
        from = i + 1;
      }
    }
    return all.size() > decoded.size()
        ? List.copyOf(all.subList(all.size() - decoded.size(), all.size()))
        : decoded;
  }
}
