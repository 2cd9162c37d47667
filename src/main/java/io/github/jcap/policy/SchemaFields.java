package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that records of a kind can have, as the published schemas describe them.
 *
 * @param fields by their keys, in the order of the schema
 */
public record SchemaFields(Map<String, Field> fields) {
  /**
   * One field.
   *
   * @param type what it holds
   * @param element of a list what its elements hold, else the type itself
   * @param allowed the values it can have, where the schema lists them; else empty
   * @param pattern what its text is like, as a regular expression; else empty
   * @param fields its own fields, or those of the elements of a list; a set has {@code mask} and
   *     {@code names}
   */
  public record Field(
      FieldType type,
      FieldType element,
      List<Value> allowed,
      String pattern,
      Map<String, Field> fields) {
    /** Copies the collections. */
    public Field {
      allowed = List.copyOf(allowed);
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** The key under which a thread's record has the fields of its process. */
  private static final String PROCESS = "process";

  /** Copies the map. */
  public SchemaFields {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** {@return the fields that a rule of this kind can test} */
  public static SchemaFields of(RuleKind kind) {
    SchemaFile file = SchemaFile.ofResource(kind.records().schema());
    SchemaFields records = new SchemaFields(file.fields(kind.records().definition()));
    if (kind != RuleKind.THREAD) {
      return records;
    }
    Map<String, Field> fields = new LinkedHashMap<>(file.fields(kind.word()));
    fields.put(
        PROCESS, new Field(FieldType.OBJECT, FieldType.OBJECT, List.of(), "", records.fields()));
    return new SchemaFields(fields);
  }

  /** {@return the field at the end of a path; empty where the schema has none} */
  public Optional<Field> find(FieldPath path) {
    Map<String, Field> here = fields;
    Optional<Field> found = Optional.empty();
    for (String key : path.keys()) {
      found = Optional.ofNullable(here.get(key));
      if (found.isEmpty()) {
        return found;
      }
      here = found.get().fields();
    }
    return found;
  }

  /** {@return every path, in the order of the schema, a field before its own fields} */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", fields, paths);
    return List.copyOf(paths);
  }

  private static void collect(String prefix, Map<String, Field> fields, List<String> paths) {
    for (Map.Entry<String, Field> entry : fields.entrySet()) {
      String path = prefix + entry.getKey();
      paths.add(path);
      collect(path + ".", entry.getValue().fields(), paths);
    }
  }
}
