package io.github.jcap.render;

import io.github.jcap.outcome.Problems;
import java.io.IOException;

/**
 * Writes a report of several lists, one after the other, while its records are made: none is kept.
 * {@link #begin}, then for each list {@link #list} and its {@link #item items}, then {@link #end}.
 */
public interface ListsWriter {
  /**
   * Writes what stands before the lists.
   *
   * @param host where and when, and more of it in {@code ofHost}
   * @param ofHost more fields of the host's object
   * @param head fields beside the host
   */
  void begin(Host host, DocumentWriter.Fields ofHost, DocumentWriter.Fields head)
      throws IOException;

  /**
   * Begins a list; the one before is at its end.
   *
   * @param singular the NDJSON kind of each of its items: {@code process}
   * @param plural the key of the list: {@code processes}
   */
  void list(String singular, String plural) throws IOException;

  /** Writes one item of the list. */
  void item(DocumentWriter.Fields fields) throws IOException;

  /**
   * Writes what stands after the lists.
   *
   * @param tail fields beside the problems
   */
  void end(Problems problems, DocumentWriter.Fields tail) throws IOException;

  /** {@return a writer of one JSON document} */
  static ListsWriter json(Appendable out, String kind) throws IOException {
    return new JsonListsWriter(out, kind);
  }

  /** {@return a writer of one JSON object a line} */
  static ListsWriter ndjson(Appendable out, String kind) {
    return new NdjsonListsWriter(out, kind);
  }
}
