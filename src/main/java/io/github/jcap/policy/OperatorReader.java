package io.github.jcap.policy;

import io.github.jcap.cap.Capability;
import io.github.jcap.document.Value;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.policy.SchemaFields.Field;
import io.github.jcap.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the operator of a test, and what it compares with, as the field's type wants it. */
final class OperatorReader {
  /** The words of all operators. */
  static final List<String> WORDS =
      List.of("equals", "any_of", "all_of", "none_of", "only", "glob", "exists", "at_least");

  /** Bytes of one pattern. */
  private static final int LONGEST_GLOB = 4096;

  /** What a mistake gives: the policy is not used. */
  private static final Operator NOTHING = new Operator.Exists(true);

  private final String path;
  private final Field field;
  private final Mistakes mistakes;

  /**
   * Reads for one field.
   *
   * @param path as it is written, for messages
   */
  OperatorReader(String path, Field field, Mistakes mistakes) {
    this.path = path;
    this.field = field;
    this.mistakes = mistakes;
  }

  /** {@return the operator of one of the {@link #WORDS}} */
  Operator read(String word, Node key, Node operand) {
    if (!word.equals("exists") && !suits(word)) {
      mistakes.add(key, word + " " + wants(word) + ", and " + path + " is " + described());
      return NOTHING;
    }
    return switch (word) {
      case "equals" -> value(operand).<Operator>map(Operator.Equals::new).orElse(NOTHING);
      case "any_of" -> new Operator.AnyOf(members(operand));
      case "all_of" -> new Operator.AllOf(members(operand));
      case "none_of" -> new Operator.NoneOf(members(operand));
      case "only" -> new Operator.Only(Members.of(values(operand)));
      case "glob" -> new Operator.Like(globs(operand));
      case "at_least" -> new Operator.AtLeast(number(operand).orElse(0L));
      default -> new Operator.Exists(flag(operand).orElse(true));
    };
  }

  /** Whether a field of this type can be asked so. */
  private boolean suits(String word) {
    FieldType type = field.type();
    boolean listed =
        type == FieldType.SET || (type == FieldType.LIST && field.element() != FieldType.OBJECT);
    return switch (word) {
      case "equals" -> type == FieldType.TEXT || type == FieldType.NUMBER || type == FieldType.FLAG;
      case "any_of", "none_of" -> listed || type == FieldType.TEXT || type == FieldType.NUMBER;
      case "all_of", "only" -> listed;
      case "glob" -> field.element() == FieldType.TEXT;
      default -> field.element() == FieldType.NUMBER && type == FieldType.NUMBER;
    };
  }

  private static String wants(String word) {
    return switch (word) {
      case "equals" -> "compares a text, a number or a flag";
      case "any_of", "none_of" -> "looks into a set or a list, or at a text or a number";
      case "all_of", "only" -> "looks into a set or a list";
      case "glob" -> "compares texts";
      default -> "compares a number";
    };
  }

  private String described() {
    return switch (field.type()) {
      case SET -> "a set of capabilities: use any_of, all_of, none_of or only";
      case TEXT -> "a text: use equals, any_of, none_of or glob";
      case NUMBER -> "a number: use equals, any_of, none_of or at_least";
      case FLAG -> "true or false: use equals";
      case OBJECT -> "made of fields: " + path + "." + String.join(", " + path + ".", ownFields());
      case LIST ->
          field.element() == FieldType.OBJECT
              ? "a list of things with fields: use some, or " + path + "." + ownFields().get(0)
              : "a list: use any_of, all_of, none_of or only";
    };
  }

  private List<String> ownFields() {
    return List.copyOf(field.fields().keySet());
  }

  private Members members(Node operand) {
    List<Value> values = values(operand);
    if (operand instanceof SequenceNode list && list.getValue().isEmpty()) {
      mistakes.add(operand, "the list is empty");
    }
    return Members.of(values);
  }

  private List<Value> values(Node operand) {
    List<Value> values = new ArrayList<>();
    for (Node element : YamlMapping.elements(operand, mistakes)) {
      value(element).ifPresent(values::add);
    }
    return values;
  }

  private Optional<Value> value(Node node) {
    return switch (field.element()) {
      case SET -> capability(node);
      case NUMBER -> number(node).map(Value.Num::new);
      case FLAG -> flag(node).map(Value.Flag::new);
      case TEXT, LIST, OBJECT -> text(node).map(Value.Text::new);
    };
  }

