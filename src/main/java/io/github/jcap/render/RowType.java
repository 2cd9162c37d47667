package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a report are shown in every form.
 *
 * @param singular the NDJSON kind: {@code process}
 * @param plural the JSON kind and its key: {@code processes}
 * @param columns all columns, in the order they are listed
 * @param shown the names of those shown unless {@code -o} says otherwise
 * @param mirrored whether these are a mirrored table, which keeps its widths
 * @param json writes the fields of a row's JSON object
 */
public record RowType<R>(
    String singular,
    String plural,
    List<? extends Column<R>> columns,
    List<String> shown,
    boolean mirrored,
    JsonFields<R> json) {

  /** A row type that shows a mirrored table unless told otherwise. */
  public RowType(
      String singular,
      String plural,
      List<? extends Column<R>> columns,
      List<String> shown,
      JsonFields<R> json) {
    this(singular, plural, columns, shown, true, json);
  }

  /** {@return the same with a column shown left of all others} */
  public RowType<R> withFirst(String column) {
    List<String> names = new ArrayList<>();
    names.add(column);
    names.addAll(shown);
    return new RowType<>(singular, plural, columns, names, false, json);
  }

  /** {@return the same with a column shown right of all others} */
  public RowType<R> withLast(String column) {
    List<String> names = new ArrayList<>(shown);
    names.add(column);
    return new RowType<>(singular, plural, columns, names, false, json);
  }

  /** Writes the fields of one row into an object that is open. */
  @FunctionalInterface
  public interface JsonFields<R> {
    /** Writes them. */
    void write(JsonGenerator json, R row) throws IOException;
  }

  /** {@return the column of that name} */
  public Optional<Column<R>> column(String name) {
    for (Column<R> column : columns) {
      if (column.column().equals(name)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /** {@return the columns of those names, in that order; each must exist} */
  public List<Column<R>> columns(List<String> names) {
    List<Column<R>> chosen = new ArrayList<>(names.size());
    for (String name : names) {
      chosen.add(column(name).orElseThrow());
    }
    return chosen;
  }

  /** {@return the names of all columns} */
  public List<String> columnNames() {
    List<String> names = new ArrayList<>(columns.size());
    for (Column<R> column : columns) {
      names.add(column.column());
    }
    return names;
  }
}
