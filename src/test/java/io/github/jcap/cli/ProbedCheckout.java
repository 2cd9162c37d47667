package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A copy of this checkout, whose path has blanks and a letter that is not ASCII. The program in it
 * is a probe: it prints what it was started with, so that these tests are of the launcher alone.
 */
abstract class ProbedCheckout {
  static final Path PROJECT = Path.of(System.getProperty("jcap.project"));
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  Path directory;
  Path checkout;
  final Map<String, String> environment = new TreeMap<>();

  /** Before each test, where a class does not say otherwise. */
  @BeforeEach
  void copyTheCheckout(@TempDir Path directory) throws Exception {
    this.directory = directory;
    // As a URI: this JVM may run in a locale that cannot write é.
    checkout = Path.of(URI.create(directory.toUri() + "a%20checkout,%20caf%C3%A9"));
    copy("scripts");
    copy("src/build");
    Files.writeString(checkout.resolve("src/build/training"), "# a comment\n\npscap\n");
    copy("pom.xml");
    Files.createDirectories(checkout.resolve("src/main"));
    copy("target/app/jcap.jar");
    copy("target/app/lib");
    putProbe("first");
    setTheEnvironment();
  }

  /** What a user has set, and no more. */
  final void setTheEnvironment() {
    environment.clear();
    environment.put("PATH", JAVA.getParent() + ":/usr/bin:/bin");
    environment.put("LC_ALL", "C");
    environment.put("JCAP_SETUP", "no");
  }

  record Run(int code, String out, String err) {}

  Run jcap(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(checkout.resolve("scripts/jcap").toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a shell command, with the launcher as $0, where the JVMs of the host are hidden. */
  Run withoutJvms(String command) throws Exception {
    String hide = "mount -t tmpfs none /usr/lib/jvm || exit 125; ";
    Run run =
        run(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                hide + command,
                checkout.resolve("scripts/jcap").toString()));
    assumeTrue(run.code() != 1 && run.code() != 125, "a user namespace is needed: " + run.err());
    return run;
  }

  Run run(List<String> command) throws Exception {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** The option that names the start-up archive: classes on 17, a cache from 25 on. */
  static final Pattern NAMES_AN_ARCHIVE = Pattern.compile("\n-XX:(SharedArchiveFile|AOTCache)=/");

  List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("target/app"))) {
      return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)")).toList();
    }
  }

  void copy(String name) throws IOException {
    Path from = PROJECT.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = checkout.resolve(PROJECT.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Puts a Main into the jar that prints its version and what it was started with. */
  void putProbe(String version) throws Exception {
    putProbe(version, checkout.resolve("target/app/jcap.jar"));
    // Newer than every source, so that nothing is built.
    Files.deleteIfExists(checkout.resolve("target/app/built"));
    Files.createFile(checkout.resolve("target/app/built"));
  }

  /** The same, into a jar anywhere. */
  void putProbe(String version, Path jar) throws Exception {
    Path source = directory.resolve("Main.java");
    Files.writeString(
        source,
        """
        package io.github.jcap;
        public class Main {
          public static void main(String[] arguments) throws Exception {
            StringBuilder out = new StringBuilder("%s\\n");
            for (String argument : arguments) {
              out.append("<" + argument + ">\\n");
            }
            byte[] command = java.nio.file.Files.readAllBytes(
                java.nio.file.Path.of("/proc/self/cmdline"));
            out.append(new String(command, "UTF-8").replace('\\0', '\\n')).append('\\n');
            System.getenv().forEach((name, value) -> out.append(name + "=" + value + "\\n"));
            System.getProperties().forEach((name, value) -> out.append(name + "=" + value + "\\n"));
            System.out.write(out.toString().getBytes("UTF-8"));
            System.out.flush();
            System.exit(arguments.length == 0 ? 6 : 7);
          }
        }
        """
            .formatted(version));
    Path training = directory.resolve("Training.java");
    Files.writeString(
        training,
        """
        package io.github.jcap;
        public class Training {
          public static void main(String[] arguments) throws Exception {
            Main.main(arguments);
          }
        }
        """);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                InputStream.nullInputStream(),
                messages,
                messages,
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                source.toString(),
                training.toString());
    assertThat(result).as(messages.toString(UTF_8)).isZero();
    Path part = directory.resolve("part.jar");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(part)) {
      for (String name : List.of("Main", "Training")) {
        String file = "io/github/jcap/" + name + ".class";
        Files.copy(classes.resolve(file), zip.getPath(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
