package io.github.jcap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form writes every cell, and what could not be read is never what is not there. */
class FormatTest {
  private static final Host HOST =
      new Host(
          Reading.of("host"),
          Reading.unknown(),
          Reading.absent(),
          Reading.of("id"),
          Reading.of(40),
          "2026-01-02T03:04:05Z");

  private static final List<Cell> CELLS =
      List.of(
          new Cell.Text("a, \"b\""),
          new Cell.Bytes(new ByteString("x\n\u00ff")),
          new Cell.Num(-1),
          new Cell.Flag(true),
          new Cell.Items(List.of("p", "q")),
          new Cell.Items(List.of()),
          new Cell.None(),
          new Cell.Unknown());

  private static final RowType<List<Cell>> TYPE =
      new RowType<>(
          "thing",
          "things",
          columns(),
          List.of("c0", "c7"),
          (json, row) -> {
            Json.text(json, "known", Reading.of("v"));
            Json.text(json, "absent", Reading.absent());
            Json.text(json, "unknown", Reading.unknown());
            Json.number(json, "number", Reading.of(4294967295L));
            Json.flag(json, "flag", Reading.of(false));
            Json.bytes(json, "name", Reading.of(new ByteString("\u00c3\u00a4")));
            Json.bytes(json, "raw", Reading.of(new ByteString("\u00ff")));
            Json.texts(json, "none", List.of());
          });

  /** A column as data. */
  private record Plain<R>(Label label, Function<R, Cell> of) implements Column<R> {
    Plain(String name, int width, Function<R, Cell> of) {
      this(new Label(name, width, ""), of);
    }

    @Override
    public Cell cell(R row) {
      return of.apply(row);
    }
  }

  private static List<Column<List<Cell>>> columns() {
    List<Column<List<Cell>>> columns = new ArrayList<>();
    for (int i = 0; i < CELLS.size(); i++) {
      int at = i;
      columns.add(new Plain<>("c" + i, 0, row -> row.get(at)));
    }
    return columns;
  }

  private static String write(Format format, boolean headers, List<List<Cell>> rows)
      throws IOException {
    Problems problems = new Problems();
    problems.add(Problem.of("read x", Errno.EIO, new ByteString("\u00ff"), ""));
    problems.add(Problem.malformed("read y", "not 0 to 63", ByteString.of("y")));
    StringBuilder out = new StringBuilder();
    ReportWriter<List<Cell>> writer =
        format.writer(out, TYPE, new Layout<>(columns(), headers, true, false));
    writer.begin(HOST);
    for (List<Cell> row : rows) {
      writer.row(row);
    }
    writer.end(problems);
    return out.toString();
  }

  @Test
  void aTableTellsNoneFromUnknownAndIsAsWideAsItsCells() throws IOException {
    assertThat(write(Format.TEXT, true, List.of(CELLS)))
        .isEqualTo(
            """
            c0     c1        c2 c3  c4  c5   c6 c7
            a, "b" x\\x0A\\xFF -1 yes p q none -  ?
            """);
    assertThat(write(Format.TEXT, true, List.of())).isEmpty();
  }

  @Test
  void csvQuotesAsRfc4180AndEndsLinesInLf() throws IOException {
    assertThat(write(Format.CSV, true, List.of(CELLS)))
        .isEqualTo("c0,c1,c2,c3,c4,c5,c6,c7\n\"a, \"\"b\"\"\",x\\x0A\\xFF,-1,yes,p q,,,?\n");
    assertThat(write(Format.CSV, false, List.of())).isEmpty();
    assertThat(write(Format.CSV, true, List.of())).isEqualTo("c0,c1,c2,c3,c4,c5,c6,c7\n");
  }

  @Test
  void jsonLeavesOutWhatIsAbsentAndWritesNullForWhatIsUnknown() throws IOException {
    assertThat(write(Format.NDJSON, true, List.of(CELLS)))
        .isEqualTo(
            "{\"kind\":\"host\",\"schema_version\":1,\"name\":\"host\",\"kernel\":null,"
                + "\"boot_id\":\"id\",\"cap_last_cap\":40,"
                + "\"collected_at\":\"2026-01-02T03:04:05Z\"}\n"
                + "{\"kind\":\"thing\",\"known\":\"v\",\"unknown\":null,\"number\":4294967295,"
                + "\"flag\":false,\"name\":\"ä\",\"raw\":\"\\\\xFF\",\"raw_bytes\":\"/w==\","
                + "\"none\":[]}\n"
                + "{\"kind\":\"end\",\"complete\":false,\"problems\":["
                + "{\"kind\":\"io\",\"operation\":\"read x\",\"errno\":\"EIO\","
                + "\"subject\":\"\\\\xFF\",\"subject_bytes\":\"/w==\",\"count\":1,\"remedy\":\"\"},"
                + "{\"kind\":\"malformed\",\"operation\":\"read y\",\"detail\":\"not 0 to 63\","
                + "\"subject\":\"y\",\"count\":1,\"remedy\":\"\"}]}\n");
  }

  @Test
  void theDocumentHasTheSameWithTheRowsLast() throws IOException {
    assertThat(write(Format.JSON, true, List.of()).replaceAll("\\s", ""))
        .startsWith("{\"schema_version\":1,\"kind\":\"things\",\"host\":{\"name\":\"host\",")
        .contains("\"complete\":false,\"problems\":[{")
        .endsWith("\"things\":[]}");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormIsFoundByItsName(Format format) {
    assertThat(Format.ofName(format.optionName())).contains(format);
    assertThat(Format.ofName(format.name())).isEmpty();
  }

  @Test
  void numbersAreOrderedByValueAndWhatIsNotKnownComesLast() {
    List<Cell> sorted = new ArrayList<>();
    sorted.add(new Cell.Unknown());
    sorted.add(new Cell.Num(10));
    sorted.add(new Cell.None());
    sorted.add(new Cell.Num(9));
    sorted.add(new Cell.Num(-1));
    sorted.sort(Cell.order());
    assertThat(sorted)
        .containsExactly(
            new Cell.Num(-1),
            new Cell.Num(9),
            new Cell.Num(10),
            new Cell.None(),
            new Cell.Unknown());
    Cell last = new Cell.Bytes(new ByteString("\u00ff"));
    assertThat(Cell.order().compare(last, new Cell.Bytes(ByteString.of("z")))).isPositive();
  }

  @Test
  void namesBeyondAsciiDoNotPushTheirRow() throws IOException {
    List<Column<String>> columns =
        List.of(
            new Plain<String>("a", 4, Cell.Text::new),
            new Plain<String>("b", 0, row -> new Cell.Text("|")));
    RowType<String> type = new RowType<>("n", "ns", columns, List.of(), (json, row) -> {});
    StringBuilder out = new StringBuilder();
    ReportWriter<String> writer =
        Format.TEXT.writer(out, type, new Layout<>(columns, false, false, false));
    writer.row("äöü");
    writer.row("abcdefgh");
    writer.row("");
    writer.end(new Problems());
    assertThat(out.toString()).isEqualTo("äöü  |\nabcdefgh |\n     |\n");
  }
}
