package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Bytes as text, strictly: what is not UTF-8 is refused where it stands. Counts how much was read
 * since the last record began, and refuses one that does not end.
 */
final class Utf8Text extends Reader {
  private static final int PIECE = 16 * 1024;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(PIECE).flip();
  private final long longest;
  private boolean ended;
  private long line = 1;
  private long lineStart;
  private long total;
  private long sinceMark;
  private long markLine = 1;
  private long markColumn = 1;

  /**
   * Reads the text of a stream.
   *
   * @param longest characters of a record
   */
  Utf8Text(InputStream in, long longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Takes note that a record may begin there; what was read ahead is counted to the one before. */
  void mark(long atLine, long atColumn) {
    sinceMark = 0;
    markLine = atLine;
    markColumn = atColumn;
  }

  @Override
  public int read(char[] chars, int from, int count) throws IOException {
    if (sinceMark > longest) {
      throw Refusal.at(
          markLine,
          markColumn,
          "what begins here is longer than " + (longest >> 20) + " MiB",
          "no record of jcap's is; make the inventory again");
    }
    CharBuffer out = CharBuffer.wrap(chars, from, count);
    while (true) {
      CoderResult result = decoder.decode(bytes, out, ended);
      int read = out.position();
      if (read > 0) {
        pass(chars, from, read);
        return read;
      }
      if (result.isError()) {
        throw notUtf8();
      }
      if (result.isOverflow()) {
        return 0;
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private Refusal notUtf8() {
    return isHalf()
        ? Refusal.cut(line, column())
        : Refusal.at(line, column(), "not UTF-8", "jcap's documents are; make or fetch it again");
  }

  /** Whether the last bytes begin a character that the end cuts off. */
  private boolean isHalf() {
    int first = bytes.get(bytes.position()) & 0xff;
    int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    return ended && bytes.remaining() < length;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read > 0) {
      bytes.position(bytes.position() + read);
    }
    ended = read < 0;
    bytes.flip();
  }

  /** {@return whether a place is the very end} */
  boolean endsAt(long offset) {
    return ended && !bytes.hasRemaining() && offset >= total;
  }

  private void pass(char[] chars, int from, int count) throws IOException {
    if (total == 0 && chars[from] == BYTE_ORDER_MARK) {
      throw Refusal.at(
          1, 1, "a byte order mark, which no JSON begins with", "remove the first three bytes");
    }
    sinceMark += count;
    for (int i = 0; i < count; i++) {
      if (chars[from + i] == '\n') {
        line++;
        lineStart = total + i + 1;
      }
    }
    total += count;
  }

  private long column() {
    return total - lineStart + 1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
