package io.github.jcap.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.jcap.document.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small JSON file of our own, whole. What others write is streamed, elsewhere. */
final class JsonValues {
  private JsonValues() {}

  /**
   * {@return the object in a file}
   *
   * @throws IOException where it is not JSON
   */
  static Value.Fields read(InputStream in) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      return fields(parser);
    }
  }

  private static Value value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return fields(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Value> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(value(parser));
      }
      return new Value.Items(values);
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return new Value.Num(parser.getLongValue());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return new Value.Flag(token == JsonToken.VALUE_TRUE);
    }
    return token == JsonToken.VALUE_NULL ? new Value.Unknown() : new Value.Text(parser.getText());
  }

  private static Value.Fields fields(JsonParser parser) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      values.put(key, value(parser));
    }
    return new Value.Fields(values);
  }
}
