package io.github.jcap.render;

/**
 * One column of a row type: the one place from which headers, {@code -o}, {@code --list-columns},
 * {@code --sort} and CSV come. A row type's columns are the constants of an enum, whose {@link
 * #cell} is one switch: a lambda for each would cost a fifth of a millisecond at every start.
 *
 * @param <R> the row
 */
public interface Column<R> {

  /**
   * What a column is called, and how it is laid out.
   *
   * @param name as {@code -o} and the header write it
   * @param width the least width in a table; 0 for as wide as its cells
   * @param help one line of meaning
   */
  record Label(String name, int width, String help) {}

  /** {@return its name, width and meaning} */
  Label label();

  /** {@return as {@code -o} and the header write it} */
  default String column() {
    return label().name();
  }

  /** {@return what stands on top of a mirrored table; nearly always the name} */
  default String heading() {
    return column();
  }

  /** {@return the least width in a table; 0 for as wide as its cells} */
  default int width() {
    return label().width();
  }

  /** {@return one line of meaning} */
  default String help() {
    return label().help();
  }

  /** {@return what stands there for a row} */
  Cell cell(R row);
}
