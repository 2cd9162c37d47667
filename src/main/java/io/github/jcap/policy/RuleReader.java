package io.github.jcap.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the rules of one policy. */
final class RuleReader {
  private static final String WHAT = "the rule";
  private static final List<String> KEYS =
      List.of("id", "severity", "description", "kind", "match", "remedy");

  private final MatchReader matches;
  private final Mistakes mistakes;
  private final Map<String, RuleKind> kinds = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  RuleReader(MatchReader matches, Mistakes mistakes) {
    this.matches = matches;
    this.mistakes = mistakes;
  }

  /** {@return the kinds of the rules that were read, by their ids} */
  Map<String, RuleKind> kinds() {
    return Map.copyOf(kinds);
  }

  /** Reads one, and puts it under its id. */
  void read(Node node, Map<String, Rule> rules) {
    Optional<YamlMapping> mapping = YamlMapping.of(node, "a rule", mistakes);
    if (mapping.isEmpty()) {
      return;
    }
    YamlMapping rule = mapping.get().withKeys(KEYS);
    String id = rule.text("id", WHAT);
    checkId(id, rule);
    Severity severity = severity(rule);
    String description = rule.text("description", WHAT);
    Optional<RuleKind> kind = kind(rule);
    kind.ifPresent(known -> kinds.put(id, known));
    Condition match =
        rule.required("match", WHAT)
            .map(
                value ->
                    kind.isPresent()
                        ? matches.read(value, kind.get(), mistakes)
                        : matches.readOfAnyKind(value, mistakes))
            .orElse(All.ALWAYS);
    String remedy = rule.text("remedy", WHAT);
    rules.put(
        id, new Rule(id, severity, description, kind.orElse(RuleKind.PROCESS), match, remedy));
  }

  private void checkId(String id, YamlMapping rule) {
    if (id.isEmpty()) {
      return;
    }
    Node at = rule.value("id").orElse(rule.node());
    if (!isId(id)) {
      mistakes.add(
          at,
          "an id is of lower-case letters, digits and dashes, at most 64, and not "
              + Mistakes.shown(id));
    }
    int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    Integer first = lines.putIfAbsent(id, line);
    if (first != null) {
      mistakes.add(at, "the id " + Mistakes.shown(id) + " is there already, in line " + first);
    }
  }

  static boolean isId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!word && (c != '-' || i == 0)) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= 64;
  }

  private Severity severity(YamlMapping rule) {
    String word = rule.text("severity", WHAT);
    Optional<Severity> severity = Severity.ofWord(word);
    if (severity.isEmpty() && !word.isEmpty()) {
      List<String> words = new ArrayList<>();
      for (Severity each : Severity.values()) {
        words.add(each.word());
      }
      unknown(rule, "severity", word, words);
    }
    return severity.orElse(Severity.INFO);
  }

  private Optional<RuleKind> kind(YamlMapping rule) {
    String word = rule.text("kind", WHAT);
    Optional<RuleKind> kind = RuleKind.ofWord(word);
    if (kind.isEmpty() && !word.isEmpty()) {
      List<String> words = new ArrayList<>();
      for (RuleKind each : RuleKind.values()) {
        words.add(each.word());
      }
      unknown(rule, "kind", word, words);
    }
    return kind;
  }

  private void unknown(YamlMapping rule, String key, String word, List<String> words) {
    mistakes.add(
        rule.value(key).orElse(rule.node()),
        "unknown "
            + key
            + ": "
            + Mistakes.hinted(word, words)
            + "; it is one of "
            + String.join(", ", words));
  }
}
