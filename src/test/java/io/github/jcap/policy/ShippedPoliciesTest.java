package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jcap.document.Value;
import io.github.jcap.fixture.CleanRecords;
import io.github.jcap.fixture.Records;
import io.github.jcap.fixture.Schemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that come with jcap: each rule finds what it should, and nothing beside it. */
class ShippedPoliciesTest {
  private static List<RuleCase> cases() {
    List<RuleCase> cases = new ArrayList<>(DefaultCases.all());
    cases.addAll(PssCases.all());
    return cases;
  }

  private static Stream<String> names() {
    return ShippedPolicies.names().stream();
  }

  private static Rule rule(RuleCase of) {
    return ShippedPolicies.read(of.policy()).rules().stream()
        .filter(rule -> rule.id().equals(of.rule()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule " + of));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRuleFindsWhatItShouldAndNothingBeside(RuleCase each) {
    Rule rule = rule(each);
    assertThat(each.matching()).isNotEmpty().allSatisfy(record -> expect(rule, record, Truth.TRUE));
    assertThat(each.beside()).isNotEmpty().allSatisfy(record -> expect(rule, record, Truth.FALSE));
    assertThat(each.unknown())
        .isNotEmpty()
        .allSatisfy(record -> expect(rule, record, Truth.UNKNOWN));
  }

  private static void expect(Rule rule, Records record, Truth truth) {
    checkAgainstItsSchema(rule.kind(), record);
    assertThat(rule.match().test(record.fields())).as("%s", record.fields()).isEqualTo(truth);
  }

  /** A record that no inventory can have would prove nothing. */
  private static void checkAgainstItsSchema(RuleKind kind, Records record) {
    switch (kind) {
      case HOST ->
          Schemas.check(
              "inventory",
              record
                  .with("schema_version", 1)
                  .with("report", "inventory")
                  .with("scope", Records.of("{\"files\": [\"/\"]}"))
                  .line("host"));
      case THREAD -> {
        Value process = record.fields().values().getOrDefault("process", Value.Fields.NONE);
        Value thread = record.without("process").fields();
        Schemas.check(
            "processes",
            new Records((Value.Fields) process)
                .with("threads", new Value.Items(List.of(thread)))
                .line("process"));
      }
      case PROCESS, SOCKET, FILE ->
          Schemas.check(kind.records().schema(), record.line(kind.word()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRuleIsTriedBothWays(String name) {
    List<String> tried =
        cases().stream()
            .filter(each -> each.policy().equals(name))
            .map(RuleCase::rule)
            .distinct()
            .toList();
    assertThat(ShippedPolicies.read(name).rules())
        .extracting(Rule::id)
        .containsExactlyInAnyOrderElementsOf(tried);
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothingIsFoundWhereNothingIsWrong(String name) {
    Map<RuleKind, List<Records>> clean =
        Map.of(
            RuleKind.PROCESS,
            List.of(
                CleanRecords.container(),
                CleanRecords.unit(),
                CleanRecords.selinux(CleanRecords.container())),
            RuleKind.THREAD,
            List.of(CleanRecords.thread()),
            RuleKind.SOCKET,
            List.of(
                CleanRecords.socket(), CleanRecords.containerSocket(), CleanRecords.unixSocket()),
            RuleKind.FILE,
            List.of(CleanRecords.file()),
            RuleKind.HOST,
            List.of(CleanRecords.host()));
    for (Rule rule : ShippedPolicies.read(name).rules()) {
      for (Records record : clean.getOrDefault(rule.kind(), List.of())) {
        assertThat(rule.match().test(record.fields())).as(rule.id()).isEqualTo(Truth.FALSE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRuleSaysWhatWasFoundWhyItMattersAndWhatToDo(String name) {
    assertThat(ShippedPolicies.read(name).rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.description()).as(rule.id()).hasSizeBetween(40, 260).endsWith(".");
              assertThat(rule.remedy()).as(rule.id()).hasSizeBetween(20, 260).endsWith(".");
            });
  }

  @Test
  void restrictedJudgesAllThatBaselineJudgesAsBadlyOrWorse() {
    Map<String, Rule> restricted = new HashMap<>();
    ShippedPolicies.read("pss-restricted").rules().forEach(r -> restricted.put(r.id(), r));
    // What was a rule of its own is in a stricter one.
    restricted.computeIfAbsent("capabilities-net-raw", id -> restricted.get("capabilities"));
    for (RuleCase each : PssCases.all()) {
      if (each.policy().equals("pss-baseline")) {
        Rule stricter = restricted.getOrDefault(each.rule(), rule(each));
        assertThat(restricted).containsKey(each.rule());
        assertThat(stricter.severity()).isGreaterThanOrEqualTo(rule(each).severity());
        assertThat(each.matching())
            .as("%s", each)
            .allSatisfy(
                record -> assertThat(stricter.match().test(record.fields())).isEqualTo(Truth.TRUE));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void everyControlOfTheStandardIsJudgedOrSaidNotToBe(String policy, List<String> controls) {
    Policy standard = ShippedPolicies.read(policy);
    List<String> named = new ArrayList<>();
    standard.rules().forEach(rule -> named.add(control(rule.description())));
    standard.notJudged().forEach(control -> named.add(control.control()));
    assertThat(named.stream().distinct()).containsExactlyInAnyOrderElementsOf(controls);
  }

  private static String control(String description) {
    return description.substring(0, description.indexOf(':'));
  }

  private static Stream<Arguments> controls() {
    List<String> baseline =
        List.of(
            "HostProcess",
            "Host Namespaces",
            "Privileged Containers",
            "Capabilities",
            "HostPath Volumes",
            "Host Ports",
            "Host Probes / Lifecycle Hooks",
            "AppArmor",
            "SELinux",
            "/proc Mount Type",
            "Seccomp",
            "Sysctls");
    List<String> restricted = new ArrayList<>(baseline);
    restricted.addAll(
        List.of(
            "Volume Types",
            "Privilege Escalation",
            "Running as Non-root",
            "Running as Non-root user"));
    return Stream.of(
        Arguments.of("pss-baseline", baseline), Arguments.of("pss-restricted", restricted));
  }

  @Test
  void anIdThatTwoPoliciesHaveIsOfOneKind() {
    Map<String, RuleKind> kinds = new HashMap<>();
    for (String name : ShippedPolicies.names()) {
      for (Rule rule : ShippedPolicies.read(name).rules()) {
        RuleKind other = kinds.putIfAbsent(rule.id(), rule.kind());
        assertThat(other == null || other == rule.kind()).as(rule.id()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCopyOfAShippedFileIsTheSamePolicy(String name) throws PolicyException {
    byte[] copy = ShippedPolicies.text(name).getBytes(UTF_8);
    assertThat(PolicyReader.read("copy.yaml", copy)).isEqualTo(ShippedPolicies.read(name));
    assertThat(ShippedPolicies.read(name).name()).isEqualTo(name);
    assertThat(ShippedPolicies.text(name).lines())
        .allSatisfy(l -> assertThat(l).hasSizeLessThan(101));
  }

  @Test
  void noOtherNameIsShipped() {
    assertThatIllegalArgumentException().isThrownBy(() -> ShippedPolicies.read("../schema/x"));
  }
}
