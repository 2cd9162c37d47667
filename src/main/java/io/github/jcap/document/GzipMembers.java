package io.github.jcap.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file of any number of members (RFC 1952). Unlike java.util.zip's own, it
 * refuses a member that is cut off anywhere, and whatever follows the last.
 */
final class GzipMembers extends InputStream {
  private static final int PIECE = 16 * 1024;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CRC = 2;
  private static final String AGAIN = "; make or fetch it again";

  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private final byte[] single = new byte[1];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int at;
  private int end;
  private boolean inMember;

  /** Reads the members of a stream. */
  GzipMembers(InputStream in) {
    this.in = in;
  }

  /** {@return whether a file that begins so is of gzip} */
  static boolean isMagic(int first, int second) {
    return first == 0x1f && second == 0x8b;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (inMember || begin()) {
      int read = inflate(bytes, from, count);
      if (read > 0) {
        crc.update(bytes, from, read);
        return read;
      }
      end();
    }
    return -1;
  }

  /** {@return at least one byte; 0 at the end of the member} */
  private int inflate(byte[] bytes, int from, int count) throws IOException {
    try {
      while (true) {
        int read = inflater.inflate(bytes, from, count);
        if (read > 0 || inflater.finished()) {
          return read;
        }
        if (inflater.needsDictionary()) {
          throw damaged();
        }
        if (at == end && !fill()) {
          throw cut();
        }
        inflater.setInput(piece, at, end - at);
        at = end;
      }
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  /** Reads a member's header; tells whether there is one. */
  private boolean begin() throws IOException {
    if (at == end && !fill()) {
      return false;
    }
    if (!isMagic(next(), next()) || next() != 8) {
      throw new Refusal("gzip: what follows is not gzip; one file was put behind another" + AGAIN);
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    return true;
  }

  /** Reads what stands behind a member: the sum and the length of its content. */
  private void end() throws IOException {
    inMember = false;
    at = end - inflater.getRemaining();
    if (number() != crc.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw damaged();
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skipText() throws IOException {
    int next;
    do {
      next = next();
    } while (next != 0);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw cut();
    }
    return piece[at++] & 0xff;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(piece, 0, piece.length));
    return end > 0;
  }

  private static Refusal cut() {
    return new Refusal("gzip: the file ends too early; it was cut off" + AGAIN);
  }

  private static Refusal damaged() {
    return new Refusal("gzip: the file is damaged" + AGAIN);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
