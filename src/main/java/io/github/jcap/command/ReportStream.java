package io.github.jcap.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Where a report's text goes: gathered, and written in large pieces, since a system call for each
 * row costs more than making the row. A closed pipe is an IOException here, which ends the command.
 */
public final class ReportStream implements Appendable, Flushable {
  private static final int PIECE = 32 * 1024;

  private final PrintStream out;
  private final StringBuilder pending = new StringBuilder(PIECE + 1024);

  /** Gathers for a stream. */
  public ReportStream(PrintStream out) {
    this.out = out;
  }

  @Override
  public ReportStream append(CharSequence text) throws IOException {
    pending.append(text);
    return writeIfFull();
  }

  @Override
  public ReportStream append(CharSequence text, int from, int to) throws IOException {
    pending.append(text, from, to);
    return writeIfFull();
  }

  @Override
  public ReportStream append(char c) throws IOException {
    pending.append(c);
    return writeIfFull();
  }

  private ReportStream writeIfFull() throws IOException {
    if (pending.length() >= PIECE) {
      write();
    }
    return this;
  }

  private void write() throws IOException {
    byte[] bytes = pending.toString().getBytes(UTF_8);
    pending.setLength(0);
    out.write(bytes, 0, bytes.length);
    if (out.checkError()) {
      throw new IOException("standard output is closed");
    }
  }

  @Override
  public void flush() throws IOException {
    write();
  }
}
