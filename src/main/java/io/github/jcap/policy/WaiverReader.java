package io.github.jcap.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the exceptions of one policy. */
final class WaiverReader {
  private static final String WHAT = "the exception";
  private static final List<String> KEYS = List.of("rule", "match", "reason", "expires");

  private final MatchReader matches;
  private final Map<String, RuleKind> kinds;
  private final Mistakes mistakes;

  /** Read when the first exception is from a rule of another file. */
  private Map<String, RuleKind> shipped = Map.of();

  /**
   * Reads those of one policy.
   *
   * @param kinds of the rules of the same policy, by their ids
   */
  WaiverReader(MatchReader matches, Map<String, RuleKind> kinds, Mistakes mistakes) {
    this.matches = matches;
    this.kinds = kinds;
    this.mistakes = mistakes;
  }

  /** {@return the exception; empty where it is none, which is a mistake} */
  Optional<Waiver> read(Node node) {
    return YamlMapping.of(node, "an exception", mistakes)
        .map(mapping -> waiver(mapping.withKeys(KEYS)));
  }

  private Waiver waiver(YamlMapping exception) {
    String rule = exception.text("rule", WHAT);
    Condition match = exception.value("match").map(value -> match(rule, value)).orElse(All.ALWAYS);
    String reason = exception.text("reason", WHAT);
    int line = exception.node().getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new Waiver(rule, match, reason, expires(exception), line);
  }

  private Condition match(String rule, Node node) {
    RuleKind kind = kinds.get(rule);
    if (kind == null) {
      shipped = shipped.isEmpty() ? ShippedPolicies.kinds() : shipped;
      kind = shipped.get(rule);
    }
    return kind == null
        ? matches.readOfAnyKind(node, mistakes)
        : matches.read(node, kind, mistakes);
  }

  private Optional<LocalDate> expires(YamlMapping exception) {
    Optional<Node> node = exception.value("expires");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String text = YamlMapping.text(node.get(), mistakes);
    Optional<LocalDate> date = date(text);
    if (date.isEmpty() && !text.isEmpty()) {
      mistakes.add(node.get(), "expires is a day as 2027-01-31, and not " + Mistakes.shown(text));
    }
    return date;
  }

  /** By hand: the formatters of java.time cost more than all else that is read here. */
  private static Optional<LocalDate> date(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return Optional.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Of what is no number a month or day that is none, or a year that is none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return Integer.MAX_VALUE;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
