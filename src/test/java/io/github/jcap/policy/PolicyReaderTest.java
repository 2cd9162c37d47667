package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies as they are written, and the mistakes that are made in them. */
class PolicyReaderTest {
  private static Policy read(String yaml) throws PolicyException {
    return PolicyReader.read("site.yaml", yaml.getBytes(UTF_8));
  }

  @Test
  void aPolicyIsReadWithAllThatItSays() throws PolicyException {
    Policy policy =
        read(
            """
            # ours
            policy_version: 1
            name: site
            description: >
              What we
              allow.
            rules:
              - id: root-outside
                severity: critical
                description: A listener is root.
                kind: socket
                match:
                  all:
                    - {field: reach, equals: external}
                    - {field: local_port, at_least: 1024}
                    - not: {field: protocol, any_of: [udp, icmp]}
                    - some:
                        field: owners
                        match:
                          any:
                            - {field: uid.effective, equals: 0}
                            - {field: capabilities.effective, any_of: [CAP_SYS_ADMIN, net_raw, 63]}
                remedy: Give it a user.
            exceptions:
              - rule: root-outside
                match: {field: owners.unit, glob: [ssh*.service, "cron.service"]}
                reason: It must be.
                expires: 2027-01-31
              - {rule: elsewhere, reason: Accepted.}
            not_judged:
              - {control: HostPath Volumes, reason: No mounts are listed.}
            """);
    Condition owner =
        new Any(
            List.of(
                FieldTest.of("uid.effective", new Operator.Equals(new Value.Num(0))),
                FieldTest.of(
                    "capabilities.effective",
                    new Operator.AnyOf(Members.of("CAP_SYS_ADMIN", "CAP_NET_RAW", "63")))));
    Condition match =
        new All(
            List.of(
                FieldTest.of("reach", new Operator.Equals(new Value.Text("external"))),
                FieldTest.of("local_port", new Operator.AtLeast(1024)),
                new Not(FieldTest.of("protocol", new Operator.AnyOf(Members.of("udp", "icmp")))),
                new Some(FieldPath.of("owners"), owner)));
    assertThat(policy.exceptions()).extracting(Waiver::line).containsExactly(25, 29);
    assertThat(policy)
        .isEqualTo(
            new Policy(
                "site",
                "What we allow.",
                List.of(
                    new Rule(
                        "root-outside",
                        Severity.CRITICAL,
                        "A listener is root.",
                        RuleKind.SOCKET,
                        match,
                        "Give it a user.")),
                List.of(
                    new Waiver(
                        "root-outside",
                        FieldTest.of(
                            "owners.unit", Operator.Like.of("ssh*.service", "cron.service")),
                        "It must be.",
                        Optional.of(LocalDate.of(2027, 1, 31)),
                        25),
                    new Waiver("elsewhere", All.ALWAYS, "Accepted.", Optional.empty(), 29)),
                List.of(new Policy.NotJudged("HostPath Volumes", "No mounts are listed."))));
  }

  @Test
  void withoutANamePolicyIsCalledAsItsFile() throws PolicyException {
    assertThat(read("policy_version: 1\nrules: []\n").name()).isEqualTo("site.yaml");
    assertThat(read("\ufeffpolicy_version: 1\nexceptions: []\n").name()).isEqualTo("site.yaml");
  }

  @Test
  void aThreadHasTheFieldsOfItsProcessToo() throws PolicyException {
    Policy policy =
        read(BadPolicies.rule("thread", "{field: process.container.runtime, equals: crio}"));
    assertThat(policy.rules().get(0).match().paths())
        .containsExactly(FieldPath.of("process.container.runtime"));
  }

  @Test
  void anExceptionFromAShippedRuleIsReadAsBeingOfItsKind() throws PolicyException {
    PolicyException exception =
        mistaken(
            """
            policy_version: 1
            exceptions:
              - rule: capabilities
                match: {field: local_port, equals: 80}
                reason: Accepted.
            """);
    assertThat(exception)
        .hasMessageContaining("site.yaml:4:20: unknown field of process: local_port");
  }

  @Test
  void anExceptionFromARuleElsewhereHasFieldsOfSomeKind() throws PolicyException {
    String exception = "policy_version: 1\nexceptions:\n  - rule: ours\n    reason: x\n    match: ";
    assertThat(read(exception + "{field: local_port, equals: 80}").exceptions()).hasSize(1);
    assertThat(read(exception + "{field: rootid, equals: 80}").exceptions()).hasSize(1);
    assertThat(mistaken(exception + "{field: local_prt, equals: 80}"))
        .hasMessage(
            "site.yaml:5:20: unknown field of socket: local_prt (did you mean local_port?)");
  }

  private static PolicyException mistaken(String yaml) {
    return catchThrowableOfType(PolicyException.class, () -> read(yaml));
  }

  private static List<String> lines(String yaml) {
    PolicyException exception = mistaken(yaml);
    assertThat(exception.name()).isEqualTo("site.yaml");
    List<String> lines = exception.mistakes().stream().map(each -> each.in("site.yaml")).toList();
    assertThat(exception).hasMessage(String.join("\n", lines));
    return lines;
  }

  static List<BadPolicies.Bad> badPolicies() {
    return BadPolicies.ALL;
  }

