package io.github.jcap.render;

/**
 * One column of a row type: the one place from which headers, {@code -o}, {@code --list-columns},
 * {@code --sort} and CSV come. A row type's columns are the constants of an enum, whose {@link
 * #cell} is one switch: a lambda for each would cost a fifth of a millisecond at every start.
 *
 * @param <R> the row
 */
public interface Column<R> {
  /** {@return as {@code -o} and the header write it} */
  String column();

  /** {@return what stands on top of a mirrored table; nearly always the name} */
  default String heading() {
    return column();
  }

  /** {@return the least width in a table; 0 for as wide as its cells} */
  int width();

  /** {@return one line of meaning} */
  String help();

  /** {@return what stands there for a row} */
  Cell cell(R row);
}
