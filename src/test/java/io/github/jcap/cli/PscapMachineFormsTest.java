package io.github.jcap.cli;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static io.github.jcap.cap.SetKind.BOUNDING;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.fixture.DeclaredSubjects;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.proc.NamespaceKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code jcap pscap --json} and {@code --format=ndjson}; the harness checks each against its
 * schema.
 */
class PscapMachineFormsTest {
  private static final Golden GOLDEN = Golden.of("pscap");

  @TempDir Path directory;

  private ProcTree tree() {
    return ProcTree.at(directory.resolve("proc")).self(99);
  }

  private Path everySortOfProcess() {
    ProcTree tree = tree();
    tree.process(2).comm("kthreadd").parent(0).kernelThread().holds("sys_admin");
    tree.process(7)
        .comm("ambient")
        .uids(1000, 33, 0, 33)
        .gid(33)
        .holds("net_raw")
        .caps(INHERITABLE, "net_raw")
        .caps(AMBIENT, "net_raw")
        .caps(BOUNDING, new CapSet(1L << 63 | 1))
        .noNewPrivs()
        .seccomp(2)
        .namespace(NamespaceKind.USER, 4026532999L);
    tree.process(8).comm("late").zombie().holds("chown");
    return tree.process(9)
        .comm(new ByteString("\u00ff\u001b\"\\"))
        .holds("chown")
        .withoutLine("NoNewPrivs")
        .withoutLine("Seccomp")
        .without("ns/time")
        .seccomp(7)
        .write();
  }

  @Test
  void jsonDocument() {
    Cli.Result result = pscap(everySortOfProcess(), "--json", "--kernel-threads");
    GOLDEN.check("every-sort.json", result.out());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void ndjsonHasTheSameRecordsOneALine() {
    Path proc = everySortOfProcess();
    List<JsonNode> lines =
        pscap(proc, "--format=ndjson", "--kernel-threads")
            .out()
            .lines()
            .map(Schemas::parse)
            .toList();
    JsonNode document = Schemas.parse(pscap(proc, "--json", "--kernel-threads").out());
    assertThat(lines)
        .extracting(line -> line.get("kind").asString())
        .containsExactly("host", "process", "process", "process", "process", "end");
    for (int i = 0; i < 4; i++) {
      JsonNode record = document.get("processes").get(i);
      for (String name : record.propertyNames()) {
        assertThat(lines.get(i + 1).get(name)).as(name).isEqualTo(record.get(name));
      }
      assertThat(lines.get(i + 1).size()).isEqualTo(record.size() + 1);
    }
    assertThat(lines.get(5).get("complete").asBoolean()).isTrue();
  }

  @Test
  void aNameThatIsNotUtf8IsKeptInBase64BesideItsReadableForm() {
    JsonNode process = Schemas.parse(pscap(everySortOfProcess(), "--json", "-p", "9").out());
    JsonNode record = process.get("processes").get(0);
    assertThat(record.get("comm").asString()).isEqualTo("\\xFF\\x1B\"\\\\");
    assertThat(record.get("comm_bytes").asString()).isEqualTo("/xsiXA==");
  }

  @Test
  void aProcessWhoseStatusIsMalformedIsThereAndUnknown() {
    ProcTree tree = tree();
    Path proc = tree.process(7).file("status", "Name:\t\u001b[2J\nUid:\tx\u001b[2J\n").write();
    Cli.Result json = pscap(proc, "--json");
    JsonNode report = Schemas.parse(json.out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("problems").get(0).get("kind").asString()).isEqualTo("malformed");
    assertThat(report.get("problems").get(0).get("detail").asString()).contains("Uid:");
    assertThat(report.get("processes").get(0).get("capabilities").isNull()).isTrue();
    assertThat(json.err()).contains("read /proc/<pid>/status").doesNotContain("\u001b");
    assertThat(pscap(proc, "-o", "ppid,pid,uid,comm,capabilities", "--no-headers").out())
        .matches("\\? +7 +\\? +\\? +\\?\n");
  }

  @Test
  void aCopyOfATreeSaysThatNamespacesCannotBeCompared() {
    ProcTree tree = ProcTree.at(directory.resolve("copy"));
    Path proc = tree.process(7).comm("there").holds("chown").write();
    Cli.Result table = pscap(proc);
    assertThat(table.out()).contains("there ?");
    assertThat(table.err()).startsWith("1 × find jcap in the tree of --proc: ESRCH (first self)");
    JsonNode user =
        Schemas.parse(pscap(proc, "--json").out())
            .get("processes")
            .get(0)
            .get("namespaces")
            .get("user");
    assertThat(user.get("other").isNull()).isTrue();
    assertThat(pscap(proc, "--strict").code()).isEqualTo(4);
  }

  @Test
  void aTreeWithoutALastCapabilityUsesOurTablesAndSaysSo() {
    ProcTree tree = tree().without("sys/kernel/cap_last_cap");
    Path proc = tree.process(7).holds(CapSet.all(40)).write();
    Cli.Result result = pscap(proc, "-o", "capabilities", "--no-headers");
    assertThat(result.out()).isEqualTo("full\n");
    assertThat(result.err()).startsWith("1 × read /proc/sys/kernel/cap_last_cap: ENOENT");
  }

  @Test
  void reportsWithNoRowsAreStillReports() {
    Path proc = tree().process(7).write();
    assertThat(Schemas.parse(pscap(proc, "--json").out()).get("processes")).isEmpty();
    assertThat(pscap(proc, "--format=ndjson").out().lines()).hasSize(2);
    assertThat(pscap(proc, "--format=csv").out()).isEqualTo("ppid,pid,uid,command,capabilities\n");
  }

  private Cli.Result pscap(Path proc, String... more) {
    Path root = DeclaredSubjects.accounts(directory.resolve("root"));
    String[] args = new String[more.length + 3];
    args[0] = "pscap";
    args[1] = "--proc=" + proc;
    args[2] = "--root=" + root;
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.jcap().kernel(FakeKernel::new).run(args);
  }
}
