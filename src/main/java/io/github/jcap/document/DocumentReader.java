package io.github.jcap.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.jcap.kernel.IoErrors;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads an inventory that a file or a stream holds: JSON or NDJSON, plain or gzip, each told by the
 * content. Record by record: whatever the document is, no more than one record is kept.
 *
 * <p>Others may have made or changed it, so that nothing in it is trusted: a record is at most 16
 * MiB and a million values long, nested 64 deep, a text 1 Mi characters; no key stands twice in its
 * object. What is not whole is refused, wherever it was cut.
 */
public final class DocumentReader implements DocumentSource {
  /** What a command line calls standard input in place of a file. */
  public static final String STANDARD_INPUT = "-";

  private static final long LONGEST_RECORD = 16L << 20;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int LONGEST_NUMBER = 64;
  private static final int DEEPEST = 64;

  /** Names are not kept from one document to the next, and no table of them can be flooded. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_TEXT)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();

  private final String name;
  private final Input input;

  private DocumentReader(String name, Input input) {
    this.name = name;
    this.input = input;
  }

  /** Opens what holds a document. */
  @FunctionalInterface
  private interface Input {
    InputStream open() throws IOException;
  }

  /**
   * {@return the document in a file}
   *
   * @param name how messages call it; safe to show
   */
  public static DocumentSource ofFile(Path path, String name) {
    return new DocumentReader(name, () -> open(path));
  }

  /**
   * {@return the document in a stream, which is read once, and not closed}
   *
   * @param name how messages call it; safe to show
   */
  public static DocumentSource ofStream(String name, InputStream stream) {
    return new DocumentReader(name, () -> new Unclosed(stream));
  }

  private static InputStream open(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    // One that nobody writes to would be waited for, for ever. A shell's <(...) is written to.
    if (attributes.isOther() && !isDescriptor(path)) {
      throw new Refusal("read: no file but a pipe, socket or device; give it as standard input: -");
    }
    return Files.newInputStream(path);
  }

  private static boolean isDescriptor(Path path) {
    return path.startsWith("/dev/fd")
        || path.startsWith("/proc/self/fd")
        || path.equals(Path.of("/dev/stdin"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void read(DocumentSink sink) throws DocumentException {
    try (InputStream in = input.open()) {
      read(in, sink);
    } catch (Refusal e) {
      throw new DocumentException(name + ": " + e.getMessage());
    } catch (IOException e) {
      throw new DocumentException(name + ": read: " + IoErrors.errno(e).name());
    }
  }

  private static void read(InputStream in, DocumentSink sink) throws IOException {
    try (Utf8Text text = new Utf8Text(unpacked(in), LONGEST_RECORD);
        JsonParser json = FACTORY.createParser(text)) {
      try {
        new InventoryParser(json, text, sink).parse();
      } catch (JsonProcessingException e) {
        throw refusal(e, json, text);
      }
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, 2);
    int first = start.read();
    int second = first < 0 ? -1 : start.read();
    if (second >= 0) {
      start.unread(second);
    }
    if (first >= 0) {
      start.unread(first);
    }
    return GzipMembers.isMagic(first, second) ? new GzipMembers(start) : start;
  }

  private static Refusal refusal(JsonProcessingException e, JsonParser json, Utf8Text text) {
    JsonLocation location = e.getLocation() == null ? json.currentLocation() : e.getLocation();
    long line = Math.max(1, location.getLineNr());
    long column = Math.max(1, location.getColumnNr());
    if (e instanceof JsonEOFException || isCut(location, json, text)) {
      return Refusal.cut(line, column);
    }
    if (e instanceof StreamConstraintsException) {
      return Refusal.at(
          line,
          column,
          "a name, text or number that is too long, or too many objects in each other",
          "jcap writes none; make or fetch it again");
    }
    return Refusal.at(
        line, column, "not JSON", "make or fetch it again; jcap inventory --json makes one");
  }

  /** Whether a word or number is wrong only because the document ends in it. */
  private static boolean isCut(JsonLocation location, JsonParser json, Utf8Text text) {
    long offset = Math.max(location.getCharOffset(), json.currentLocation().getCharOffset());
    return !json.getParsingContext().inRoot() && text.endsAt(offset);
  }

  /** A stream that belongs to another. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() {}
  }
}