  private Optional<Value> capability(Node node) {
    boolean word = Tag.STR.equals(node.getTag()) || Tag.INT.equals(node.getTag());
    if (!word || !(node instanceof ScalarNode scalar)) {
      mistakes.add(node, "a capability is wanted, and this is " + YamlMapping.name(node));
      return Optional.empty();
    }
    String name = scalar.getValue();
    OptionalInt bit = Members.bit(name);
    if (bit.isEmpty()) {
      mistakes.add(node, "unknown capability: " + Mistakes.hinted(name, namesLike(name)));
      return Optional.empty();
    }
    int number = bit.getAsInt();
    String known = Capability.of(number).map(Capability::constantName).orElse(name);
    return Optional.of(new Value.Text(known));
  }

  /** Every name, in the form in which one was written. */
  private static List<String> namesLike(String word) {
    List<String> names = new ArrayList<>();
    boolean upper = !word.isEmpty() && Character.isUpperCase(word.charAt(0));
    boolean prefixed = word.regionMatches(true, 0, "cap_", 0, 4);
    for (Capability capability : Capability.values()) {
      if (upper) {
        names.add(prefixed ? capability.constantName() : capability.name());
      } else {
        names.add(prefixed ? capability.libcapName() : capability.plainName());
      }
    }
    return names;
  }

  private Optional<String> text(Node node) {
    if (!(node instanceof ScalarNode scalar) || !Tag.STR.equals(node.getTag())) {
      mistakes.add(
          node,
          path + " is a text, and this is " + YamlMapping.name(node) + YamlMapping.quoted(node));
      return Optional.empty();
    }
    String text = scalar.getValue();
    checkAllowed(node, new Value.Text(text), text);
    String pattern = field.pattern();
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      mistakes.add(node, path + " is never " + Mistakes.shown(text) + ": it is like " + pattern);
    }
    return Optional.of(text);
  }

  private void checkAllowed(Node node, Value value, String shown) {
    if (field.allowed().isEmpty() || field.allowed().contains(value)) {
      return;
    }
    List<String> words = new ArrayList<>();
    for (Value allowed : field.allowed()) {
      words.add(
          allowed instanceof Value.Text text
              ? text.value()
              : allowed instanceof Value.Num number ? Long.toString(number.value()) : "");
    }
    mistakes.add(
        node,
        path
            + " is never "
            + Mistakes.hinted(shown, words)
            + "; it is "
            + String.join(", ", words));
  }

  private Optional<Long> number(Node node) {
    if (node instanceof ScalarNode scalar && Tag.INT.equals(node.getTag())) {
      try {
        long number = Long.parseLong(scalar.getValue());
        checkAllowed(node, new Value.Num(number), scalar.getValue());
        return Optional.of(number);
      } catch (NumberFormatException e) {
        mistakes.add(node, "no number of 64 bits: " + Mistakes.shown(scalar.getValue()));
        return Optional.empty();
      }
    }
    mistakes.add(node, path + " is a whole number, and this is " + YamlMapping.name(node));
    return Optional.empty();
  }

  private Optional<Boolean> flag(Node node) {
    if (node instanceof ScalarNode scalar && Tag.BOOL.equals(node.getTag())) {
      return Optional.of(scalar.getValue().equals("true"));
    }
    mistakes.add(node, "true or false is wanted, and this is " + YamlMapping.name(node));
    return Optional.empty();
  }

  private List<Glob> globs(Node operand) {
    List<Node> nodes =
        operand instanceof SequenceNode
            ? YamlMapping.elements(operand, mistakes)
            : List.of(operand);
    if (nodes.isEmpty()) {
      mistakes.add(operand, "the list is empty");
    }
    List<Glob> globs = new ArrayList<>();
    for (Node node : nodes) {
      if (!(node instanceof ScalarNode scalar) || !Tag.STR.equals(node.getTag())) {
        mistakes.add(
            node,
            "a pattern is a text, and this is "
                + YamlMapping.name(node)
                + YamlMapping.quoted(node));
        continue;
      }
      Glob glob = new Glob(ByteString.of(scalar.getValue()));
      if (glob.pattern().length() > LONGEST_GLOB) {
        mistakes.add(
            node,
            "a pattern has at most "
                + LONGEST_GLOB
                + " bytes, this has "
                + glob.pattern().length());
      }
      globs.add(glob);
    }
    return globs;
  }
}
