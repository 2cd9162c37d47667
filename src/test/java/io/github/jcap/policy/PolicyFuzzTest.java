package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy of any bytes: it is read, or every mistake in it has its place and safe words. */
class PolicyFuzzTest {
  static Stream<byte[]> policies() {
    return Stream.of(
            """
            policy_version: 1
            name: site
            rules:
              - id: a-rule
                severity: high
                description: &text why
                kind: process
                match:
                  all:
                    - {field: capabilities.effective, any_of: [SYS_ADMIN, net_raw]}
                    - not: {field: exe, like: "/opt/*"}
                    - any: [{field: pid, above: 7}, {field: unit, exists: false}]
                remedy: *text
            """,
            """
            policy_version: 1
            exceptions:
              - rule: a-rule
                match: {field: comm, equals: sshd}
                reason: told
                expires: 2027-01-31
            not_judged:
              - {control: x, reason: y}
            """,
            "a: &a [*a]\n---\n",
            "%YAML 1.1\n--- !!binary x\n",
            "policy_version: 1\nrules: [{? [a, b] : {<<: *c}}]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("policies")
  @FuzzTest
  void policy(byte[] bytes) {
    try {
      Policy policy = PolicyReader.read("site.yaml", bytes);
      assertThat(policy.rules()).allMatch(rule -> !rule.id().isEmpty());
    } catch (PolicyException e) {
      assertThat(e.mistakes()).isNotEmpty();
      for (Mistake mistake : e.mistakes()) {
        assertThat(mistake.line()).isPositive();
        assertThat(mistake.column()).isNotNegative();
        Untrusted.assertShown(mistake.in("site.yaml"));
      }
    }
  }
}
