package io.github.jcap.socket;

/** The form of a table's lines. */
interface TableLine {

  /**
   * {@return the socket of a line, whose first column is the next}
   *
   * @throws io.github.jcap.outcome.Malformed where the line is not of the form
   */
  Socket read(LineColumns columns);
}
