package io.github.jcap.document;

/** Where an inventory comes from: a file, standard input, or the host as it is now. */
public interface DocumentSource {
  /** {@return how messages call it: the path, {@code standard input}, {@code now}} */
  String name();

  /**
   * Reads all of it.
   *
   * @throws DocumentException where it cannot be read, is no inventory, or was cut off
   */
  void read(DocumentSink sink) throws DocumentException;
}
