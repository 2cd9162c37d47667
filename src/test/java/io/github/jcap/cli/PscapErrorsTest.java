package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jcap} says of a wrong command line and of a world that it cannot read. */
class PscapErrorsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pscpa|jcap: unknown command: pscpa (did you mean pscap?); see jcap --help",
        "xyz|jcap: unknown command: xyz; see jcap --help",
        "pscap --tre|jcap pscap: unknown option: --tre (did you mean --tree?); see --help",
        "pscap --frobnicate|jcap pscap: unknown option: --frobnicate; see --help",
        "pscap word|jcap pscap: unexpected argument: word; see --help",
        "pscap --format=jsno|jcap pscap: unknown format: jsno (did you mean json?)",
        "pscap --format=JSON|jcap pscap: unknown format: JSON (did you mean json?)",
        "pscap -o pdi|jcap pscap: unknown column: pdi (did you mean pid?); see --list-columns",
        "pscap -o +x.y.z|jcap pscap: unknown column: x.y.z; see --list-columns",
        "pscap --sort=cmom|jcap pscap: unknown column: cmom (did you mean comm?); see --list-columns",
        "pscap --color=alwys|jcap pscap: unknown colour choice: alwys (did you mean always?)",
        "pscap -p abc|jcap pscap: not a pid: abc (a number from 1 to 2147483647)",
        "pscap -p 0|jcap pscap: not a pid: 0 (a number from 1 to 2147483647)",
        "pscap -p -1|jcap pscap: not a pid: -1 (a number from 1 to 2147483647)",
        "pscap -p 2147483648|jcap pscap: not a pid: 2147483648 (a number from 1 to 2147483647)",
        "pscap -p 99999999999999999999"
            + "|jcap pscap: not a pid: 99999999999999999999 (a number from 1 to 2147483647)",
        "schema procesess|jcap schema: unknown kind: procesess (did you mean processes?)",
        "--versoin|jcap: unknown option: --versoin (did you mean --version?); see --help",
      })
  void aWrongLineIsExitCode2WithTheNearestRightWord(String line, String message) {
    Cli.Result result = Cli.jcap().run(line.split(" ", -1));
    assertThat(result).isEqualTo(new Cli.Result(2, "", message + "\n"));
  }

  @Test
  void noCommandIsExitCode2AndTheHelp() {
    Cli.Result result = Cli.jcap().run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: jcap").contains("pscap");
  }

  @Test
  void aWordThatATerminalObeysIsEscapedInTheMessage() {
    assertThat(Cli.jcap().run("pscap", "-p", "\u001b[2J").err()).contains("\\x1B[2J");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(Cli.jcap().run("pscap", "--help").out()).startsWith("Usage: jcap pscap");
    assertThat(Cli.jcap().run("--version").out()).startsWith("jcap ");
    assertThat(Cli.jcap().run("pscap", "-V").out()).startsWith("jcap ");
  }

  @Test
  void aMissingProcessIsExitCode3AndTheOthersArePrinted() {
    Path proc = tree().process(7).comm("here").write();
    Cli.Result result = pscap(proc, "-p", "8", "-p", "7", "-o", "comm", "--no-headers");
    assertThat(result).isEqualTo(new Cli.Result(3, "here\n", "jcap pscap: no process 8\n"));
  }

  @Test
  void aMissingProcessOfATreeIsExitCode3() {
    Path proc = tree().process(7).comm("here").write();
    assertThat(pscap(proc, "--tree", "-p", "8"))
        .isEqualTo(new Cli.Result(3, "", "jcap pscap: no process 8\n"));
  }

  @Test
  void aMissingTreeIsExitCode3() {
    Path missing = directory.resolve("missing");
    assertThat(pscap(missing))
        .isEqualTo(
            new Cli.Result(
                3,
                "",
                "jcap pscap: "
                    + missing
                    + ": ENOENT; mount proc there, or name another tree with --proc\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--tree", "--json"})
  void aDirectoryThatIsNotProcIsExitCode3(String option) throws IOException {
    Path other = directory.resolve("other");
    Files.createDirectories(other.resolve("etc"));
    Cli.Result result = option.isEmpty() ? pscap(other) : pscap(other, option);
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no process in it: not a tree of proc");
  }

  @Test
  void aPartialAnswerIsExitCode4WithStrictAlone() {
    Path proc = tree().process(7).comm("seven").holds("chown").write();
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("7/ns/user"), Errno.EACCES);
    Cli cli = Cli.jcap().trees(access::tree);
    Cli.Result lenient = cli.run("pscap", "-n", "--proc=" + proc);
    Cli.Result strict = cli.run("pscap", "-n", "--proc=" + proc, "--strict");
    assertThat(lenient.code()).isZero();
    assertThat(strict.code()).isEqualTo(4);
    assertThat(strict.out()).isEqualTo(lenient.out()).contains("seven ?");
    assertThat(strict.err())
        .isEqualTo(
            "1 × readlink /proc/<pid>/ns/user: EACCES (first "
                + proc
                + "/7/ns/user); needs CAP_SYS_PTRACE\n");
  }

  @Test
  void aMissingProcessCountsMoreThanAPartialAnswer() {
    Path proc = tree().process(7).holds("chown").write();
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("ns/user"), Errno.EACCES);
    Cli cli = Cli.jcap().trees(access::tree);
    assertThat(cli.run("pscap", "--proc=" + proc, "--strict", "-p", "8", "-p", "7").code())
        .isEqualTo(3);
  }

  @Test
  void problemsAreCountedInAPlainLocaleToo() {
    Path proc = tree().process(7).holds("chown").process(8).holds("chown").write();
    FaultyAccess access =
        FaultyAccess.failing(name -> name.matches(".*[78]/ns/user"), Errno.EACCES);
    Cli.Result result = Cli.jcap().ascii().trees(access::tree).run("pscap", "--proc=" + proc);
    assertThat(result.err()).startsWith("2 x readlink /proc/<pid>/ns/user: EACCES (first ");
  }

  /** As in {@code jcap pscap | head}. */
  @ParameterizedTest
  @ValueSource(strings = {"--wide", "--tree", "--json", "--format=ndjson", "--format=csv"})
  void aReaderThatGoesAwayEndsTheReportQuietly(String option) {
    ProcTree tree = tree();
    for (int pid = 1; pid <= 200; pid++) {
      tree.process(pid).holds("chown");
    }
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Cli.Result result =
        Cli.jcap().run(closed, List.of("pscap", "-n", "--proc=" + tree.write(), option));
    assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
  }

  private ProcTree tree() {
    return ProcTree.at(directory.resolve("proc")).self(99);
  }

  private static Cli.Result pscap(Path proc, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "pscap";
    args[1] = "-n";
    args[2] = "--proc=" + proc;
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.jcap().run(args);
  }
}
