package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.databind.json.JsonMapper;

/** The schema of policies, against what the reader takes and refuses. */
class PolicySchemaTest {
  private static String json(String yaml) {
    Load load = new Load(LoadSettings.builder().setSchema(new JsonSchema()).build());
    return new JsonMapper().writeValueAsString(load.loadFromString(yaml));
  }

  private static Stream<String> names() {
    return ShippedPolicies.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aShippedPolicyIsAsTheSchemaSays(String name) {
    Schemas.check("policy", json(ShippedPolicies.text(name)));
  }

  private static List<BadPolicies.Bad> refused() {
    return BadPolicies.ALL.stream().filter(BadPolicies.Bad::schema).toList();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheSchemaCanKnowItRefusesAsTheReaderDoes(BadPolicies.Bad bad) {
    assertThatExceptionOfType(AssertionError.class)
        .as(bad.yaml())
        .isThrownBy(() -> Schemas.check("policy", json(bad.yaml())));
  }

  /** Of each form one: the schema takes what the reader takes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{all: [{field: pid, equals: 1}]}",
        "{any: [{field: pid, equals: 1}, {field: comm, equals: a}]}",
        "{not: {field: pid, at_least: -1}}",
        "{field: no_new_privs, equals: true}",
        "{field: capabilities.effective, any_of: [net_raw, CAP_SYS_ADMIN, cap_bpf, 63, '62']}",
        "{field: capabilities.effective, all_of: [13]}",
        "{field: capabilities.effective, only: []}",
        "{field: groups, none_of: [0, 1]}",
        "{field: comm, glob: 'a*'}",
        "{field: cmdline, glob: ['*--privileged*', '[a-z]?']}",
        "{field: container, exists: false}",
        "{some: {field: threads, match: {field: tid, at_least: 1}}}",
        "{field: threads.comm, equals: a}",
        "{field: threads.capabilities.ambient, any_of: [net_raw]}",
      })
  void whatTheReaderTakesTheSchemaTakes(String match) throws PolicyException {
    String yaml = BadPolicies.rule("process", match);
    assertThat(PolicyReader.read("f", yaml.getBytes(UTF_8)).rules()).hasSize(1);
    Schemas.check("policy", json(yaml));
  }

  @Test
  void severitiesKindsAndOperatorsAreThoseOfTheReader() {
    var definitions = Schemas.parse(text()).get("$defs");
    var rule = definitions.get("rule").get("properties");
    assertThat(rule.get("severity").get("enum").values())
        .extracting(each -> each.asString())
        .containsExactly(Stream.of(Severity.values()).map(Severity::word).toArray(String[]::new));
    assertThat(rule.get("kind").get("enum").values())
        .extracting(each -> each.asString())
        .containsExactly(Stream.of(RuleKind.values()).map(RuleKind::word).toArray(String[]::new));
    List<String> keys = new ArrayList<>(OperatorReader.WORDS);
    keys.add(0, "field");
    assertThat(definitions.get("test").get("properties").propertyNames())
        .containsExactlyElementsOf(keys);
  }

  private static String text() {
    try (var in = PolicySchemaTest.class.getResourceAsStream("/schema/policy.json")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
