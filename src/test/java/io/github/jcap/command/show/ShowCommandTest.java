package io.github.jcap.command.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The options of {@code jcap show}, its machine forms, exit codes and messages. */
class ShowCommandTest {
  private static final Golden GOLDEN = Golden.of("show");

  @TempDir private Path directory;
  private ShowSubjects subjects;

  @BeforeEach
  void makeSubjects() {
    subjects = new ShowSubjects(directory);
  }

  @Test
  void jsonAndCsv() {
    subjects.service();
    subjects.container();
    subjects.child();
    String[] pids = {"80", "200", "300", "400"};
    Cli.Result json = subjects.run("--json", pids[0], pids[1], pids[2], pids[3]);
    GOLDEN.check("states.json", json.out());
    GOLDEN.check(
        "states.csv", subjects.run("--format=csv", pids[0], pids[1], pids[2], pids[3]).out());
    assertThat(subjects.run("--format=ndjson", "80", "200").out().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("{\"kind\":\"state\",\"pid\":200,"));
    assertThat(json.err()).isEmpty();
  }

  @Test
  void securebitsOfAnotherAreNullAndNoProblem() {
    JsonNode document = Schemas.parse(subjects.run("--json", "80").out());
    assertThat(document.get("states").get(0).get("securebits").isNull()).isTrue();
    assertThat(document.get("complete").asBoolean()).isTrue();
    assertThat(subjects.run("--strict", "80").code()).isZero();
  }

  @Test
  void capsOnlyIsTheLineOfGetpcaps() {
    subjects.at(7, "x").holds("net_raw").caps(SetKind.INHERITABLE, "kill");
    assertThat(subjects.run("--caps-only", "7", "1", "7").out())
        .isEqualTo("7: cap_kill=i cap_net_raw+ep\n1: =ep\n");
  }

  @Test
  void columnsMakeATable() {
    assertThat(subjects.run("-o", "pid,uid.real,meaning", "--sort=pid", "80", "1").out())
        .isEqualTo("pid uid.real meaning\n1   0        host_root\n80  1000     bounded\n");
    assertThat(subjects.run("--list-columns").out()).contains("namespaces.user.depth");
  }

  @ParameterizedTest
  @CsvSource({
    "net_raw,            permitted, 0, ''",
    "CAP_NET_RAW;13,     permitted, 0, ''",
    "kill,               permitted, 1, 'jcap show: 7: not permitted: kill'",
    "net_raw;kill;chown, permitted, 1, 'jcap show: 7: not permitted: chown, kill'",
    "kill,             inheritable, 0, ''",
    "net_raw,            effective, 1, 'jcap show: 7: not effective: net_raw'",
  })
  void hasAnswersByItsExitCode(String caps, String set, int code, String message) {
    subjects.at(7, "x").caps(SetKind.PERMITTED, "net_raw").caps(SetKind.INHERITABLE, "kill");
    Cli.Result result = subjects.run("--has", caps.replace(';', ','), "--set=" + set, "7");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().strip()).isEqualTo(message);
  }

  @Test
  void hasLooksAtWhatIsPermittedUnlessToldOtherwise() {
    subjects.at(7, "x").caps(SetKind.PERMITTED, "net_raw");
    assertThat(subjects.run("--has=net_raw", "7").code()).isZero();
    assertThat(subjects.run("--has=net_raw").code()).isEqualTo(1);
    assertThat(subjects.run("--has=net_raw", "7", "80").code()).isEqualTo(1);
    assertThat(subjects.run("--has=net_raw", "7", "4711").code()).isEqualTo(3);
  }

  @Test
  void aPidThatIsNotThereIsSaidAndTheOthersAreShown() {
    Cli.Result result = subjects.run("--caps-only", "4711", "1");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEqualTo("1: =ep\n");
    assertThat(result.err()).isEqualTo("jcap show: no process 4711\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|not a pid: x (a number from 1 to 2147483647, or self)",
        "0|not a pid: 0 (a number from 1 to 2147483647, or self)",
        "--has=net_rw|unknown capability: net_rw (did you mean net_raw?)",
        "--has=kill --set=efective|unknown set: efective (did you mean effective?)",
        "--set=bounding|--set says in which set --has looks: give --has too",
        "--has=kill --json|--has prints nothing, so it excludes --json",
        "--has=kill --caps-only|--has prints nothing, so it excludes --caps-only",
        "--caps-only --json|--caps-only prints its own lines: no other form, no columns",
        "-o pdi|unknown column: pdi (did you mean pid?); see --list-columns",
      })
  void aWrongLineIsExit2AndSaysWhatIsRight(String line, String message) {
    Cli.Result result = subjects.run(line.split(" ", -1));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("jcap show: " + message + "\n");
  }

  @Test
  void whereJcapIsNotInTheTreeAPidMustBeNamed() {
    Path copy = ProcTree.at(directory.resolve("copy")).process(7).holds("kill").write();
    Cli.Result result = Cli.jcap().run("show", "--proc=" + copy);
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo("jcap show: jcap itself is not in " + copy + "; name a PID\n");
    assertThat(Cli.jcap().run("show", "--proc=" + copy, "--caps-only", "7").out())
        .isEqualTo("7: cap_kill=ep\n");
  }

  @Test
  void aParentOutsideTheTreeAndNoTreeAreExit3() {
    subjects.tree().process(90).parent(0);
    assertThat(subjects.run().err()).contains("the parent of jcap is outside");
    Cli.Result none = Cli.jcap().run("show", "--proc=" + directory, "1");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("not a tree of proc");
  }
}
