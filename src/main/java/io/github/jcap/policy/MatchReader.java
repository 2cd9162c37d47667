package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.policy.SchemaFields.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the conditions of one policy. */
final class MatchReader {
  private static final List<String> JOINERS = List.of("all", "any", "not", "some");
  private static final String FIELD = "field";
  private static final String MATCH = "match";

  /** Of several fields with the same last key the one of this is meant. */
  private static final String CAPABILITIES = "capabilities";

  private final Map<RuleKind, SchemaFields> kinds = new EnumMap<>(RuleKind.class);

  /** {@return what a rule or an exception about this kind asks} */
  Condition read(Node node, RuleKind kind, Mistakes mistakes) {
    SchemaFields fields = kinds.computeIfAbsent(kind, SchemaFields::of);
    return condition(node, new Place(kind.word(), fields, mistakes));
  }

  /**
   * {@return what an exception asks whose rule is in another file, or a rule whose kind is
   * mistaken}
   *
   * <p>It is read as being about whichever kind it makes the fewest mistakes of.
   */
  Condition readOfAnyKind(Node node, Mistakes mistakes) {
    RuleKind best = RuleKind.PROCESS;
    Mistakes least = new Mistakes();
    read(node, best, least);
    for (RuleKind kind : RuleKind.values()) {
      Mistakes tried = new Mistakes();
      Condition condition = read(node, kind, tried);
      if (tried.count() == 0) {
        return condition;
      }
      if (tried.isBetterThan(least)) {
        least = tried;
        best = kind;
      }
    }
    return read(node, best, mistakes);
  }

  /**
   * What a condition is about.
   *
   * @param what for messages: {@code process}, or {@code an element of owners}
   */
  private record Place(String what, SchemaFields fields, Mistakes mistakes) {}

  private Condition condition(Node node, Place place) {
    Optional<YamlMapping> mapping = YamlMapping.of(node, "a condition", place.mistakes);
    if (mapping.isEmpty()) {
      return All.ALWAYS;
    }
    YamlMapping condition = mapping.get();
    if (condition.keys().contains(FIELD)) {
      return test(condition, place);
    }
    List<String> known = new ArrayList<>(JOINERS);
    known.add(FIELD);
    condition.withKeys(allKeys());
    String joiner = "";
    for (String key : condition.keys()) {
      if (OperatorReader.WORDS.contains(key)) {
        place.mistakes.add(condition.key(key), key + " wants a field beside it: {field: …}");
        return All.ALWAYS;
      }
      if (JOINERS.contains(key)) {
        if (!joiner.isEmpty()) {
          place.mistakes.add(
              condition.key(key), "beside " + joiner + "; join the two under one all or any");
          return All.ALWAYS;
        }
        joiner = key;
      }
    }
    if (joiner.isEmpty() && condition.keys().isEmpty()) {
      place.mistakes.add(node, "a condition has one of " + String.join(", ", known));
    }
    return joiner.isEmpty() ? All.ALWAYS : joined(joiner, condition, place);
  }

  private static List<String> allKeys() {
    List<String> keys = new ArrayList<>(JOINERS);
    keys.add(FIELD);
    keys.addAll(OperatorReader.WORDS);
    return keys;
  }

  private Condition joined(String joiner, YamlMapping condition, Place place) {
    Node operand = condition.value(joiner).orElse(condition.node());
    return switch (joiner) {
      case "all" -> new All(conditions(operand, place));
      case "any" -> new Any(conditions(operand, place));
      case "not" -> new Not(condition(operand, place));
      default -> some(operand, place);
    };
  }

  private List<Condition> conditions(Node node, Place place) {
    List<Node> nodes = YamlMapping.elements(node, place.mistakes);
    if (nodes.isEmpty() && YamlMapping.name(node).equals("a list")) {
      place.mistakes.add(node, "the list is empty");
    }
    List<Condition> conditions = new ArrayList<>();
    for (Node one : nodes) {
      conditions.add(condition(one, place));
    }
    return conditions;
  }

  private Condition some(Node node, Place place) {
    Optional<YamlMapping> mapping = YamlMapping.of(node, "some", place.mistakes);
    if (mapping.isEmpty()) {
      return All.ALWAYS;
    }
    YamlMapping some = mapping.get().withKeys(List.of(FIELD, MATCH));
    Optional<Node> match = some.required(MATCH, "some");
    Optional<Node> at = some.required(FIELD, "some");
    if (at.isEmpty() || match.isEmpty()) {
      return All.ALWAYS;
    }
    FieldPath path = FieldPath.of(YamlMapping.text(at.get(), place.mistakes));
    Optional<Field> list = find(path, at.get(), place);
    if (list.isEmpty()) {
      return All.ALWAYS;
    }
    if (list.get().type() != FieldType.LIST || list.get().element() != FieldType.OBJECT) {
      place.mistakes.add(
          at.get(),
          "some looks into a list of things with fields, which " + path.text() + " is not");
      return All.ALWAYS;
    }
    Place inside =
        new Place(
            "an element of " + path.text(), new SchemaFields(list.get().fields()), place.mistakes);
    return new Some(path, condition(match.get(), inside));
  }

  private Condition test(YamlMapping condition, Place place) {
    List<String> known = new ArrayList<>(OperatorReader.WORDS);
    known.add(FIELD);
    for (String joiner : JOINERS) {
      if (condition.keys().contains(joiner)) {
        place.mistakes.add(
            condition.key(joiner), joiner + " beside field; join the two under one all or any");
        known.add(joiner);
      }
    }
    condition.withKeys(known);
    Node at = condition.value(FIELD).orElse(condition.node());
    FieldPath path = FieldPath.of(YamlMapping.text(at, place.mistakes));
    Optional<Field> field = path.text().isEmpty() ? Optional.empty() : find(path, at, place);
    String operator = "";
    for (String key : condition.keys()) {
      if (OperatorReader.WORDS.contains(key)) {
        if (!operator.isEmpty()) {
          place.mistakes.add(
              condition.key(key), key + " beside " + operator + "; a test has one operator");
        }
        operator = operator.isEmpty() ? key : operator;
      }
    }
    if (operator.isEmpty() && condition.keys().size() == 1) {
      place.mistakes.add(
          condition.node(),
          "the test has no operator; it is one of " + String.join(", ", OperatorReader.WORDS));
    }
    if (operator.isEmpty() || field.isEmpty()) {
      return All.ALWAYS;
    }
    Node operand = condition.value(operator).orElse(condition.node());
    OperatorReader reader = new OperatorReader(path.text(), field.get(), place.mistakes);
    return new FieldTest(path, reader.read(operator, condition.key(operator), operand));
  }

  private static Optional<Field> find(FieldPath path, Node at, Place place) {
    Optional<Field> field = place.fields.find(path);
    if (field.isEmpty()) {
      place.mistakes.add(
          at, "unknown field of " + place.what + ": " + hinted(path.text(), place.fields.paths()));
    }
    return field;
  }

  /** The nearest path; where none is near, one that ends in the same key. */
  private static String hinted(String path, List<String> paths) {
    String hinted = Mistakes.hinted(path, paths);
    if (!hinted.equals(Mistakes.shown(path))) {
      return hinted;
    }
    String last = "." + path.substring(path.lastIndexOf('.') + 1);
    String found = paths.contains(CAPABILITIES + last) ? CAPABILITIES + last : "";
    for (String other : paths) {
      found = found.isEmpty() && other.endsWith(last) ? other : found;
    }
    return found.isEmpty() ? hinted : hinted + Mistakes.hint(found);
  }
}
