package io.github.jcap.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Lays JSON out so that each field of the document, each field of the host and each item of a list
 * has a line, and what is deeper has none of its own.
 */
final class LinePrinter implements PrettyPrinter {
  /** How deep the items of a list are. */
  private static final int ITEMS = 2;

  private int depth;

  private void line(JsonGenerator json) throws IOException {
    if (depth <= ITEMS) {
      json.writeRaw('\n');
      json.writeRaw("  ".repeat(depth));
    }
  }

  private void open(JsonGenerator json, char bracket) throws IOException {
    json.writeRaw(bracket);
    depth++;
  }

  private void next(JsonGenerator json) throws IOException {
    json.writeRaw(depth > ITEMS ? ", " : ",");
    line(json);
  }

  private void close(JsonGenerator json, int count, char bracket) throws IOException {
    boolean indented = depth <= ITEMS && count > 0;
    depth--;
    if (indented) {
      line(json);
    }
    json.writeRaw(bracket);
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {}

  @Override
  public void writeStartObject(JsonGenerator json) throws IOException {
    open(json, '{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    line(json);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    next(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int count) throws IOException {
    close(json, count, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) throws IOException {
    open(json, '[');
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    line(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    next(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int count) throws IOException {
    close(json, count, ']');
  }
}
