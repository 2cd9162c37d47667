package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no inventory is refused with its place. */
class BadDocumentTest {
  private static final String AGAIN = "make or fetch it again";

  @TempDir Path directory;

  private static String refusal(String document) {
    return Taken.refusal(document.getBytes(UTF_8));
  }

  private static Inventories good() {
    return DocumentReaderTest.small();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty; jcap inventory --json makes one",
        "'  '|empty; jcap inventory --json makes one",
        "[]|line 1, column 1: no JSON object, so no inventory; jcap inventory --json makes one",
        "7|line 1, column 1: no JSON object, so no inventory; jcap inventory --json makes one",
        "hello|line 1, column 1: not JSON; make or fetch it again; jcap inventory --json makes one",
        "{}|line 1, column 2: an object without kind is no inventory; jcap inventory --json makes"
            + " one",
        "{\"kind\":\"processes\"}|line 1, column 9: a report of kind processes, not inventory;"
            + " jcap inventory --json makes one",
        "{\"kind\":\"\u001b[2J\"}|line 1, column 10: not JSON; make or fetch it again; jcap"
            + " inventory --json makes one",
        "{\"kind\":\"\\u001b[2J\"}|line 1, column 9: a report of kind \\x1B[2J, not inventory;"
            + " jcap inventory --json makes one",
        "{\"kind\":7}|line 1, column 9: a kind that is no text; jcap inventory --json makes one",
        "{\"kind\":\"process\",\"pid\":1}|line 1, column 9: the first line is of kind process, not"
            + " host; the beginning is missing; make or fetch it again",
        "{\"kind\":\"end\"}|line 1, column 9: the first line is of kind end, not"
            + " host; the beginning is missing; make or fetch it again",
        "{\"kind\":\"host\",\"name\":\"a\"}|line 1, column 26: a line of the host without"
            + " schema_version; jcap inventory --json makes one",
        "{\"kind\":\"host\",\"schema_version\":1,\"name\":\"a\"}|line 1, column 45: lines of"
            + " another report: the host's has no report \"inventory\"; jcap inventory"
            + " --format=ndjson makes one",
        "{\"kind\":\"host\",\"schema_version\":1,\"report\":\"inventory\"}|line 1, column 55: a"
            + " line of the host without scope; make or fetch it again",
        "{\"schema_version\":2}|line 1, column 19: schema_version 2 was made by a newer jcap; use"
            + " that one, or newer",
        "{\"schema_version\":\"1\"}|line 1, column 19: a schema_version that is no version; make or"
            + " fetch it again",
        "{\"schema_version\":0}|line 1, column 19: a schema_version that is no version; make or"
            + " fetch it again",
        "{\"processes\":{}}|line 1, column 14: processes is no list; make or fetch it again",
        "{\"processes\":null}|line 1, column 14: processes is no list; make or fetch it again",
        "{\"processes\":[7]}|line 1, column 15: processes holds what is no object; make or fetch it"
            + " again",
        "{\"host\":[]}|line 1, column 9: host holds what is no object; make or fetch it again",
        "{\"scope\":{\"files\":[1]}}|line 1, column 22: a scope of files that are no paths; make or"
            + " fetch it again",
        "{\"a\":1,\"a\":1}|line 1, column 8: a key that its object has twice; make or fetch it"
            + " again",
        "{\"processes\":[{\"a\":{\"b\":1,\"b\":2}}]}|line 1, column 27: a key that its object has"
            + " twice; make or fetch it again",
        "{\"a\":9223372036854775808}|line 1, column 6: a number of more than 64 bits; jcap writes"
            + " none; make or fetch it again",
        "{\"a\":1e99}|line 1, column 6: a number of more than 64 bits; jcap writes none; make or"
            + " fetch it again",
        "{\"a\":NaN}|line 1, column 9: not JSON; make or fetch it again; jcap inventory --json"
            + " makes one",
      })
  void isRefusedWithItsPlace(String document, String message) {
    assertThat(refusal(document)).isEqualTo("standard input: " + message);
  }

  @Test
  void whatIsNotUtf8IsRefusedWhereItStands() {
    byte[] document = good().json().getBytes(UTF_8);
    int at = good().json().indexOf("nginx");
    document[at] = (byte) 0xff;
    long line = good().json().substring(0, at).lines().count();
    int column = at - good().json().lastIndexOf('\n', at);
    assertThat(Taken.refusal(document))
        .isEqualTo(
            "standard input: line "
                + line
                + ", column "
                + column
                + ": not UTF-8; jcap's documents are; "
                + AGAIN);
    assertThat(Taken.refusal("{\"a\":\"b\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16)))
        .startsWith("standard input: line 1, column 1: not UTF-8");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(refusal("\ufeff" + good().json()))
        .isEqualTo(
            "standard input: line 1, column 1: a byte order mark, which no JSON begins with;"
                + " remove the first three bytes");
  }

  @Test
  void twoInventoriesInOneFileAreRefused() {
    assertThat(refusal(good().json() + good().json()))
        .contains("something follows the end of the inventory; give one inventory in each file");
    assertThat(refusal(good().ndjson() + good().ndjson()))
        .contains("something follows the end of the inventory; give one inventory in each file");
    String lines = good().ndjson();
    String host = lines.substring(0, lines.indexOf('\n') + 1);
    assertThat(refusal(host + lines))
        .contains("a second inventory begins; give one inventory in each file");
    assertThat(refusal(host + good().json())).contains("a second inventory begins");
  }

  @Test
  void aLineAfterTheEndOrWithoutKindIsRefused() {
    assertThat(refusal(good().ndjson() + "{\"kind\":\"process\",\"pid\":1}\n"))
        .contains("something follows the end");
    assertThat(refusal(good().ndjson().replace("{\"kind\":\"socket\",", "{")))
        .contains("the line before has no kind");
    assertThat(refusal(good().ndjson().replace("{\"kind\":\"end\"", "[]\n{\"kind\":\"end\"")))
        .contains("column 1: the file holds what is no object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema_version", "host", "scope", "parts", "complete", "problems"})
  void aDocumentWithoutAPartOfItsFormIsRefused(String key) {
    String document = good().json().replace("\"" + key + "\"", "\"other\"");
    assertThat(refusal(document)).contains("an object without " + key + " is no inventory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"complete\" : true,%n  \"problems\"|\"complete\" : 1,%n  \"problems\"|"
            + "an end that does not say whether it is complete",
        "\"problems\" : [ ]|\"problems\" : {}|an end without a list of problems",
        "\"parts\" : {|\"parts\" : 1, \"x\" : {|an end without parts",
        "\"all_found\"|\"found\"|parts.host without count, complete and all_found",
      })
  void anEndOfAnotherFormIsRefused(String from, String to, String message) {
    String document = good().json();
    String changed = document.replace(from.replace("%n", "\n"), to.replace("%n", "\n"));
    assertThat(changed).isNotEqualTo(document);
    assertThat(refusal(changed)).contains(message);
  }

  @Test
  void recordsThatWereTakenOutMakeTheirPartIncomplete() throws DocumentException {
    String lines =
        good()
            .ndjson()
            .lines()
            .filter(line -> !line.contains("/usr/bin/bash"))
            .reduce("", (all, line) -> all + line + "\n");
    End end = Taken.of(lines.getBytes(UTF_8)).end.orElseThrow();
    assertThat(end.complete()).isFalse();
    assertThat(end.parts().get(ItemKind.PROCESS)).isEqualTo(new End.Part(1, false, false));
    assertThat(end.allFound(ItemKind.SOCKET)).isTrue();
    assertThat(end.problems())
        .containsExactly(
            "processes: 1 records where the inventory says 2; it was edited, or is damaged");
  }

  @Test
  void whatANewerJcapAddedIsPassedOverAndSaid() throws DocumentException {
    String timer = "{\"kind\":\"timer\",\"deep\":[[{\"a\":1}]]}\n";
    String lines =
        good().ndjson().replace("{\"kind\":\"end\"", timer + timer + "{\"kind\":\"end\"");
    Taken taken = Taken.of(lines.getBytes(UTF_8));
    assertThat(taken.items).hasSize(5);
    assertThat(taken.end.orElseThrow().complete()).isTrue();
    assertThat(taken.end.orElseThrow().problems())
        .containsExactly(
            "2 records of kind timer, which this jcap does not know; a newer one does");
    String json =
        good()
            .json()
            .replace("\"parts\" :", "\"timers\" : [{\"a\":[]}, 7], \"new\": 1, \"parts\" :");
    assertThat(Taken.of(json.getBytes(UTF_8)).end.orElseThrow().problems())
        .containsExactly(
            "2 records of kind timers, which this jcap does not know; a newer one does");
  }

  @Test
  void numbersThatAreWholeInAnotherSpellingAreTaken() throws DocumentException {
    String json = good().json().replace("\"pid\" : 8", "\"pid\" : 8.0, \"load\" : 0.4");
    Value.Fields process = Taken.of(json.getBytes(UTF_8)).items(ItemKind.PROCESS).get(1);
    assertThat(process.values())
        .containsEntry("pid", new Value.Num(8))
        .containsEntry("load", new Value.Num(0));
  }

  private static String refusalOf(Path file) {
    try {
      DocumentReader.ofFile(file, file.toString()).read(new Taken());
      return "";
    } catch (DocumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aFileThatCannotBeReadIsRefusedByTheNameOfTheErrno() throws IOException {
    Path missing = directory.resolve("none.json");
    assertThat(refusalOf(missing)).isEqualTo(missing + ": read: ENOENT");
    assertThat(refusalOf(directory)).isEqualTo(directory + ": read: EISDIR");
    Path file = Files.writeString(directory.resolve("file"), "{}");
    assertThat(refusalOf(file.resolve("x"))).isEqualTo(file + "/x: read: ENOTDIR");
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThat(refusalOf(loop)).isEqualTo(loop + ": read: ELOOP");
    assertThat(refusalOf(Path.of("/dev/zero")))
        .isEqualTo(
            "/dev/zero: read: no file but a pipe, socket or device; give it as standard input: -");
  }

  @Test
  void aPipeThatNobodyWritesToIsNotWaitedFor() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(refusalOf(fifo)).contains("no file but a pipe");
  }

  @Test
  void anErrorWhileReadingIsRefused() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public int read(byte[] bytes, int from, int count) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThat(Taken.refusalOf(DocumentReader.ofStream("standard input", broken)))
        .isEqualTo("standard input: read: EIO");
  }

  @Test
  void recordsOfAKindThatIsLeftOutOfPartsAreNoWholePart() throws DocumentException {
    String json = good().json();
    int from = json.indexOf("\"files\" : {");
    String without = json.substring(0, from) + "\"other\" : {" + json.substring(from + 11);
    End end = Taken.of(without.getBytes(UTF_8)).end.orElseThrow();
    assertThat(end.allFound(ItemKind.FILE)).isFalse();
    assertThat(end.complete()).isFalse();
    assertThat(InventoryRecord.file("/x").kind()).isEqualTo(ItemKind.FILE);
  }
}
