package io.github.jcap.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The few fields that jcap wants of other programs' JSON, as it streams by: what is not wanted is
 * not kept, however much it is. What is not JSON, or not of the form, is {@link Malformed}; the
 * message has none of the text, which others have chosen.
 */
final class JsonFields {
  /** The longest text that is taken for a name. */
  private static final int LONGEST = 4096;

  /** Of a table, more than any host has containers. */
  private static final int MOST = 20_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build())
          .build();

  private JsonFields() {}

  /** Reads a document, standing on its first token. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(JsonParser json) throws IOException;
  }

  /** {@return those wanted fields of the document's object that are there} */
  static Map<String, ByteString> ofObject(InputStream in, Set<String> wanted) throws IOException {
    return read(in, json -> fields(json, wanted));
  }

  /** {@return those wanted fields that are there in the object that is a field of the document} */
  static Map<String, ByteString> ofInner(InputStream in, String object, Set<String> wanted)
      throws IOException {
    return read(
        in,
        json -> {
          expect(json, JsonToken.START_OBJECT);
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(object);
            json.nextToken();
            if (found && json.currentToken() != JsonToken.VALUE_NULL) {
              return fields(json, wanted);
            }
            json.skipChildren();
          }
          expect(json, JsonToken.END_OBJECT);
          return Map.of();
        });
  }

  /**
   * {@return of each object of an array the first of a field's texts, by the text of another field}
   *
   * @param key a field that is a text; an object without it is passed over
   * @param values a field that is an array of texts
   */
  static Map<ByteString, ByteString> ofArray(InputStream in, String key, String values)
      throws IOException {
    return read(
        in,
        json -> {
          Map<ByteString, ByteString> table = new HashMap<>();
          expect(json, JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.START_OBJECT) {
            addRow(json, key, values, table);
            if (table.size() > MOST) {
              throw new Malformed("more than " + MOST + " containers");
            }
          }
          expect(json, JsonToken.END_ARRAY);
          return table;
        });
  }

  private static void addRow(
      JsonParser json, String key, String values, Map<ByteString, ByteString> table)
      throws IOException {
    String id = "";
    String first = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(key)) {
        expect(json, JsonToken.VALUE_STRING);
        id = json.getText();
      } else if (name.equals(values) && json.currentToken() == JsonToken.START_ARRAY) {
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          first = json.getText();
        }
        while (json.currentToken() != null && json.currentToken() != JsonToken.END_ARRAY) {
          json.skipChildren();
          json.nextToken();
        }
      } else {
        json.skipChildren();
      }
    }
    expect(json, JsonToken.END_OBJECT);
    if (!id.isEmpty() && !first.isEmpty()) {
      table.put(ByteString.of(id), ByteString.of(first));
    }
  }

  private static Map<String, ByteString> fields(JsonParser json, Set<String> wanted)
      throws IOException {
    Map<String, ByteString> fields = new HashMap<>();
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (wanted.contains(name)) {
        expect(json, JsonToken.VALUE_STRING);
        fields.put(name, ByteString.of(json.getText()));
      } else {
        json.skipChildren();
      }
    }
    expect(json, JsonToken.END_OBJECT);
    return fields;
  }

  private static <T> T read(InputStream in, Reader<T> reader) throws IOException {
    // Jackson's own decoder would replace what is not UTF-8, or keep a table of all names.
    CharsetDecoder strict = UTF_8.newDecoder();
    try (JsonParser json = FACTORY.createParser(new InputStreamReader(in, strict))) {
      json.nextToken();
      return reader.read(json);
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new Malformed("not JSON");
    }
  }

  private static void expect(JsonParser json, JsonToken token) {
    if (json.currentToken() != token) {
      throw new Malformed("not JSON of the expected form");
    }
  }
}
