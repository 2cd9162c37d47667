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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code scripts/jcap}, in a copy of this checkout whose path has blanks and a letter that is not
 * ASCII. The program in the copy is a probe: it prints what it was started with, so that these
 * tests are of the launcher alone.
 */
class LauncherIT {
  private static final Path PROJECT = Path.of(System.getProperty("jcap.project"));
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path directory;
  private Path checkout;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void copyTheCheckout() throws Exception {
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
    environment.put("PATH", JAVA.getParent() + ":/usr/bin:/bin");
    environment.put("LC_ALL", "C");
    environment.put("JCAP_SETUP", "no");
  }

  /** The JVM that runs this, and those that the host has besides: one of each release. */
  static Stream<Path> javas() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    found.put(System.getProperty("java.specification.version"), JAVA);
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> homes = Files.list(installed)) {
        for (Path home : homes.sorted().toList()) {
          Path release = home.resolve("release");
          if (Files.isRegularFile(release)) {
            for (String line : Files.readAllLines(release)) {
              if (line.matches("JAVA_VERSION=\"(1[7-9]|[2-9][0-9]).*")) {
                found.putIfAbsent(line.substring(14, 16), home.resolve("bin/java"));
              }
            }
          }
        }
      }
    }
    return found.values().stream();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void runsTheSameWithAndWithoutAnArchive(Path java) throws Exception {
    environment.put("JCAP_JAVA", java.toString());
    Run preparing = jcap("pscap", "two words", "*");
    Run prepared = jcap("pscap", "two words", "*");
    assertThat(preparing.out).isEqualTo(prepared.out).contains("first", "<two words>", "<*>");
    assertThat(prepared.err).isEmpty();
    assertThat(prepared.code).isEqualTo(7);
    assertThat(archives()).hasSize(1);
    assertThat(prepared.out).contains("-XX:SharedArchiveFile=");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anOldArchiveNeverRunsOldCode(Path java) throws Exception {
    environment.put("JCAP_JAVA", java.toString());
    jcap();
    List<Path> old = archives();
    putProbe("second");
    assertThat(jcap().out).contains("second");
    assertThat(archives()).hasSize(1).isNotEqualTo(old);
    assertThat(jcap().out).contains("second");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anOldArchiveInThePlaceOfTheNewOneRunsTheNewCode(Path java) throws Exception {
    environment.put("JCAP_JAVA", java.toString());
    jcap();
    Path old = directory.resolve("old");
    Files.copy(archives().get(0), old);
    putProbe("second");
    jcap();
    Files.copy(old, archives().get(0), StandardCopyOption.REPLACE_EXISTING);
    Run run = jcap();
    assertThat(run.out).contains("second");
    assertThat(run.err).isEmpty();
  }

  @Test
  void theSameJarWithAnotherTimeGetsANewArchive() throws Exception {
    jcap();
    List<Path> old = archives();
    Files.setLastModifiedTime(
        checkout.resolve("target/app/jcap.jar"), FileTime.fromMillis(1_700_000_000_000L));
    jcap();
    assertThat(archives()).hasSize(1).isNotEqualTo(old);
  }

  @Test
  void anotherJvmGetsAnArchiveOfItsOwn() throws Exception {
    List<Path> javas = javas().toList();
    assumeTrue(javas.size() > 1, "there is one JVM only");
    for (Path java : javas) {
      environment.put("JCAP_JAVA", java.toString());
      jcap();
    }
    assertThat(archives()).hasSize(javas.size());
    for (Path java : javas) {
      environment.put("JCAP_JAVA", java.toString());
      assertThat(jcap().out)
          .contains("-XX:SharedArchiveFile=")
          .contains("java.home=" + java.toRealPath().resolve("../..").normalize());
    }
    assertThat(archives()).hasSize(javas.size());
  }

  @Test
  void aMovedCheckoutGetsANewArchive() throws Exception {
    jcap();
    List<Path> old = archives();
    Path moved = directory.resolve("moved");
    Files.move(checkout, moved);
    checkout = moved;
    assertThat(jcap().out).contains("first");
    assertThat(archives()).hasSize(1).doesNotContain(moved.resolve(old.get(0).getFileName()));
    assertThat(jcap().err).isEmpty();
  }

  @Test
  void runsThroughLinksFromAnywhere() throws Exception {
    jcap();
    Files.createDirectories(directory.resolve("bin"));
    Path relative = directory.resolve("bin/relative");
    Files.createSymbolicLink(
        relative, directory.resolve("bin").relativize(checkout.resolve("scripts/jcap")));
    Path link = directory.resolve("link to it");
    Files.createSymbolicLink(link, relative);
    Run run = run(List.of(link.toString(), "x"));
    assertThat(run.out).contains("<x>", "-XX:SharedArchiveFile=");
    assertThat(run.err).isEmpty();
  }

  @Test
  void takesNoOptionsFromTheEnvironment() throws Exception {
    jcap();
    for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      environment.put(name, "-Dspoiled=yes");
    }
    environment.put("CLASSPATH", "/nowhere");
    Run run = jcap();
    assertThat(run.err).isEmpty();
    assertThat(run.out)
        .doesNotContain("\nspoiled=yes\n")
        .contains("JCAP_SAVED__JAVA_OPTIONS=-Dspoiled=yes");
  }

  @Test
  void passesTheCharsetOnAndRunsInUtf8() throws Exception {
    assertThat(jcap("café").out)
        .contains("jcap.charset=ANSI_X3.4-1968\n")
        .contains("JCAP_SAVED_LC_ALL=C\n")
        .contains("<café>");
    environment.put("LC_ALL", "");
    environment.put("LANG", "en_US.UTF-8");
    assertThat(jcap().out)
        .contains("jcap.charset=UTF-8\n")
        .contains("JCAP_SAVED_LC_ALL=\n")
        .contains("LC_ALL=C.UTF-8\n");
    environment.remove("LC_ALL");
    assertThat(jcap().out).doesNotContain("JCAP_SAVED_LC_ALL");
  }

  @Test
  void writesNothingAtRunTime() throws Exception {
    jcap();
    FileTime app = Files.getLastModifiedTime(checkout.resolve("target/app"));
    environment.put("TMPDIR", "/nonexistent");
    assertThat(jcap().code).isEqualTo(6);
    assertThat(Files.getLastModifiedTime(checkout.resolve("target/app"))).isEqualTo(app);
  }

  @Test
  void aJvmThatBreaksOffLeavesNoReport() throws Exception {
    jcap();
    Run run =
        run(
            List.of(
                "sh",
                "-c",
                "ulimit -d 16384; exec \"$0\"",
                checkout.resolve("scripts/jcap").toString()));
    assertThat(run.code).isNotIn(6, 7);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
    }
  }

  @Test
  void saysWhatToInstallWithoutJava() throws Exception {
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Run run = withoutJvms("exec \"$0\"");
    assertThat(run.code).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err).contains("a JDK 17 or later").containsPattern("install.* \\S*(jdk|java)");
  }

  @Test
  void refusesAJavaThatIsNone() throws Exception {
    environment.put("JCAP_JAVA", "/bin/true");
    Run run = jcap();
    assertThat(run.code).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err).contains("JCAP_JAVA=/bin/true is not a Java 17 or later");
  }

  @Test
  void startsInADirectoryThatWasRemoved() throws Exception {
    jcap();
    Path gone = Files.createDirectory(directory.resolve("gone"));
    Run run =
        run(
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && rmdir \"$1\" && exec \"$0\"",
                checkout.resolve("scripts/jcap").toString(),
                gone.toString()));
    assertThat(run.code).isEqualTo(6);
  }

  @Test
  void saysWhatToInstallWhenItMustBuildWithoutMaven() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String tool : List.of("readlink", "find", "sed", "id", "sh", "ls", "mkdir", "flock")) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin").resolve(tool));
    }
    environment.put("PATH", JAVA.getParent() + ":" + bin);
    Files.delete(checkout.resolve("target/app/jcap.jar"));
    Run run = jcap();
    assertThat(run.code).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err).containsPattern("install.* maven");
  }

  @Test
  void anUnpackedArchiveRunsWithoutABuild() throws Exception {
    unpack();
    assertThat(jcap("x").out).contains("first", "<x>");
    assertThat(archives()).hasSize(1);
    // Newer than the build, as after tar -m.
    Files.setLastModifiedTime(
        checkout.resolve("scripts/prepare.sh"), FileTime.fromMillis(4_000_000_000_000L));
    assertThat(jcap().out).contains("first");
    assertThat(jcap().err).isEmpty();
  }

  @Test
  void anUnpackedArchiveWithoutItsJarSaysSo() throws Exception {
    unpack();
    Files.delete(checkout.resolve("target/app/jcap.jar"));
    Run run = jcap();
    assertThat(run.code).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err).contains("is not whole", "unpack it again");
  }

  @Test
  void anUnpackedArchiveInstallsNothing() throws Exception {
    unpack();
    environment.remove("JCAP_SETUP");
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Run run = withoutJvms("exec \"$0\"");
    assertThat(run.code).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err)
        .contains("needs a Java 17 or later")
        .doesNotContain("Maven", "installing")
        .containsPattern("install.* \\S*(jre|java)");
  }

  /** Leaves of the checkout what {@code scripts/fleet/archive} packs. */
  private void unpack() throws IOException {
    Files.delete(checkout.resolve("pom.xml"));
    Files.delete(checkout.resolve("src/main"));
  }

  private record Run(int code, String out, String err) {}

  private Run jcap(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(checkout.resolve("scripts/jcap").toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a shell command, with the launcher as $0, where the JVMs of the host are hidden. */
  private Run withoutJvms(String command) throws Exception {
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
    assumeTrue(run.code != 1 && run.code != 125, "a user namespace is needed: " + run.err);
    return run;
  }

  private Run run(List<String> command) throws Exception {
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

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("target/app"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private void copy(String name) throws IOException {
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
  private void putProbe(String version) throws Exception {
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
                source.toString());
    assertThat(result).as(messages.toString(UTF_8)).isZero();
    Path jar = checkout.resolve("target/app/jcap.jar");
    Path part = directory.resolve("part.jar");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(part)) {
      Files.copy(
          classes.resolve("io/github/jcap/Main.class"),
          zip.getPath("io/github/jcap/Main.class"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    // Newer than every source, so that nothing is built.
    Files.deleteIfExists(checkout.resolve("target/app/built"));
    Files.createFile(checkout.resolve("target/app/built"));
  }
}