  @ParameterizedTest
  @MethodSource("badPolicies")
  void aMistakeIsNamedWithItsPlaceAndTheRightWord(BadPolicies.Bad bad) {
    assertThat(mistaken(bad.yaml()).mistakes().stream().map(each -> each.in("f")))
        .containsExactly(bad.mistake());
  }

  @Test
  void allMistakesAreToldInTheOrderOfTheFile() {
    assertThat(
            lines(
                """
                policy_version: 1
                nmae: x
                rules:
                  - id: a
                    severity: hgih
                    description: d
                    kind: proces
                    match: {field: capabilities.efective, any_of: [CAP_SYS_ADMN]}
                    remedy: r
                  - id: a
                    kind: file
                    match: {field: effective, any_of: [CAP_SYS_ADMN]}
                exceptions:
                  - {rule: a, expires: 2027-02-30, reason: ''}
                """))
        .containsExactly(
            "site.yaml:2:1: unknown key: nmae (did you mean name?)",
            "site.yaml:5:15: unknown severity: hgih (did you mean high?);"
                + " it is one of info, low, medium, high, critical",
            "site.yaml:7:11: unknown kind: proces (did you mean process?);"
                + " it is one of host, process, thread, socket, file",
            "site.yaml:8:20: unknown field of process: capabilities.efective"
                + " (did you mean capabilities.effective?)",
            "site.yaml:10:5: the rule has no severity",
            "site.yaml:10:5: the rule has no description",
            "site.yaml:10:5: the rule has no remedy",
            "site.yaml:10:9: the id a is there already, in line 4",
            "site.yaml:12:31: any_of looks into a set or a list, or at a text or a number,"
                + " and effective is true or false: use equals",
            "site.yaml:14:24: expires is a day as 2027-01-31, and not 2027-02-30",
            "site.yaml:14:44: the text is empty");
  }

  @Test
  void ofAThousandMistakesAHundredAreTold() {
    StringBuilder yaml = new StringBuilder("policy_version: 1\nrules: []\n");
    for (int i = 0; i < 1000; i++) {
      yaml.append("key").append(i).append(": x\n");
    }
    assertThat(mistaken(yaml.toString()).mistakes())
        .hasSize(101)
        .last()
        .isEqualTo(new Mistake(102, 0, "and 900 more mistakes"));
  }

  @Test
  void whatAFileHoldsIsShownSafely() {
    assertThat(mistaken("policy_version: 1\nrules: []\n\"a\\e[31m\\u202E\": 1\n").getMessage())
        .isEqualTo("site.yaml:3:1: unknown key: a\\x1B[31m\\xE2\\x80\\xAE");
    assertThat(mistaken("policy_version: 1\nrules: []\n" + "k".repeat(900) + ": 1\n").getMessage())
        .isEqualTo("site.yaml:3:1: unknown key: " + "k".repeat(80) + "…");
  }

  @Test
  void whatIsTooLargeIsRefusedAtOnce() {
    byte[] large = new byte[(1 << 20) + 1];
    PolicyException exception =
        catchThrowableOfType(PolicyException.class, () -> PolicyReader.read("f", large));
    assertThat(exception).hasMessage("f:1:1: a policy has at most 1 MiB, this has 1048577 bytes");
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsPlace() {
    byte[] bytes = "policy_version: 1\nname: \u00e9\u00ff".getBytes(UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;
    PolicyException exception =
        catchThrowableOfType(PolicyException.class, () -> PolicyReader.read("f", bytes));
    assertThat(exception).hasMessage("f:2:8: not UTF-8");
  }

  @Test
  void aliasesSaveWritingAndCannotExplode() throws PolicyException {
    Policy policy =
        read(
            BadPolicies.rule(
                "process",
                "{all: [{field: capabilities.effective, any_of: &these [sys_admin, bpf]},"
                    + " {field: capabilities.ambient, any_of: *these}]}"));
    assertThat(policy.rules().get(0).match().paths()).hasSize(2);
    StringBuilder bomb = new StringBuilder("policy_version: 1\nrules: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append(("n" + i + ": &a" + i + " [*a#, *a#]\n").replace("#", Integer.toString(i - 1)));
    }
    assertThat(mistaken(bomb.toString()))
        .hasMessage("site.yaml:17:22: with what the aliases stand for more than 200000 values");
  }

  @Test
  void whatIsNestedDeeplyIsRefusedAtItsPlace() {
    assertThat(mistaken("a: " + "[".repeat(500_000)))
        .hasMessage("site.yaml:1:52: more than 50 levels within each other");
    StringBuilder nested = new StringBuilder("{field: pid, equals: 1}");
    for (int i = 0; i < 60; i++) {
      nested.insert(0, "{not: ").append('}');
    }
    assertThat(mistaken(BadPolicies.rule("process", nested.toString())))
        .hasMessageEndingWith("more than 50 levels within each other");
  }

  @Test
  void anExceptionFromARuleOfNoPolicyIsFoundWhenAllAreRead() throws PolicyException {
    Policy rules = read(BadPolicies.rule("process", "{field: pid, equals: 1}"));
    Policy exceptions =
        read(
            """
            policy_version: 1
            exceptions:
              - {rule: teste, reason: x}
              - {rule: tested, reason: x}
            """);
    assertThat(exceptions.unknownExceptionRules(List.of(rules, exceptions)))
        .containsExactly(
            new Mistake(3, 0, "exception from an unknown rule: teste (did you mean tested?)"));
    assertThat(exceptions.unknownExceptionRules(List.of(exceptions))).hasSize(2);
  }
}
