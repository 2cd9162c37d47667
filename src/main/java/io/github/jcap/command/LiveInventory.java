package io.github.jcap.command;

import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;

/** Makes an inventory of the host as it is now, for a command that compares or judges it. */
@FunctionalInterface
public interface LiveInventory {
  /** What a command line calls it in place of a file. */
  String NAME = "now";

  /**
   * {@return the host, collected when it is read}
   *
   * @param session what it runs in; problems go into its {@link
   *     io.github.jcap.document.DocumentSink#end end} alone
   * @param scope which files
   */
  DocumentSource of(Session session, Scope scope);
}
