package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a table of /proc/net says, line by line: one that is not of the form costs no other.
 *
 * @param sockets in the order of the lines
 * @param malformedLines how many lines could not be read
 * @param firstMalformed what was wrong with the first of them; empty where there is none
 */
record SocketTable(List<Socket> sockets, int malformedLines, String firstMalformed) {

  /** {@return what a table says; its first line, names of columns, is passed over} */
  static SocketTable parse(byte[] bytes, Function<LineColumns, Socket> line) {
    List<Socket> sockets = new ArrayList<>(bytes.length / 128);
    LineColumns columns = new LineColumns(bytes);
    int malformed = 0;
    String first = "";
    if (!columns.nextLine()) {
      return new SocketTable(sockets, 1, "empty: not even a line of names");
    }
    while (columns.nextLine()) {
      try {
        sockets.add(line.apply(columns));
      } catch (Malformed e) {
        first = malformed == 0 ? String.valueOf(e.getMessage()) : first;
        malformed++;
      }
    }
    return new SocketTable(sockets, malformed, first);
  }
}
