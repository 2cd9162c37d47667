package io.github.jcap.socket;

import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table of /proc/net says, line by line: one that is not of the form costs no other.
 *
 * @param sockets in the order of the lines
 * @param malformedLines how many lines could not be read
 * @param firstMalformed what was wrong with the first of them; empty where there is none
 */
record SocketTable(List<Socket> sockets, int malformedLines, String firstMalformed) {
  static final SocketTable EMPTY_FILE =
      new SocketTable(List.of(), 1, "empty: not even a line of names");

  /** Lines are longer than this, so that a list of this many sockets need not grow. */
  private static final int SHORT_LINE = 128;

  /** {@return what a table says; its first line, names of columns, is passed over} */
  static SocketTable parse(byte[] bytes, TableLine line) {
    LineColumns columns = new LineColumns(bytes);
    if (!columns.nextLine()) {
      return EMPTY_FILE;
    }
    List<Socket> sockets = new ArrayList<>(bytes.length / SHORT_LINE);
    int malformed = 0;
    String first = "";
    while (columns.nextLine()) {
      try {
        Socket socket = line.read(columns);
        if (columns.isCut()) { // its last column may be the half of a number
          throw columns.malformed("no end of the line");
        }
        sockets.add(socket);
      } catch (Malformed e) {
        first = malformed == 0 ? String.valueOf(e.getMessage()) : first;
        malformed++;
      }
    }
    return new SocketTable(sockets, malformed, first);
  }
}
