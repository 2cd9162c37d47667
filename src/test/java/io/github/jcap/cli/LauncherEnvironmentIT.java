package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the caller's environment does to {@code scripts/jcap}: it does not decide what runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherEnvironmentIT extends ProbedCheckout {
  /** Each makes a JVM, or the C library in it, load code or take options. */
  private static final List<String> UNTRUSTED =
      List.of(
          "LD_PRELOAD",
          "LD_LIBRARY_PATH",
          "LD_AUDIT",
          "LD_DEBUG_OUTPUT",
          "LD_PROFILE",
          "GCONV_PATH",
          "LOCPATH",
          "GLIBC_TUNABLES",
          "CLASSPATH",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_AOT_VM_OPTIONS");

  /** Once for all tests: none of them changes it. */
  @Override
  @BeforeAll
  void copyTheCheckout(@TempDir Path directory) throws Exception {
    super.copyTheCheckout(directory);
    jcap();
  }

  @BeforeEach
  void forgetTheEnvironment() {
    setTheEnvironment();
  }

  @ParameterizedTest
  @MethodSource("io.github.jcap.cli.LauncherIT#javas")
  void takesNoOptionsFromTheEnvironment(Path java) throws Exception {
    environment.put("JCAP_JAVA", java.toString());
    jcap();
    for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      environment.put(name, "-Dspoiled=yes");
    }
    environment.put("CLASSPATH", "/nowhere");
    Run run = jcap();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("first")
        .containsPattern(NAMES_AN_ARCHIVE)
        .doesNotContain("\nspoiled=yes\n")
        .contains("JCAP_SAVED__JAVA_OPTIONS=-Dspoiled=yes");
  }

  @Test
  void passesNothingOnThatLoadsCode() throws Exception {
    for (String name : UNTRUSTED) {
      environment.put(name, "");
    }
    Run run = jcap();
    assertThat(run.out().lines().toList())
        .contains("first")
        .noneMatch(line -> UNTRUSTED.contains(line.replaceFirst("=.*", "")));
  }

  /** The JVM needs both; the shell, and what the launcher runs, neither. */
  @Test
  void loadsNoLibraryFromTheEnvironment() throws Exception {
    Path libraries = Files.createDirectories(directory.resolve("libraries"));
    Files.writeString(libraries.resolve("libjli.so"), "no library");
    Files.writeString(libraries.resolve("libz.so.1"), "no library");
    environment.put("LD_LIBRARY_PATH", libraries.toString());
    assertThat(run(List.of(JAVA.toString(), "-version")).code()).as("java itself").isNotZero();
    Run run = jcap();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("first").containsPattern(NAMES_AN_ARCHIVE);
  }

  /** As a shell would read it, were it not told that it is sh. */
  @Test
  void readsNoStartUpFileOfTheShell() throws Exception {
    Path spoils = directory.resolve("spoils");
    Files.writeString(spoils, "echo spoiled; exit 9\n");
    for (String name : List.of("ENV", "BASH_ENV")) {
      environment.put(name, spoils.toString());
    }
    assertRunsUnspoiled(jcap());
  }

  /** A bash as sh takes functions from the environment, before it looks for programs. */
  @Test
  void runsNoFunctionOfTheCaller() throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "no bash");
    Path sh = Files.createDirectories(directory.resolve("bash as")).resolve("sh");
    Files.createSymbolicLink(sh, bash);
    for (String name : List.of("readlink", "find", "locale", "command", "printf")) {
      environment.put("BASH_FUNC_" + name + "%%", "() { echo spoiled; exit 9; }");
    }
    Path link = directory.resolve("link of bash");
    Files.createSymbolicLink(link, checkout.resolve("scripts/jcap"));
    try {
      assertRunsUnspoiled(run(List.of(sh.toString(), link.toString())));
    } finally {
      Files.delete(sh);
    }
  }

  /** PATH names the current directory in three ways. */
  @Test
  void runsNothingFromTheCurrentDirectory() throws Exception {
    for (String name : List.of("java", "find", "locale", "readlink", "sh")) {
      Path program = directory.resolve(name);
      Files.writeString(program, "#!/bin/sh\necho spoiled\nexit 9\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(directory.resolve("jcap.jar"), "no jar");
    environment.put("LC_ALL", "en_GB.ISO-8859-1");
    String path = ":.:" + environment.get("PATH") + ":";
    environment.put("PATH", path);
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, checkout.resolve("scripts/jcap"));
    Run run = run(List.of(link.toString()));
    assertRunsUnspoiled(run);
    assertThat(run.out()).as("jcap itself reports on PATH").contains("\nPATH=" + path + "\n");
  }

  @Test
  void aMissingPathStaysMissing() throws Exception {
    environment.put("JCAP_JAVA", JAVA.toString());
    environment.remove("PATH");
    Run run = jcap();
    assertThat(run.out()).contains("first").doesNotContain("\nPATH=");
    assertThat(run.err()).isEmpty();
  }

  private static void assertRunsUnspoiled(Run run) throws IOException {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.out().lines().toList())
        .contains("first")
        .doesNotContain("spoiled")
        .anyMatch(line -> line.startsWith("-XX:SharedArchiveFile=") || line.startsWith("-XX:AOT"));
  }
}
