package io.github.jcap.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes values of JSON, each no larger than a record of jcap can be. Names and short texts that
 * come again are kept once: every process names the same capabilities.
 */
final class ValueParser {
  /** What one record may cost, in about 40 bytes of memory: 3000 owners of one socket fit. */
  private static final int MOST_COST = 1_000_000;

  private static final int OBJECT_COST = 8;
  private static final int ARRAY_COST = 3;

  private static final int MOST_SHARED = 4096;
  private static final int LONGEST_SHARED = 48;
  private static final double LARGEST = 9.2e18;
  private static final Value UNKNOWN = new Value.Unknown();
  private static final Value YES = new Value.Flag(true);
  private static final Value NO = new Value.Flag(false);

  private final JsonParser json;
  private final Utf8Text text;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Value.Text> texts = new HashMap<>();
  private int cost;

  /** Makes values of what a parser reads from a text. */
  ValueParser(JsonParser json, Utf8Text text) {
    this.json = json;
    this.text = text;
  }

  /** {@return the record that begins at the current token} */
  Value.Fields record(JsonToken token, String of) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw refused(of + " holds what is no object", "make or fetch it again");
    }
    begin();
    Value.Fields record = object();
    begin();
    return record;
  }

  /** {@return the value that begins at the current token; all between two records count as one} */
  Value value() throws IOException {
    return parse(token());
  }

  /** Passes over the record that begins at the current token. */
  void skip() throws IOException {
    begin();
    int depth = 0;
    JsonToken token = token();
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        break;
      }
      token = next();
    }
    begin();
  }

  /** {@return the next token; the document may not end here} */
  JsonToken next() throws IOException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw cut();
    }
    cost +=
        switch (token) {
          case START_OBJECT -> OBJECT_COST;
          case START_ARRAY -> ARRAY_COST;
          default -> 1;
        };
    if (cost > MOST_COST) {
      throw refused(
          "a record of too many values", "no record of jcap's is; make the inventory again");
    }
    return token;
  }

  /**
   * {@return the name of the field that the parser stands on}
   *
   * @param taken those of the same object that were there
   */
  String name(Map<String, ?> taken) throws IOException {
    String name = shared(json.currentName());
    if (taken.containsKey(name)) {
      throw refused("a key that its object has twice", "make or fetch it again");
    }
    return name;
  }

  /** {@return that something is wrong with the current token} */
  Refusal refused(String what, String remedy) {
    JsonLocation location = json.currentTokenLocation();
    return Refusal.at(
        Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), what, remedy);
  }

  /** {@return that the document ends where the parser is} */
  Refusal cut() {
    JsonLocation location = json.currentLocation();
    return Refusal.cut(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private void begin() {
    cost = 0;
    JsonLocation start = json.currentTokenLocation();
    text.mark(start.getLineNr(), start.getColumnNr());
  }

  private JsonToken token() throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw cut();
    }
    return token;
  }

  private Value parse(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(json.getText());
      case VALUE_NUMBER_INT -> number();
      case VALUE_NUMBER_FLOAT -> rounded();
      case VALUE_TRUE -> YES;
      case VALUE_FALSE -> NO;
      case VALUE_NULL -> UNKNOWN;
      default -> throw refused("not JSON", "make or fetch it again");
    };
  }

  private Value.Fields object() throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = name(fields);
      fields.put(name, parse(next()));
    }
    return new Value.Fields(fields);
  }

  private Value.Items array() throws IOException {
    List<Value> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(parse(token));
    }
    return new Value.Items(items);
  }

  private Value.Text text(String value) {
    Value.Text known = texts.get(value);
    if (known != null) {
      return known;
    }
    Value.Text made = new Value.Text(value);
    if (value.length() <= LONGEST_SHARED && texts.size() < MOST_SHARED) {
      texts.put(value, made);
    }
    return made;
  }

  private String shared(String name) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    if (name.length() <= LONGEST_SHARED && names.size() < MOST_SHARED) {
      names.put(name, name);
    }
    return name;
  }

  private Value.Num number() throws IOException {
    JsonParser.NumberType type = json.getNumberType();
    if (type != JsonParser.NumberType.INT && type != JsonParser.NumberType.LONG) {
      throw tooLarge();
    }
    return new Value.Num(json.getLongValue());
  }

  /** Jcap writes whole numbers; another program may have written them 1.0 or 1e3. */
  private Value.Num rounded() throws IOException {
    double value = json.getDoubleValue();
    if (!(Math.abs(value) < LARGEST)) {
      throw tooLarge();
    }
    return new Value.Num(Math.round(value));
  }

  private Refusal tooLarge() {
    return refused("a number of more than 64 bits", "jcap writes none; make or fetch it again");
  }
}
