package io.github.jcap.command.check;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.LiveInventory;
import io.github.jcap.command.Session;
import io.github.jcap.document.DocumentException;
import io.github.jcap.document.DocumentReader;
import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.kernel.RawPath;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** The inventories that a line names: files, standard input, and the host as it is now. */
record Sources(LiveInventory live, Supplier<InputStream> input, Session session) {
  static final String STANDARD_INPUT = "-";

  /**
   * {@return what an argument names}
   *
   * @param policies whose rules say whether files are searched for {@code now}, which takes longest
   */
  DocumentSource of(String argument, Policies policies) {
    if (argument.equals(LiveInventory.NAME)) {
      boolean needsFiles = !policies.needing(ItemKind.FILE).isEmpty();
      return live.of(session, needsFiles ? Scope.ALL : new Scope(List.of()));
    }
    return argument.equals(STANDARD_INPUT)
        ? DocumentReader.ofStream("standard input", input.get())
        : DocumentReader.ofFile(RawPath.path(argument), RawPath.bytes(argument).escaped());
  }

  /**
   * Reads all of one.
   *
   * @throws CommandException where it cannot be read whole
   */
  static void read(DocumentSource source, DocumentSink sink) {
    try {
      source.read(sink);
    } catch (DocumentException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
  }
}
