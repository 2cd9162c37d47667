package io.github.jcap.command;

import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One line on the terminal behind standard error that says how far a long command is: written after
 * a second, rewritten while it lasts, gone at the end and on Ctrl-C. In a pipe or a log there is
 * none.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int FIRST_AFTER_MILLIS = 1000;
  private static final int EVERY_MILLIS = 200;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final int columns;
  private final Supplier<String> text;
  private final Thread writer;
  private final Thread atExit;
  private boolean drawn;
  private boolean closed;

  private ProgressLine(PrintStream err, int columns, Supplier<String> text) {
    this.err = err;
    this.columns = columns;
    this.text = text;
    writer = new Thread(this::write, "progress");
    writer.setDaemon(true);
    atExit = new Thread(this::stop, "progress ends");
  }

  /**
   * {@return a line that is kept up to date until it is closed; where standard error is no terminal
   * it is never written}
   *
   * @param text says how far it is; safe to show, and cut where the terminal ends
   */
  public static ProgressLine start(Session session, Supplier<String> text) {
    OptionalInt columns = session.terminalColumns().apply(2);
    ProgressLine line = new ProgressLine(session.err(), columns.orElse(0), text);
    if (columns.isPresent()) {
      session.report().beforeWriting(line::erase);
      Runtime.getRuntime().addShutdownHook(line.atExit);
      line.writer.start();
    }
    return line;
  }

  private void write() {
    try {
      Thread.sleep(FIRST_AFTER_MILLIS);
      while (draw()) {
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean draw() {
    if (!closed) {
      String line = text.get();
      int end = Math.min(line.codePointCount(0, line.length()), Math.max(columns - 1, 0));
      err.print("\r" + line.substring(0, line.offsetByCodePoints(0, end)) + "\u001b[K");
      err.flush();
      drawn = true;
    }
    return !closed;
  }

  private synchronized void erase() {
    if (drawn) {
      err.print(ERASE);
      err.flush();
      drawn = false;
    }
  }

  private synchronized void stop() {
    closed = true;
    erase();
  }

  @Override
  public void close() {
    if (columns > 0) {
      stop();
      writer.interrupt();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // The JVM is ending already: the hook has nothing left to do.
      }
    }
  }
}
