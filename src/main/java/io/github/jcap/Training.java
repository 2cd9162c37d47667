package io.github.jcap;

import io.github.jcap.kernel.RawArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads what typical commands load: runs the command lines of a file one after the other, as {@link
 * Main} runs each. The JVM watches, and the start-up archive is made from what it saw; no user
 * starts this.
 */
final class Training {
  private Training() {}

  /**
   * Runs the lines, whatever comes of each, and ends the process.
   *
   * @param args the file: words between blanks, a comment behind a number sign
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        StandardOutput sink = new StandardOutput();
        Main.run(RawArguments.of(line.split(" ")), Main.session(sink));
        sink.failure();
      }
    }
    // As Main ends.
    Runtime.getRuntime().halt(0);
  }
}
