package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import io.github.jcap.fixture.CleanRecords;
import io.github.jcap.fixture.Records;
import io.github.jcap.policy.SchemaFields.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be asked of records, as their schemas have it. */
class SchemaFieldsTest {
  @ParameterizedTest
  @CsvSource({
    "PROCESS, pid, NUMBER, NUMBER",
    "PROCESS, comm, TEXT, TEXT",
    "PROCESS, no_new_privs, FLAG, FLAG",
    "PROCESS, capabilities, OBJECT, OBJECT",
    "PROCESS, capabilities.effective, SET, SET",
    "PROCESS, capabilities.effective.names, LIST, TEXT",
    "PROCESS, groups, LIST, NUMBER",
    "PROCESS, cmdline, LIST, TEXT",
    "PROCESS, threads, LIST, OBJECT",
    "PROCESS, threads.capabilities.ambient, SET, SET",
    "PROCESS, uid.effective, NUMBER, NUMBER",
    "PROCESS, namespaces.net.shared, FLAG, FLAG",
    "PROCESS, namespaces.user.uid_map.outside, NUMBER, NUMBER",
    "PROCESS, label.lsm, TEXT, TEXT",
    "PROCESS, label.low.categories, LIST, TEXT",
    "PROCESS, container.runtime, TEXT, TEXT",
    "THREAD, tid, NUMBER, NUMBER",
    "THREAD, capabilities.permitted, SET, SET",
    "THREAD, process, OBJECT, OBJECT",
    "THREAD, process.capabilities.permitted, SET, SET",
    "SOCKET, reach, TEXT, TEXT",
    "SOCKET, local_port, NUMBER, NUMBER",
    "SOCKET, published.port, NUMBER, NUMBER",
    "SOCKET, owners, LIST, OBJECT",
    "SOCKET, owners.capabilities.effective, SET, SET",
    "SOCKET, dual_stack, FLAG, FLAG",
    "FILE, permitted, SET, SET",
    "FILE, effective, FLAG, FLAG",
    "FILE, revision, NUMBER, NUMBER",
    "FILE, rootid, NUMBER, NUMBER",
    "FILE, setuid, FLAG, FLAG",
    "FILE, oddity, TEXT, TEXT",
    "FILE, notes, LIST, TEXT",
    // Of the host some are in the schema of processes.
    "HOST, kernel, TEXT, TEXT",
    "HOST, lsm.enforcing, FLAG, FLAG",
    "HOST, settings.ptrace_scope, NUMBER, NUMBER",
    "HOST, network_namespaces.ping_group_range.first, NUMBER, NUMBER",
  })
  void aFieldHasTheTypeOfItsSchema(RuleKind kind, String path, FieldType type, FieldType element) {
    assertThat(SchemaFields.of(kind).find(FieldPath.of(path)))
        .get()
        .extracting(Field::type, Field::element)
        .containsExactly(type, element);
  }

  @ParameterizedTest
  @CsvSource({"PROCESS, tid", "SOCKET, exe", "FILE, notes.x", "HOST, pid", "THREAD, process.tid"})
  void aFieldThatTheSchemaDoesNotHaveIsNotFound(RuleKind kind, String path) {
    assertThat(SchemaFields.of(kind).find(FieldPath.of(path))).isEmpty();
  }

  @Test
  void valuesAndPatternsAreKnown() {
    SchemaFields sockets = SchemaFields.of(RuleKind.SOCKET);
    assertThat(sockets.find(FieldPath.of("reach")).orElseThrow().allowed())
        .containsExactly(
            new Value.Text("external"),
            new Value.Text("loopback"),
            new Value.Text("host"),
            new Value.Text("none"));
    assertThat(sockets.find(FieldPath.of("state")).orElseThrow().pattern())
        .isEqualTo("^([A-Z][A-Z0-9_]+|[0-9]+)$");
    SchemaFields files = SchemaFields.of(RuleKind.FILE);
    assertThat(files.find(FieldPath.of("revision")).orElseThrow().allowed())
        .containsExactly(new Value.Num(1), new Value.Num(2), new Value.Num(3));
    assertThat(files.find(FieldPath.of("notes")).orElseThrow().allowed())
        .contains(new Value.Text("unpackaged"));
  }

