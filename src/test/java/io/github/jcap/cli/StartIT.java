package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a short command loads, seen by the JVM's own log of the installed program: neither the
 * libraries that take longer to load than the command takes to run, nor regular expressions.
 */
class StartIT {
  private static final Path HOME = Path.of(System.getProperty("jcap.home", "target/app"));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pscap",
        "pscap -a -o +no_new_privs --sort=pid",
        "pscap -p 7 --json",
        "pscap -anp7 --format=csv --no-headers",
        "filecap -d",
        "schema processes",
        "decode 3000",
        "explain net_raw",
        "explain --all --json",
      })
  void aPlainLineLoadsNeitherPicocliNorNativeCallsNorRegularExpressions(String line)
      throws IOException {
    // Everybody in it is root, whose name needs no name service.
    Path proc = ProcTree.at(directory.resolve("proc")).self(7).process(7).holds("chown").write();
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    if (words.get(0).equals("pscap")) {
      words.add("--proc=" + proc);
    }
    assertThat(loadedBy(words))
        .contains("io.github.jcap.command.PlainLine")
        .doesNotContain("io.github.jcap.Picocli")
        .noneMatch(name -> name.startsWith("picocli."))
        .noneMatch(name -> name.startsWith("jnr.") || name.startsWith("com.kenai."))
        .noneMatch(name -> name.startsWith("java.util.regex."));
  }

  /**
   * The kernel is asked about sockets by native calls, without the class that jnr-ffi would make.
   */
  @Test
  void netcapDoesNotLoadPicocli() throws IOException {
    assertThat(loadedBy(List.of("netcap", "-an", "--state", "listen")))
        .contains("io.github.jcap.command.PlainLine", "io.github.jcap.kernel.JffiLibC")
        .doesNotContain("io.github.jcap.Picocli")
        .noneMatch(name -> name.startsWith("picocli."))
        .noneMatch(name -> name.startsWith("jnr."));
  }

  /** What is spun at run time, for a record's hashCode or a lambda the build left, costs 20 ms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pscap",
        "pscap -a",
        "pscap -anp7 --format=csv --no-headers",
        "decode 3000 cap_chown=ep"
      })
  void aShortCommandSpinsNoCode(String line) throws IOException {
    Path proc = ProcTree.at(directory.resolve("proc")).self(7).process(7).holds("chown").write();
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.add("--proc=" + proc);
    assertThat(loadedBy(words))
        .contains("io.github.jcap.command.PlainLine")
        .noneMatch(name -> name.startsWith("java.lang.invoke.LambdaForm$MH/"));
  }

  /** Otherwise the log sees nothing. */
  @Test
  void helpLoadsPicocli() throws IOException {
    assertThat(loadedBy(List.of("pscap", "--help"))).contains("picocli.CommandLine");
  }

  private List<String> loadedBy(List<String> words) throws IOException {
    Path log = directory.resolve("log");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log + ":none",
                "-Djffi.boot.library.path=" + HOME.resolve("lib"),
                "-cp",
                HOME.resolve("jcap.jar").toString(),
                "io.github.jcap.Main"));
    line.addAll(words);
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.out()).isNotEmpty();
    // Each line is a name, and where it is from: "java.lang.Object source: shared objects file".
    return Files.readAllLines(log).stream().map(each -> each.replaceFirst(" .*", "")).toList();
  }
}
