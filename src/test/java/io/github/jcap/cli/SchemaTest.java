package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code jcap schema}. */
class SchemaTest {
  private static List<String> kinds() {
    return Cli.jcap().run("schema").out().lines().toList();
  }

  @Test
  void everyFileIsListedAndEveryNameHasAFile() throws IOException {
    Path directory = Path.of(System.getProperty("jcap.project", ""), "src/main/resources/schema");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(kinds());
    }
  }

  @Test
  void everySchemaIsOf2020AndOfVersion1() {
    for (String kind : kinds()) {
      Cli.Result result = Cli.jcap().run("schema", kind);
      assertThat(result.code()).isZero();
      JsonNode schema = Schemas.parse(result.out());
      assertThat(schema.get("$schema").asString())
          .isEqualTo("https://json-schema.org/draft/2020-12/schema");
      assertThat(schema.get("$id").asString()).endsWith("/schema/1/" + kind + ".json");
    }
  }

  /** So that a green JSON test means something. */
  @Test
  void aReportWithAFieldTooManyOrTooFewIsRefused() {
    String line = "{\"kind\":\"end\",\"complete\":true,\"problems\":[]}";
    Schemas.check("processes", line);
    for (String wrong :
        List.of(
            line.replace("true", "\"yes\""),
            line.replace(",\"problems\":[]", ""),
            line.replace("}", ",\"more\":1}"),
            "{\"kind\":\"process\",\"pid\":1}")) {
      assertThat(refused(wrong)).as(wrong).isTrue();
    }
  }

  private static boolean refused(String json) {
    try {
      Schemas.check("processes", json);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
