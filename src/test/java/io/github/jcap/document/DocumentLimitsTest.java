package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Inventories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is larger than any inventory is refused before it costs much. */
class DocumentLimitsTest {
  private static String refusal(String document) {
    return Taken.refusal(document.getBytes(UTF_8));
  }

  private static Inventories good() {
    return DocumentReaderTest.small();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(70) + "]".repeat(70);
    String json = good().json().replace("\"pid\" : 8", "\"pid\" : 8, \"deep\" : " + deep);
    assertThat(refusal(json)).contains("too many objects in each other; jcap writes none");
    String allowed = json.replace(deep, "[".repeat(50) + "]".repeat(50));
    assertThat(refusal(allowed)).isEmpty();
    assertThat(refusal("[".repeat(100_000))).startsWith("standard input: line 1, column 1: ");
    assertThat(refusal("{\"a\":".repeat(100_000))).contains("too many objects in each other");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1000, 1_000_000})
  void aLongNumberIsRefused(int digits) {
    assertThat(refusal("{\"a\":" + "1".repeat(digits) + "}")).contains("number");
  }

  /** Endless, with whatever a document may be blown up by. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "x", "[],", "{\"a\":1},", "\"CAP_CHOWN\","})
  void whatDoesNotEndIsRefusedAfterLittleWasRead(String piece) throws IOException {
    String text = good().json();
    int at = text.indexOf("\"pid\" : 8");
    for (String start :
        List.of(
            "{\"a\":[",
            text.substring(0, at) + "\"a\":\"",
            good().ndjson().substring(0, good().ndjson().indexOf("{\"kind\":\"end\"")))) {
      Repeated endless = new Repeated(piece.repeat(1000).getBytes(UTF_8), 1 << 30);
      InputStream in =
          new SequenceInputStream(new ByteArrayInputStream(start.getBytes(UTF_8)), endless);
      Taken taken = new Taken();
      String message = "";
      try {
        DocumentReader.ofStream("standard input", in).read(taken);
      } catch (DocumentException e) {
        message = String.valueOf(e.getMessage());
      }
      assertThat(message).as(start + " " + piece).startsWith("standard input: line ");
      assertThat(endless.given).isLessThan((17 << 20));
    }
  }

  /** Gives the same bytes again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] piece;
    private final long length;
    private long given;

    Repeated(byte[] piece, long length) {
      this.piece = piece;
      this.length = length;
    }

    @Override
    public int read() {
      return given == length ? -1 : piece[(int) (given++ % piece.length)];
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      if (given == length) {
        return -1;
      }
      int at = (int) (given % piece.length);
      int read = (int) Math.min(Math.min(count, piece.length - at), length - given);
      System.arraycopy(piece, at, bytes, from, read);
      given += read;
      return read;
    }
  }

  @Test
  void aBombOfGzipIsRefusedToo() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      out.write("{\"a\":".getBytes(UTF_8));
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 100; i++) {
        out.write(blanks);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    assertThat(Taken.refusal(bomb.toByteArray()))
        .isEqualTo(
            "standard input: line 1, column 1: what begins here is longer than 16 MiB; no record"
                + " of jcap's is; make the inventory again");
  }

  @Test
  void aTextOfMoreThanAMillionCharactersIsRefused() {
    String json = good().json().replace("/usr/bin/bash", "x".repeat((1 << 20) + 1));
    assertThat(refusal(json)).contains("a name, text or number that is too long");
  }

  @Test
  void aHundredThousandRecordsNeedNoMoreThanOne() throws DocumentException {
    StringBuilder lines = new StringBuilder();
    String text = good().ndjson();
    String record = text.lines().filter(line -> line.contains("bash")).findFirst().orElseThrow();
    byte[] line = (record + "\n").getBytes(UTF_8);
    lines.append(text, 0, text.indexOf('\n') + 1);
    InputStream many = new Repeated(line, 100_000L * line.length);
    String end = text.substring(text.indexOf("{\"kind\":\"end\""));
    InputStream in =
        new SequenceInputStream(
            new SequenceInputStream(
                new ByteArrayInputStream(lines.toString().getBytes(UTF_8)), many),
            new ByteArrayInputStream(end.getBytes(UTF_8)));
    int[] seen = new int[1];
    DocumentReader.ofStream("standard input", in)
        .read(
            new DocumentSink() {
              @Override
              public void scope(Scope scope) {}

              @Override
              public void item(ItemKind kind, Value.Fields fields) {
                seen[0]++;
              }

              @Override
              public void end(End last) {
                assertThat(last.parts().get(ItemKind.PROCESS))
                    .isEqualTo(new End.Part(100_000, false, false));
              }
            });
    assertThat(seen[0]).isEqualTo(100_001);
  }
}
