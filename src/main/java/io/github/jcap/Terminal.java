package io.github.jcap;

import io.github.jcap.kernel.LinuxKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The user's terminal.
 *
 * @param utf8 whether it shows UTF-8, by the locale that the user has set
 */
record Terminal(boolean utf8) {

  /** {@return the terminal of a user whose locale has that charset} */
  static Terminal ofUser(String charset) {
    String plain = charset.toUpperCase(Locale.ROOT).replace("-", "");
    return new Terminal(plain.equals("UTF8"));
  }

  /**
   * {@return the width of the terminal behind a descriptor; empty where it is none}
   *
   * <p>The link is looked at first: binding native code takes longer than all else, and is not
   * worth it to learn that a pipe has no width.
   */
  OptionalInt columns(int descriptor) {
    return is(descriptor) ? LinuxKernel.bind().terminalColumns(descriptor) : OptionalInt.empty();
  }

  /** {@return whether a terminal is behind a descriptor} */
  boolean is(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
