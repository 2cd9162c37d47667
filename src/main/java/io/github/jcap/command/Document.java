package io.github.jcap.command;

import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.render.Format;
import io.github.jcap.render.Host;
import java.io.IOException;

/** Prints a report that is one thing and no list of rows: as text, JSON or NDJSON. */
public final class Document {
  private final Session session;
  private final Format format;
  private final DocumentWriter writer;

  /**
   * Checks the options before anything is read.
   *
   * @param kind the JSON kind: {@code execve}
   * @throws CommandException for an unknown form, and for CSV, which is of rows
   */
  public Document(Session session, ReportOptions options, String kind) {
    this.session = session;
    this.format = options.format();
    this.writer = new DocumentWriter(kind);
    if (format == Format.CSV) {
      throw CommandException.usage(
          "--format=csv is for lists; this is one thing: text, json, ndjson");
    }
  }

  /** Writes the text form. */
  @FunctionalInterface
  public interface Text {
    /** Writes it. */
    void write(Appendable out) throws IOException;
  }

  /**
   * Prints it; what could not be learned is then said by {@link Report#end}.
   *
   * @param proc the tree that says which host it is
   */
  public void print(ProcRoot proc, Text text, DocumentWriter.Fields fields) throws IOException {
    switch (format) {
      case JSON -> writer.json(session.report(), host(proc), session.problems(), fields);
      case NDJSON -> writer.ndjson(session.report(), host(proc), session.problems(), fields);
      case TEXT, CSV -> text.write(session.report());
    }
  }

  private Host host(ProcRoot proc) {
    return ReportHost.of(proc, session);
  }
}
