package io.github.jcap.command;

import io.github.jcap.document.DocumentException;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;
import io.github.jcap.kernel.RawPath;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * The inventories that a line names: files, {@code -} for standard input, and {@code now}, the host
 * as it is.
 *
 * @param live collects that
 * @param input opened where the line names it
 */
public record InventorySources(LiveInventory live, Supplier<InputStream> input, Session session) {

  /** {@return how messages call what an argument names; safe to show} */
  public static String name(String argument) {
    return argument.equals(DocumentReader.STANDARD_INPUT)
        ? "standard input"
        : RawPath.bytes(argument).escaped();
  }

  /**
   * {@return what an argument names}
   *
   * @param scope which files are searched for {@code now}
   */
  public DocumentSource of(String argument, Scope scope) {
    if (argument.equals(LiveInventory.NAME)) {
      return live.of(session, scope);
    }
    return argument.equals(DocumentReader.STANDARD_INPUT)
        ? DocumentReader.ofStream(name(argument), input.get())
        : DocumentReader.ofFile(RawPath.path(argument), name(argument));
  }

  /**
   * Reads all of one.
   *
   * @throws CommandException where it cannot be read whole
   */
  public static void read(DocumentSource source, DocumentSink sink) {
    try {
      source.read(sink);
    } catch (DocumentException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
