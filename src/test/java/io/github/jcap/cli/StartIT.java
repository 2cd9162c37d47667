package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a short command loads, seen by the JVM's own log of the installed program, on each JVM there
 * is: nothing that takes longer to load than the command takes to run.
 */
class StartIT {
  private static final Path HOME = Path.of(System.getProperty("jcap.home", "target/app"));

  /** What the report of a plain line has no use for. */
  private static final List<String> NEVER =
      List.of(
          "io.github.jcap.Picocli",
          "picocli.",
          // jffi alone calls the kernel.
          "jnr.",
          "java.util.regex.",
          "java.util.Formatter",
          "java.util.logging.");

  /** Besides: what is spun at run time, say for a record's hashCode, costs 20 ms. */
  private static final List<String> NEVER_FOR_THE_SHORTEST =
      List.of("java.lang.invoke.LambdaForm$MH/", "java.util.stream.", "java.time.format.");

  private static final List<String> NATIVE_CALLS = List.of("com.kenai.");

  @TempDir Path directory;

  static Stream<Arguments> shortestLines() throws IOException {
    List<String> lines = List.of("pscap", "pscap -a", "decode 3000", "decode 3000 cap_chown=ep");
    return LauncherIT.javas().flatMap(java -> lines.stream().map(line -> Arguments.of(java, line)));
  }

  static Stream<Arguments> linesWithoutNativeCalls() throws IOException {
    List<String> lines =
        List.of(
            "pscap -a -o +no_new_privs --sort=pid",
            "pscap -p 7 --json",
            "pscap -anp7 --format=csv --no-headers",
            "filecap -d",
            "schema processes",
            "explain net_raw",
            "explain --all --json");
    return Stream.concat(
        shortestLines(), lines.stream().map(line -> Arguments.of(ProbedCheckout.JAVA, line)));
  }

  @ParameterizedTest
  @MethodSource("linesWithoutNativeCalls")
  void aPlainLineLoadsNeitherPicocliNorNativeCallsNorRegularExpressions(Path java, String line)
      throws IOException {
    List<String> loaded = loadedBy(java, inATreeOfOurs(line));
    assertThat(among(loaded, NEVER)).isEmpty();
    assertThat(among(loaded, NATIVE_CALLS)).isEmpty();
    assertThat(among(loaded, List.of("io.github.jcap.command.PlainLine"))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("shortestLines")
  void theShortestLinesSpinNoCode(Path java, String line) throws IOException {
    assertThat(among(loadedBy(java, inATreeOfOurs(line)), NEVER_FOR_THE_SHORTEST)).isEmpty();
  }

  private List<String> inATreeOfOurs(String line) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    if (words.get(0).equals("pscap")) {
      // Everybody in it is root, whose name needs no name service.
      Path proc = ProcTree.at(directory.resolve("proc")).self(7).process(7).holds("chown").write();
      words.add("--proc=" + proc);
    }
    return words;
  }

  @ParameterizedTest
  @MethodSource("io.github.jcap.cli.LauncherIT#javas")
  void filecapOfOneFileCallsTheKernelAndLoadsNothingElse(Path java) throws IOException {
    List<String> loaded = loadedBy(java, List.of("filecap", "/usr/bin/true"));
    assertThat(among(loaded, NATIVE_CALLS)).isNotEmpty();
    assertThat(among(loaded, NEVER)).isEmpty();
    // From release 18 on, the JVM has one made to read a field by reflection, as jffi does.
    assertThat(among(loaded, NEVER_FOR_THE_SHORTEST)).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @MethodSource("io.github.jcap.cli.LauncherIT#javas")
  void netcapLoadsNeitherPicocliNorWhatBindsClasses(Path java) throws IOException {
    List<String> loaded = loadedBy(java, List.of("netcap", "-an", "--state", "listen"));
    assertThat(among(loaded, NATIVE_CALLS)).isNotEmpty();
    assertThat(among(loaded, List.of("io.github.jcap.Picocli", "picocli.", "jnr."))).isEmpty();
  }

  /** Otherwise the log sees nothing. */
  @Test
  void helpLoadsPicocli() throws IOException {
    List<String> loaded = loadedBy(ProbedCheckout.JAVA, List.of("pscap", "--help"));
    assertThat(among(loaded, List.of("picocli.CommandLine"))).isNotEmpty();
  }

  private static List<String> among(List<String> loaded, List<String> beginnings) {
    return loaded.stream().filter(name -> beginnings.stream().anyMatch(name::startsWith)).toList();
  }

  private List<String> loadedBy(Path java, List<String> words) throws IOException {
    Path log = directory.resolve("log");
    List<String> line =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                // As scripts/prepare.sh has them: reflection without code that is made for it.
                "-Dsun.reflect.inflationThreshold=2147483647",
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:file=" + log + ":none",
                "-Djffi.boot.library.path=" + HOME.resolve("lib"),
                "-cp",
                HOME.resolve("jcap.jar").toString(),
                "io.github.jcap.Main"));
    line.addAll(words);
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    // Each line is a name, and where it is from: "java.lang.Object source: shared objects file".
    return Files.readAllLines(log).stream().map(each -> each.replaceFirst(" .*", "")).toList();
  }
}
