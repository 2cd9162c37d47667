package io.github.jcap.command.can;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process in a declared state that really tries things: {@code
 * src/test/resources/live/actions.pl}. It ends when it is closed, also when the test dies.
 */
final class Tryer implements AutoCloseable {
  /** What a user namespace maps: its ids 0 to 999 are 100000 to 100999 of the host. */
  static final int FIRST_MAPPED = 100000;

  private static final String MAP = "0 100000 1000\n";

  private final Process process;
  private final BufferedReader answers;
  private final int pid;

  private Tryer(Process process) throws IOException {
    this.process = process;
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = next();
    if (line.startsWith("map ")) {
      Path directory = Path.of("/proc", line.substring("map ".length()));
      Files.writeString(directory.resolve("uid_map"), MAP, UTF_8);
      Files.writeString(directory.resolve("gid_map"), MAP, UTF_8);
      send("mapped");
      line = next();
    }
    if (!line.startsWith("ready ")) {
      process.destroyForcibly();
      throw new IllegalStateException("the state was not reached: " + line);
    }
    pid = Integer.parseInt(line.substring("ready ".length()));
  }

  /** {@return one in the state that these words declare} */
  static Tryer start(String... words) {
    List<String> command = new ArrayList<>();
    command.add("perl");
    command.add(
        Path.of(System.getProperty("jcap.project", ""), "src/test/resources/live/actions.pl")
            .toString());
    command.addAll(List.of(words));
    try {
      return new Tryer(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int pid() {
    return pid;
  }

  /** {@return the errno that an attempt gave, 0 where it succeeded} */
  int attempt(String line) {
    try {
      send(line);
      return Integer.parseInt(next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(UTF_8));
    in.flush();
  }

  private String next() throws IOException {
    String line = answers.readLine();
    return line == null ? "it ended" : line;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
