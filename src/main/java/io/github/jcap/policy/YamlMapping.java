package io.github.jcap.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a policy's file, each of its keys a text that is there once. */
final class YamlMapping {
  private final Node node;
  private final Map<String, NodeTuple> entries;
  private final Mistakes mistakes;

  private YamlMapping(Node node, Map<String, NodeTuple> entries, Mistakes mistakes) {
    this.node = node;
    this.entries = entries;
    this.mistakes = mistakes;
  }

  /**
   * {@return the mapping that a node is; empty where it is none, which is a mistake}
   *
   * @param what it should be, for the message: {@code a rule}
   */
  static Optional<YamlMapping> of(Node node, String what, Mistakes mistakes) {
    if (!(node instanceof MappingNode mapping)) {
      mistakes.add(node, what + " is a mapping of keys to values, and this is " + name(node));
      return Optional.empty();
    }
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar) || !Tag.STR.equals(key.getTag())) {
        mistakes.add(key, "a key is a text, and this is " + name(key));
        continue;
      }
      NodeTuple first = entries.putIfAbsent(scalar.getValue(), entry);
      if (first != null) {
        int line = first.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        mistakes.add(
            key,
            "the key " + Mistakes.shown(scalar.getValue()) + " is there already, in line " + line);
      }
    }
    return Optional.of(new YamlMapping(node, entries, mistakes));
  }

  /** {@return the mapping, where each key that is not one of these is a mistake} */
  YamlMapping withKeys(List<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            mistakes.add(entry.getKeyNode(), "unknown key: " + Mistakes.hinted(key, known));
          }
        });
    return this;
  }

  /** {@return the node itself} */
  Node node() {
    return node;
  }

  /** {@return its keys in the order of the file} */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** {@return where a key stands; the mapping itself where it does not} */
  Node key(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? node : entry.getKeyNode();
  }

  /** {@return what a key has} */
  Optional<Node> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** {@return what a key has; where it is not there, which is a mistake, empty} */
  Optional<Node> required(String key, String what) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      mistakes.add(node, what + " has no " + key);
    }
    return value;
  }

  /** {@return the text that a key has; empty where it has none, which is a mistake} */
  String text(String key, String what) {
    return required(key, what).map(value -> text(value, mistakes)).orElse("");
  }

  /** {@return the text that a key has, if it is there} */
  String optionalText(String key) {
    return value(key).map(value -> text(value, mistakes)).orElse("");
  }

  /** {@return the text that a node is, without blanks around it; else it is a mistake} */
  static String text(Node node, Mistakes mistakes) {
    if (node instanceof ScalarNode scalar && Tag.STR.equals(node.getTag())) {
      String text = scalar.getValue().strip();
      if (text.isEmpty()) {
        mistakes.add(node, "the text is empty");
      }
      return text;
    }
    mistakes.add(node, "a text is wanted, and this is " + name(node) + quoted(node));
    return "";
  }

  /** {@return the elements of the list that a key has; of none where it is not there} */
  List<Node> list(String key) {
    return value(key).map(value -> elements(value, mistakes)).orElse(List.of());
  }

  /** {@return the elements of the list that a node is; else it is a mistake} */
  static List<Node> elements(Node node, Mistakes mistakes) {
    if (node instanceof SequenceNode sequence) {
      return new ArrayList<>(sequence.getValue());
    }
    mistakes.add(node, "a list is wanted, and this is " + name(node));
    return List.of();
  }

  /** {@return what a node is, for a message} */
  static String name(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return node instanceof MappingNode ? "a mapping" : "a list";
    }
    Tag tag = node.getTag();
    if (Tag.NULL.equals(tag)) {
      return "nothing";
    }
    String kind =
        Tag.STR.equals(tag)
            ? "the text "
            : Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)
                ? "the number "
                : Tag.BOOL.equals(tag) ? "" : "of the type " + Mistakes.shown(tag.getValue()) + " ";
    return kind + Mistakes.shown(scalar.getValue());
  }

  /** {@return how a number or flag is written where a text is wanted} */
  static String quoted(Node node) {
    return node instanceof ScalarNode scalar && !Tag.NULL.equals(node.getTag())
        ? ": put it in quotes, '" + Mistakes.shown(scalar.getValue()) + "'"
        : "";
  }
}
