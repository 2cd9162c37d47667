package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher in a tree that has a JVM of its own, as an archive or a package installs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstalledIT extends ProbedCheckout {
  private static final FileTime PACKED = FileTime.fromMillis(1_700_000_000_000L);
  private static final String BY_DESCRIPTOR = "\n/proc/self/fd/9/jcap.jar\n";

  private Path tree = Path.of("tree");

  /** Once for all tests: each makes a tree of its own. */
  @Override
  @BeforeAll
  void copyTheCheckout(@TempDir Path directory) throws Exception {
    super.copyTheCheckout(directory);
  }

  @BeforeEach
  void forgetTheEnvironment() {
    setTheEnvironment();
  }

  @AfterEach
  void removeTheTree() throws IOException {
    // The link first: the JVM behind it is the host's.
    Files.delete(tree.resolve("runtime"));
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.jcap.cli.LauncherIT#javas")
  void theArchiveServesAnyDirectoryAndNeverAnotherJar(Path java) throws Exception {
    install(java);
    makeTheArchive();
    String conf = Files.readString(tree.resolve("app/launch.conf"));
    // Had the JVM no use for the archive, it would break off.
    String strictly = conf.contains("AOTCache") ? "-XX:AOTMode=on" : "-Xshare:on";
    Files.writeString(
        tree.resolve("app/launch.conf"), conf + "flags=\"$flags " + strictly + "\"\n");
    Path moved = Files.createDirectories(directory.resolve("in between")).resolve("moved");
    Files.move(tree, moved);
    tree = moved;
    Run run = installed("jcap", "x", "two words");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(7);
    assertThat(run.out())
        .contains("first", "<x>", "<two words>", BY_DESCRIPTOR)
        .containsPattern(NAMES_AN_ARCHIVE);

    Files.writeString(tree.resolve("app/launch.conf"), conf);
    Path jar = tree.resolve("app/jcap.jar");
    putProbe("second", jar);
    assertThat(installed("jcap").out()).contains("second");
    // Neither where it is older than the archive.
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_600_000_000_000L));
    Run older = installed("jcap");
    assertThat(older.out()).contains("second");
    assertThat(older.err()).isEmpty();
  }

  @Test
  void aDescriptorOfTheCallerStaysTheCallers() throws Exception {
    install(JAVA);
    makeTheArchive();
    Run run =
        run(List.of("sh", "-c", "exec \"$0\" 9</dev/null", tree.resolve("bin/jcap").toString()));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.out()).contains("first").doesNotContain("/proc/self/fd/9");
  }

  @Test
  void aNamedJavaIsTakenInPlaceOfTheInstalledOne() throws Exception {
    install(JAVA);
    for (Path java : LauncherIT.javas().toList()) {
      environment.put("JCAP_JAVA", java.toString());
      Run run = installed("jcap");
      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("first", "java.home=" + java.toRealPath().resolve("../..").normalize())
          .doesNotContainPattern(NAMES_AN_ARCHIVE);
    }
    environment.put("JCAP_JAVA", "/bin/true");
    Run run = installed("jcap");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("jcap: JCAP_JAVA=/bin/true is not a Java 17 or later\n");
  }

  @Test
  void neitherJavaHomeNorPathNameTheJava() throws Exception {
    install(JAVA);
    environment.put("JAVA_HOME", "/nowhere");
    environment.put("PATH", "/nowhere");
    assertThat(installed("jcap").code()).isEqualTo(6);
  }

  @Test
  void theLinksOfATreeRunTheirCommand() throws Exception {
    install(JAVA);
    assertThat(installed("netcap", "x").out()).contains("<netcap>\n<x>\n");
    assertThat(installed("jgetcap", "x").out()).contains("<filecap>\n<--text>\n<x>\n");
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(elsewhere, tree.resolve("bin/pscap"));
    assertThat(run(List.of(elsewhere.toString(), "x")).out()).startsWith("first\n<x>\n");
  }

  @Test
  void aTreeThatIsNotWholeSaysSo() throws Exception {
    install(JAVA);
    assertThat(installed("jcap").out()).as("without an archive").contains("first");
    Files.delete(tree.resolve("app/jcap.jar"));
    Run run = installed("jcap");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("is not whole: install it again");
  }

  @Test
  void writesNothing() throws Exception {
    install(JAVA);
    makeTheArchive();
    List<String> before = listing();
    assertThat(installed("jcap").out()).containsPattern(NAMES_AN_ARCHIVE);
    assertThat(listing()).isEqualTo(before);
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  /** Makes the tree, with a JVM that is only linked to, and without an archive. */
  private void install(Path java) throws IOException {
    tree = directory.resolve("tree");
    for (String name : List.of("bin", "app")) {
      Files.createDirectories(tree.resolve(name));
    }
    Files.copy(
        checkout.resolve("scripts/jcap"),
        tree.resolve("bin/jcap"),
        StandardCopyOption.COPY_ATTRIBUTES);
    for (String name : List.of("pscap", "netcap", "jgetcap")) {
      Files.createSymbolicLink(tree.resolve("bin").resolve(name), Path.of("jcap"));
    }
    Path jar = tree.resolve("app/jcap.jar");
    Files.copy(checkout.resolve("target/app/jcap.jar"), jar);
    Files.setLastModifiedTime(jar, PACKED);
    Files.createSymbolicLink(
        tree.resolve("runtime"), java.toRealPath().resolve("../..").normalize());
  }

  private void makeTheArchive() throws Exception {
    Run made =
        run(
            List.of(
                "sh",
                "-c",
                ". \"$0/scripts/prepare.sh\" && install_archive \"$1\" \"$0/src/build/training\"",
                checkout.toString(),
                tree.toString()));
    assertThat(made.code()).as(made.err()).isZero();
  }

  private Run installed(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(tree.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }
}
