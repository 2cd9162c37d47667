package io.github.jcap.command.filecap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A file that the user hands over, or standard input where its name is {@code -}. */
final class InputFile {
  private static final String NAMES = "--files0-from";

  private InputFile() {}

  /**
   * {@return all of its bytes}
   *
   * @param name as it was typed; on this host, also where another root is looked at
   * @throws CommandException where it cannot be read
   */
  static ByteString read(String name) {
    try {
      if (!name.equals("-")) {
        return ByteString.of(Files.readAllBytes(RawPath.path(name)));
      }
      // Read by parts: FileInputStream.readAllBytes of Java 17 seeks, which a pipe cannot.
      try (InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in))) {
        return ByteString.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw CommandException.failed(name + ": read: " + IoErrors.errno(e).name());
    }
  }

  /**
   * {@return the paths that a line names: its words, then those of {@code --files0-from}, each as
   * {@link RawPath#text} writes it}
   *
   * @throws CommandException where that file cannot be read, or holds an empty name
   */
  static List<String> paths(Arguments arguments) {
    List<String> paths = new ArrayList<>(arguments.words());
    for (String file : arguments.values(NAMES)) {
      String latin1 = read(file).latin1();
      for (int from = 0; from < latin1.length(); ) {
        int nul = latin1.indexOf('\0', from);
        int end = nul < 0 ? latin1.length() : nul;
        if (end == from) {
          throw CommandException.failed(file + ": an empty name, at byte " + from);
        }
        paths.add(RawPath.text(new ByteString(latin1.substring(from, end))));
        from = end + 1;
      }
    }
    return paths;
  }

  /** {@return whether a line names its paths, be they none} */
  static boolean isNaming(Arguments arguments) {
    return !arguments.words().isEmpty() || arguments.has(NAMES);
  }
}
