package io.github.jcap.policy;

import io.github.jcap.document.Value;
import io.github.jcap.policy.SchemaFields.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One JSON Schema of jcap's, and what its definitions say of fields. Understood is what these
 * schemas use: {@code type}, {@code properties}, {@code items}, {@code enum}, {@code const}, {@code
 * pattern}, {@code allOf}, {@code anyOf}, {@code oneOf}, and {@code $ref} within a file or to
 * another by its name.
 */
final class SchemaFile {
  /** References within each other; more is a circle, which no record of jcap's has. */
  private static final int DEEPEST = 32;

  private static final String SUFFIX = ".json";

  private final Map<String, SchemaFile> files;
  private final Value.Fields root;

  private SchemaFile(Map<String, SchemaFile> files, Value.Fields root) {
    this.files = files;
    this.root = root;
  }

  /** {@return the schema of that name: {@code processes}} */
  static SchemaFile ofResource(String name) {
    return load(name, new LinkedHashMap<>());
  }

  /** Of files that refer to each other each is read once. */
  private static SchemaFile load(String name, Map<String, SchemaFile> files) {
    SchemaFile known = files.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = SchemaFile.class.getResourceAsStream("/schema/" + name + SUFFIX)) {
      if (in == null) {
        throw new IllegalStateException("no schema of " + name);
      }
      SchemaFile file = new SchemaFile(files, JsonValues.read(in));
      files.put(name, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the schema in a JSON text, for a test} */
  static SchemaFile of(InputStream json) throws IOException {
    return new SchemaFile(new LinkedHashMap<>(), JsonValues.read(json));
  }

  /** {@return the fields of what {@code $defs} has under a name} */
  Map<String, Field> fields(String definition) {
    return read(at("/$defs/" + definition), 0).fields;
  }

  /** What the parts of a schema say together. */
  private static final class Facts {
    private final Set<String> types = new LinkedHashSet<>();
    private final List<Value> allowed = new ArrayList<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private String pattern = "";
    private FieldType element = FieldType.OBJECT;

    void add(Facts other) {
      types.addAll(other.types);
      allowed.addAll(other.allowed);
      other.fields.forEach(fields::putIfAbsent);
      pattern = pattern.isEmpty() ? other.pattern : pattern;
      element = other.types.contains("array") ? other.element : element;
    }

    Field field() {
      FieldType type = type();
      return new Field(type, type == FieldType.LIST ? element : type, allowed, pattern, fields);
    }

    private FieldType type() {
      if (types.contains("array")) {
        return FieldType.LIST;
      }
      if (types.contains("object") || !fields.isEmpty()) {
        return fields.containsKey("mask") && fields.containsKey("names")
            ? FieldType.SET
            : FieldType.OBJECT;
      }
      if (types.contains("boolean")) {
        return FieldType.FLAG;
      }
      return types.contains("integer") || types.contains("number")
          ? FieldType.NUMBER
          : FieldType.TEXT;
    }
  }

  private Facts read(Value.Fields schema, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalStateException("a schema refers to itself");
    }
    Facts facts = new Facts();
    Map<String, Value> keys = schema.values();
    // First, since what a reference or an alternative adds to a field is less than this.
    if (keys.get("properties") instanceof Value.Fields properties) {
      for (Map.Entry<String, Value> entry : properties.values().entrySet()) {
        facts.fields.put(entry.getKey(), read(fields(entry.getValue()), depth + 1).field());
      }
    }
    if (keys.get("$ref") instanceof Value.Text ref) {
      facts.add(follow(ref.value(), depth));
    }
    for (String joined : List.of("allOf", "anyOf", "oneOf")) {
      if (keys.get(joined) instanceof Value.Items parts) {
        for (Value part : parts.values()) {
          facts.add(read(fields(part), depth + 1));
        }
      }
    }
    Value types = keys.get("type");
    if (types != null) {
      for (Value type : Members.elements(types)) {
        facts.types.add(((Value.Text) type).value());
      }
    }
    if (keys.get("enum") instanceof Value.Items values) {
      for (Value value : values.values()) {
        allow(facts, value);
      }
    }
    Value constant = keys.get("const");
    if (constant != null) {
      allow(facts, constant);
    }
    if (keys.get("pattern") instanceof Value.Text pattern) {
      facts.pattern = pattern.value();
    }
    if (keys.get("items") instanceof Value.Fields items) {
      readElement(facts, read(items, depth + 1).field());
    }
    return facts;
  }

  /** What a schema says of the elements of a list is said of the list. */
  private static void readElement(Facts facts, Field element) {
    facts.element = element.type();
    facts.allowed.addAll(element.allowed());
    facts.pattern = element.pattern();
    facts.fields.putAll(element.fields());
  }

  private static void allow(Facts facts, Value value) {
    if (value instanceof Value.Unknown) {
      return; // null: what could not be read
    }
    facts.allowed.add(value);
    facts.types.add(
        value instanceof Value.Num
            ? "integer"
            : value instanceof Value.Flag ? "boolean" : "string");
  }

  private Facts follow(String ref, int depth) {
    int hash = ref.indexOf('#');
    String file = hash < 0 ? ref : ref.substring(0, hash);
    String pointer = hash < 0 ? "" : ref.substring(hash + 1);
    SchemaFile target = this;
    if (!file.isEmpty()) {
      // https://jcap.github.io/schema/1/processes.json, or processes.json
      String name = file.substring(file.lastIndexOf('/') + 1);
      target = load(name.substring(0, name.length() - SUFFIX.length()), files);
    }
    return target.read(target.at(pointer), depth + 1);
  }

  /** What a JSON pointer leads to; no key of these schemas has a slash or a tilde. */
  private Value.Fields at(String pointer) {
    Value.Fields here = root;
    for (int from = 1; from <= pointer.length(); ) {
      int slash = pointer.indexOf('/', from);
      int end = slash < 0 ? pointer.length() : slash;
      if (end == from) {
        break;
      }
      Value next = here.values().get(pointer.substring(from, end));
      if (next == null) {
        throw new IllegalStateException("a schema has no " + pointer);
      }
      here = fields(next);
      from = end + 1;
    }
    return here;
  }

  /** A schema is an object; {@code true}, which says nothing, an empty one. */
  private static Value.Fields fields(Value schema) {
    return schema instanceof Value.Fields fields ? fields : Value.Fields.NONE;
  }
}