  @Test
  void everyFieldOfARecordIsInItsSchemaWithItsType() {
    check(SchemaFields.of(RuleKind.PROCESS), CleanRecords.container());
    check(SchemaFields.of(RuleKind.PROCESS), CleanRecords.selinux(CleanRecords.container()));
    check(SchemaFields.of(RuleKind.THREAD), CleanRecords.thread());
    check(SchemaFields.of(RuleKind.SOCKET), CleanRecords.containerSocket());
    check(SchemaFields.of(RuleKind.FILE), CleanRecords.file());
    check(SchemaFields.of(RuleKind.HOST), CleanRecords.host());
  }

  private static void check(SchemaFields fields, Records record) {
    List<String> wrong = new ArrayList<>();
    check(fields.fields(), record.fields(), "", wrong);
    assertThat(wrong).isEmpty();
  }

  private static void check(
      Map<String, Field> fields, Value value, String path, List<String> wrong) {
    if (value instanceof Value.Items items) {
      items.values().forEach(item -> check(fields, item, path, wrong));
    } else if (value instanceof Value.Fields object) {
      object
          .values()
          .forEach(
              (key, each) -> {
                Field field = fields.get(key);
                if (field == null || !holds(field.type(), each)) {
                  wrong.add(path + key);
                } else {
                  check(field.fields(), each, path + key + ".", wrong);
                }
              });
    }
  }

  private static boolean holds(FieldType type, Value value) {
    return value instanceof Value.Unknown
        || switch (type) {
          case SET, OBJECT -> value instanceof Value.Fields;
          case TEXT -> value instanceof Value.Text;
          case NUMBER -> value instanceof Value.Num;
          case FLAG -> value instanceof Value.Flag;
          case LIST -> value instanceof Value.Items;
        };
  }

  @Test
  void pathsAreThoseOfAllLevels() {
    assertThat(SchemaFields.of(RuleKind.SOCKET).paths())
        .startsWith("family", "type", "protocol")
        .contains("owners", "owners.comm", "owners.capabilities.effective", "netns.name")
        .doesNotHaveDuplicates();
  }

  private static Map<String, Field> fields(String schema) throws IOException {
    return SchemaFile.of(new ByteArrayInputStream(schema.getBytes(UTF_8))).fields("thing");
  }

  @Test
  void referencesWithinAFileAndToAnotherAreFollowed() throws IOException {
    Map<String, Field> fields =
        fields(
            """
            {"$defs": {
              "thing": {
                "allOf": [{"$ref": "#/$defs/base"}],
                "properties": {
                  "set": {"$ref": "https://jcap.github.io/schema/1/processes.json#/$defs/set"},
                  "ids": {"anyOf": [{"$ref": "files.json#/$defs/id"}, {"type": "null"}]},
                  "kind": {"const": "thing"},
                  "anything": true}},
              "base": {"properties": {"name": {"type": "string"}, "kind": {"type": "null"}}}}}
            """);
    assertThat(fields).containsOnlyKeys("set", "ids", "kind", "anything", "name");
    assertThat(fields)
        .hasEntrySatisfying("set", set -> assertThat(set.type()).isEqualTo(FieldType.SET))
        .hasEntrySatisfying("ids", ids -> assertThat(ids.type()).isEqualTo(FieldType.NUMBER))
        .hasEntrySatisfying(
            "kind", kind -> assertThat(kind.allowed()).containsExactly(new Value.Text("thing")))
        .hasEntrySatisfying("name", name -> assertThat(name.type()).isEqualTo(FieldType.TEXT));
  }

  @Test
  void aCircleOfReferencesIsAMistakeOfOurs() {
    assertThatIllegalStateException()
        .isThrownBy(() -> fields("{\"$defs\": {\"thing\": {\"$ref\": \"#/$defs/thing\"}}}"))
        .withMessage("a schema refers to itself");
  }
}
