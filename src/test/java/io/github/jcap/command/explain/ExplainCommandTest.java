package io.github.jcap.command.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole command lines; the harness checks each JSON against its schema. */
class ExplainCommandTest {
  private static final Golden GOLDEN = Golden.of("explain");

  @TempDir Path directory;

  private Path kernel(int lastCap) {
    return ProcTree.at(directory.resolve("proc")).lastCap(lastCap).process(1).write();
  }

  private Cli.Result explain(String... args) {
    return explain(Cli.jcap(), 40, args);
  }

  private Cli.Result explain(Cli jcap, int lastCap, String... args) {
    List<String> words = new ArrayList<>(List.of("explain", "--proc=" + kernel(lastCap)));
    words.addAll(List.of(args));
    return jcap.run(words.toArray(String[]::new));
  }

  @Test
  void aPageOfEightyColumns() {
    Cli.Result result = explain("net_raw");
    GOLDEN.check("net_raw-80.txt", result.out());
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aPageOfFortyColumns() {
    GOLDEN.check("setpcap-40.txt", explain(Cli.jcap().terminal(40), 40, "setpcap").out());
  }

  @Test
  void aPageThatIsNotWrapped() {
    String out = explain("--wide", "sys_admin").out();
    Explanation explanation = Explanation.of(Capability.SYS_ADMIN);
    for (List<String> part :
        List.of(
            explanation.allows(),
            explanation.holders(),
            explanation.root(),
            explanation.instead())) {
      part.forEach(point -> assertThat(out).contains("\n  - " + point + "\n"));
    }
  }

  @Test
  void everyPageTogether() {
    String out = explain("--all").out();
    assertThat(out.lines())
        .allMatch(line -> line.length() <= 80 && line.equals(line.stripTrailing()));
    assertThat(out.lines().filter(line -> line.startsWith("cap_"))).hasSize(41);
    assertThat(out).doesNotContain("\n\n\n").doesNotEndWith("\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"net_raw", "NET_RAW", "cap_net_raw", "CAP_NET_RAW", "Cap_Net_Raw", "13", "#13"})
  void everySpellingOfACapability(String word) {
    assertThat(explain(word).out()).isEqualTo(explain("net_raw").out()).startsWith("cap_net_raw: ");
  }

  @Test
  void severalInTheOrderTheyAreNamedEachOnce() {
    String out = explain("sys_time,chown", "0", "#25", "mknod").out();
    assertThat(
            out.lines()
                .filter(line -> line.startsWith("cap_"))
                .map(line -> line.replaceFirst(":.*", "")))
        .containsExactly("cap_sys_time", "cap_chown", "cap_mknod");
  }

  @Test
  void aLaterNumberIsSaidToBeUnknownHereAndWhetherTheKernelKnowsIt() {
    Cli.Result neither = explain("41", "kill");
    assertThat(neither.code()).isEqualTo(3);
    assertThat(neither.out()).startsWith("cap_kill: ");
    assertThat(neither.err())
        .isEqualTo(
            "jcap explain: 41: this jcap knows capabilities 0 to 40; this kernel does not know it"
                + " either\n");
    assertThat(explain(Cli.jcap(), 41, "#41").err())
        .isEqualTo(
            "jcap explain: 41: this jcap knows capabilities 0 to 40; this kernel knows it, so"
                + " capabilities(7) of a newer system says what it is\n");
    ProcTree without = ProcTree.at(directory.resolve("w")).without("sys/kernel/cap_last_cap");
    String proc = "--proc=" + without.process(1).write();
    Cli.Result unknown = Cli.jcap().run("explain", "63", "kill", proc, "--strict");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err())
        .startsWith(
            "jcap explain: 63: this jcap knows capabilities 0 to 40; whether this kernel knows it"
                + " could not be read\n")
        .contains("1 × read /proc/sys/kernel/cap_last_cap: ENOENT");
    JsonNode report = Schemas.parse(Cli.jcap().run("explain", "kill", proc, "--json").out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("capabilities").get(0).get("in_kernel").isNull()).isTrue();
  }

  @Test
  void aKernelThatIsOlderThanTheCapabilityIsNamed() {
    assertThat(explain(Cli.jcap(), 37, "bpf").out())
        .contains("since   Linux 5.8; this kernel does not know it\n");
    JsonNode row =
        Schemas.parse(explain(Cli.jcap(), 37, "bpf", "--json").out()).get("capabilities").get(0);
    assertThat(row.get("in_kernel").asBoolean()).isFalse();
    assertThat(explain(Cli.jcap(), 39, "bpf").out()).contains("since   Linux 5.8\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net_rwa     | unknown capability: net_rwa (did you mean net_raw?)
          CAP_SYSADMIN| unknown capability: CAP_SYSADMIN (did you mean sys_admin?)
          kill,       | unknown capability: ; see --all -o name, or --search TEXT
          whatever    | unknown capability: whatever; see --all -o name, or --search TEXT
          0x3000      | unknown capability: 0x3000; see --all -o name, or --search TEXT
          013         | unknown capability: 013; see --all -o name, or --search TEXT
          #           | unknown capability: #; see --all -o name, or --search TEXT
          64          | not a capability: 64 (a set has bits 0 to 63)
          #4294967309 | not a capability: #4294967309 (a set has bits 0 to 63)
          """)
  void aWordThatIsNoneEndsItBeforeAnythingIsPrinted(String word, String message) {
    Cli.Result result = explain("chown", word);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("jcap explain: " + message + "\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void withoutAWordItSaysWhatToGive() {
    assertThat(explain().err())
        .isEqualTo("jcap explain: name a capability, or give --all or --search TEXT\n");
    assertThat(explain().code()).isEqualTo(2);
    assertThat(explain("--all", "kill").err())
        .isEqualTo("jcap explain: --all and a capability exclude each other\n");
  }

  @Test
  void searchFindsAnyPartOfTheTextInAnyCase() {
    assertThat(names("--search", "KEXEC")).containsExactly("CAP_SYS_BOOT");
    assertThat(names("--search=cve-2020-14386")).containsExactly("CAP_NET_RAW");
    assertThat(names("--search", "oci example"))
        .containsExactly("CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_AUDIT_WRITE");
    assertThat(names("--search", "Linux 5.8")).contains("CAP_PERFMON", "CAP_BPF");
    assertThat(names("--search", "chronyd")).containsExactly("CAP_SYS_TIME");
    assertThat(names("--search", "process accounting")).containsExactly("CAP_SYS_PACCT");
  }

  @Test
  void searchOfTextThatALineBreakCuts() {
    Explanation explanation = Explanation.of(Capability.SYS_PTRACE);
    assertThat(names("--search", explanation.root().get(0).toUpperCase(Locale.ROOT)))
        .containsExactly("CAP_SYS_PTRACE");
  }

  @Test
  void searchAmongSomeOrInVain() {
    assertThat(names("--search=mount", "kill,sys_admin")).containsExactly("CAP_SYS_ADMIN");
    Cli.Result none = explain("--search", "no such\u001b words");
    assertThat(none.code()).isZero();
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("jcap explain: nothing says no such\\x1B words\n");
    assertThat(Schemas.parse(explain("--search=no such", "--json").out()).get("capabilities"))
        .isEmpty();
  }

  private List<String> names(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(List.of("-o", "name", "--no-headers"));
    return explain(words.toArray(String[]::new)).out().lines().toList();
  }

  @Test
  void jsonDocument() {
    GOLDEN.check("setpcap.json", explain("setpcap", "--json").out());
  }

  @Test
  void ndjsonHasTheSameRecordsOneALine() {
    List<JsonNode> lines =
        explain("--all", "--format=ndjson").out().lines().map(Schemas::parse).toList();
    assertThat(lines).hasSize(43);
    JsonNode document = Schemas.parse(explain("--all", "--json").out());
    assertThat(document.get("kind").asString()).isEqualTo("capabilities");
    for (int i = 0; i < 41; i++) {
      JsonNode record = document.get("capabilities").get(i);
      assertThat(record.get("number").asInt()).isEqualTo(i);
      assertThat(lines.get(i + 1).get("kind").asString()).isEqualTo("capability");
      for (String name : record.propertyNames()) {
        assertThat(lines.get(i + 1).get(name)).as(name).isEqualTo(record.get(name));
      }
    }
  }

  @Test
  void csvAndTablesHaveTheColumnsThatAreAskedFor() {
    GOLDEN.check("all.csv", explain("--all", "--format=csv").out());
    assertThat(explain("13", "12", "-o", "number,name,root.reach", "--sort=number").out())
        .isEqualTo(
            """
            number name          root.reach
            12     CAP_NET_ADMIN no
            13     CAP_NET_RAW   no
            """);
    assertThat(explain("--list-columns").out().lines())
        .hasSize(ExplainColumn.values().length)
        .anyMatch(line -> line.matches("root\\.how +how it leads to root, .*"));
    String every = String.join(",", ExplainRow.TYPE.columnNames());
    GOLDEN.check("every-column.csv", explain("kill", "--format=csv", "-o", every).out());
  }
}
