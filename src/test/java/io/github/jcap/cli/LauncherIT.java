package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code scripts/jcap}, in a copy of this checkout. */
class LauncherIT extends ProbedCheckout {
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
    assertThat(preparing.out()).isEqualTo(prepared.out()).contains("first", "<two words>", "<*>");
    assertThat(prepared.err()).isEmpty();
    assertThat(prepared.code()).isEqualTo(7);
    assertThat(archives()).hasSize(1);
    assertThat(prepared.out()).containsPattern(NAMES_AN_ARCHIVE);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anOldArchiveNeverRunsOldCode(Path java) throws Exception {
    environment.put("JCAP_JAVA", java.toString());
    jcap();
    List<Path> old = archives();
    putProbe("second");
    assertThat(jcap().out()).contains("second");
    assertThat(archives()).hasSize(1).isNotEqualTo(old);
    assertThat(jcap().out()).contains("second");
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
    assertThat(run.out()).contains("second");
    assertThat(run.err()).isEmpty();
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
      assertThat(jcap().out())
          .containsPattern(NAMES_AN_ARCHIVE)
          .contains("java.home=" + java.toRealPath().resolve("../..").normalize());
    }
    assertThat(archives()).hasSize(javas.size());
  }

  @Test
  void anUpdatedJvmGetsANewArchive() throws Exception {
    Path jlink = JAVA.resolveSibling("jlink");
    assumeTrue(Files.isExecutable(jlink), "no jlink beside " + JAVA);
    Path home = directory.resolve("jvm");
    Run made =
        run(
            List.of(
                jlink.toString(),
                "--add-modules",
                "java.base,jdk.unsupported",
                "--output",
                home.toString()));
    assumeTrue(made.code() == 0, "jlink has no modules: " + made.out());
    environment.put("JCAP_JAVA", home.resolve("bin/java").toString());
    jcap();
    List<Path> old = archives();
    assertThat(old).hasSize(1);
    Files.setLastModifiedTime(home.resolve("lib/modules"), FileTime.fromMillis(1_700_000_000_000L));
    Run run = jcap();
    assertThat(run.out()).contains("first").containsPattern(NAMES_AN_ARCHIVE);
    assertThat(run.err()).isEmpty();
    assertThat(archives()).hasSize(1).isNotEqualTo(old);
  }

  @Test
  void aMovedCheckoutGetsANewArchive() throws Exception {
    jcap();
    List<Path> old = archives();
    Path moved = directory.resolve("moved");
    Files.move(checkout, moved);
    checkout = moved;
    assertThat(jcap().out()).contains("first");
    assertThat(archives()).hasSize(1).doesNotContain(moved.resolve(old.get(0).getFileName()));
    assertThat(jcap().err()).isEmpty();
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
    assertThat(run.out()).contains("<x>").containsPattern(NAMES_AN_ARCHIVE);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aLinkWithTheNameOfAPeerIsThatCommand() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Map<String, String> commands =
        Map.of(
            "pscap", "<pscap>\n",
            "netcap", "<netcap>\n",
            "filecap", "<filecap>\n",
            "captest", "<captest>\n",
            "jgetcap", "<filecap>\n<--text>\n",
            "other", "");
    for (Map.Entry<String, String> each : commands.entrySet()) {
      Path link = bin.resolve(each.getKey());
      Files.createSymbolicLink(link, checkout.resolve("scripts/jcap"));
      assertThat(run(List.of(link.toString(), "-a", "two words")).out())
          .startsWith("first\n" + each.getValue() + "<-a>\n<two words>\n");
    }
  }

  @Test
  void passesTheCharsetOnAndRunsInUtf8() throws Exception {
    assertThat(jcap("café").out())
        .contains("jcap.charset=ANSI_X3.4-1968\n")
        .contains("JCAP_SAVED_LC_ALL=C\n")
        .contains("<café>");
    environment.put("LC_ALL", "");
    environment.put("LANG", "en_US.UTF-8");
    assertThat(jcap().out())
        .contains("jcap.charset=UTF-8\n")
        .contains("JCAP_SAVED_LC_ALL=\n")
        .contains("LC_ALL=C.UTF-8\n");
    environment.remove("LC_ALL");
    assertThat(jcap().out()).doesNotContain("JCAP_SAVED_LC_ALL");
  }

  @Test
  void writesNothingAtRunTime() throws Exception {
    jcap();
    FileTime app = Files.getLastModifiedTime(checkout.resolve("target/app"));
    environment.put("TMPDIR", "/nonexistent");
    assertThat(jcap().code()).isEqualTo(6);
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
    assertThat(run.code()).isNotIn(6, 7);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
    }
  }

  @Test
  void saysWhatToInstallWithoutJava() throws Exception {
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Run run = withoutJvms("exec \"$0\"");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("a JDK 17 or later").containsPattern("install.* \\S*(jdk|java)");
  }

  @Test
  void refusesAJavaThatIsNone() throws Exception {
    environment.put("JCAP_JAVA", "/bin/true");
    Run run = jcap();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("JCAP_JAVA=/bin/true is not a Java 17 or later");
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
    assertThat(run.code()).isEqualTo(6);
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
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).containsPattern("install.* maven");
  }
}
