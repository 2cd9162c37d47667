package io.github.jcap.command.decode;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream, one after the other; of one that is too long no more than that is kept.
 */
final class InputLines {
  private static final int PIECE = 8 * 1024;

  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private int at;
  private int end;

  InputLines(InputStream in) {
    this.in = in;
  }

  /** The stream cannot be read: told apart from a report that cannot be written. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    Unreadable(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    /** {@return why} */
    IOException reason() {
      return reason;
    }
  }

  /** Gives each line, as it comes, without what ends it. */
  void into(Lines lines) throws IOException {
    byte[] line = new byte[Lines.LONGEST + 1];
    int length = 0;
    boolean begun = false;
    for (int next = read(); next >= 0; next = read()) {
      begun = next != '\n';
      if (next == '\n') {
        lines.line(ByteString.of(line, 0, length));
        length = 0;
      } else if (length < line.length) {
        line[length++] = (byte) next;
      }
    }
    if (begun) {
      lines.line(ByteString.of(line, 0, length));
    }
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      try {
        end = in.read(piece);
      } catch (IOException e) {
        throw new Unreadable(e);
      }
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return piece[at++] & 0xff;
  }
}
