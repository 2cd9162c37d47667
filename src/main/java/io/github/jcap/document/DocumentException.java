package io.github.jcap.document;

/** An inventory that cannot be used: what is wrong, where, and what to do. */
public final class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says so in one line.
   *
   * @param message {@code host.json: line 3, column 17: …}; of the document's own text it holds
   *     none, or escaped
   */
  public DocumentException(String message) {
    super(message);
  }
}
