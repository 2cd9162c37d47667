package io.github.jcap.command.captest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program in a JVM of its own, as a shell would start it, from where every user may read it: a
 * copy, unless the class path is such a place.
 */
final class CaptestProgram {
  static final List<String> AS_IS = List.of();

  /** An ordinary user, where the test is root. */
  static final List<String> USER =
      List.of("setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups");

  /** Whether the test itself is root, and of more than a user namespace of its own. */
  static final boolean ROOT =
      status("Uid:\t0\t.*") && !text("/proc/self/uid_map").strip().endsWith(" 1");

  private static final boolean ORDINARY =
      status("Uid:\t[1-9].*") && status("CapPrm:\t0+") && status("CapInh:\t0+");

  private static final List<String> LIBRARIES =
      List.of("jnr-", "jffi-", "asm", "picocli-", "jackson-core-", "jspecify-");

  private final Path directory;
  private final List<String> jcap;

  /** Copies the program below {@code directory}. */
  CaptestProgram(Path directory) throws IOException {
    this.directory = directory;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    String own = System.getProperty("java.class.path");
    boolean copied = !Stream.of(own.split(":", -1)).map(Path::of).allMatch(CaptestProgram::isOpen);
    jcap =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            copied ? copyEntries(own) : own,
            Main.class.getName(),
            "captest");
  }

  /** Whether it is a file, and every user may read it. */
  private static boolean isOpen(Path file) {
    try {
      boolean open =
          Files.isRegularFile(file)
              && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
      for (Path up = file.toRealPath().getParent(); open && up != null; up = up.getParent()) {
        open = Files.getPosixFilePermissions(up).contains(PosixFilePermission.OTHERS_EXECUTE);
      }
      return open;
    } catch (IOException e) {
      return false;
    }
  }

  private String copyEntries(String classPath) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : classPath.split(":", -1)) {
      Path path = Path.of(entry);
      String name = path.getFileName().toString();
      if (Files.exists(path.resolve("io/github/jcap/Main.class"))
          || LIBRARIES.stream().anyMatch(name::startsWith)) {
        copies.add(copy(path, directory.resolve(name)).toString());
      }
    }
    return String.join(":", copies);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path source : tree.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
            target,
            PosixFilePermissions.fromString(Files.isDirectory(source) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    return to;
  }

  /** {@return jcap captest, started by the words of {@code before}} */
  Run jcap(List<String> before, String... options) throws Exception {
    return run(before, jcap, options);
  }

  /** {@return the packaged captest, started by the words of {@code before}} */
  Run peer(List<String> before, String... options) throws Exception {
    return run(before, List.of("/usr/bin/captest"), options);
  }

  private Run run(List<String> before, List<String> program, String... options) throws Exception {
    List<String> words = new ArrayList<>(before);
    words.addAll(program);
    words.addAll(Arrays.asList(options));
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    Process process =
        new ProcessBuilder(words)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended within a minute").isTrue();
    return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private static boolean status(String line) {
    return text("/proc/self/status").lines().anyMatch(one -> one.matches(line));
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves a test out that only root can do, and root here. */
  void requireRoot() throws Exception {
    require(ROOT, "root");
    requireStart(USER);
  }

  /** {@return the words that start a program as an ordinary user} */
  List<String> ordinaryUser() throws Exception {
    if (ROOT) {
      requireStart(USER);
      return USER;
    }
    require(ORDINARY, "root or an ordinary user");
    return AS_IS;
  }

  /** Leaves a test out, saying what it would need. */
  static void require(boolean met, String what) {
    assumeTrue(met, "needs " + what);
  }

  /** Leaves a test out where this host cannot start a program so. */
  void requireStart(List<String> before) throws Exception {
    boolean starts;
    try {
      starts = run(before, List.of("/bin/true")).code() == 0;
    } catch (IOException e) {
      starts = false;
    }
    require(starts, String.join(" ", before));
  }

  /**
   * How a run ended.
   *
   * @param code its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Run(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }
}
