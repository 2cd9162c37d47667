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
  private Runnable beforeWriting = () -> {};

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

  /** Runs something before each piece is written: what else is on the terminal makes room. */
  void beforeWriting(Runnable action) {
    beforeWriting = action;
  }

  /** Whole lines, so that a terminal's cursor is at the start of one. */
  private ReportStream writeIfFull() throws IOException {
    if (pending.length() >= PIECE) {
      int lines = pending.lastIndexOf("\n") + 1;
      write(lines == 0 ? pending.length() : lines);
    }
    return this;
  }

  private void write(int length) throws IOException {
    beforeWriting.run();
    byte[] bytes = pending.substring(0, length).getBytes(UTF_8);
    pending.delete(0, length);
    out.write(bytes, 0, bytes.length);
    if (out.checkError()) {
      throw new IOException("standard output is closed");
    }
  }

  @Override
  public void flush() throws IOException {
    write(pending.length());
  }
}
