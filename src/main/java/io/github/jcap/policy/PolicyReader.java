package io.github.jcap.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a policy: YAML 1.2 with the scalars of JSON, as {@code schema/policy.json} describes it.
 *
 * <p>It is bounded: a file has at most 1 MiB, 50 levels and, counting what aliases stand for,
 * 200,000 values.
 */
public final class PolicyReader {
  private static final int VERSION = 1;
  private static final String VERSION_KEY = "policy_version";
  private static final List<String> KEYS =
      List.of(VERSION_KEY, "name", "description", "rules", "exceptions", "not_judged");
  private static final List<String> NOT_JUDGED_KEYS = List.of("control", "reason");

  private final String name;
  private final Mistakes mistakes = new Mistakes();
  private final MatchReader matches = new MatchReader();

  private PolicyReader(String name) {
    this.name = name;
  }

  /**
   * {@return the policy in a file}
   *
   * <p>An exception may name a rule that is not in the file; see {@link
   * Policy#unknownExceptionRules}.
   *
   * @param name what the file is called
   * @throws PolicyException with all its mistakes
   */
  public static Policy read(String name, byte[] yaml) throws PolicyException {
    PolicyReader reader = new PolicyReader(name);
    Policy policy = reader.read(yaml);
    if (reader.mistakes.count() > 0) {
      throw new PolicyException(name, reader.mistakes.inOrder());
    }
    return policy;
  }

  private Policy read(byte[] yaml) {
    return YamlText.compose(yaml, mistakes)
        .flatMap(root -> YamlMapping.of(root, "a policy", mistakes))
        .filter(this::isOfKnownVersion)
        .map(top -> read(top.withKeys(KEYS)))
        .orElse(new Policy(name, "", List.of(), List.of(), List.of()));
  }

  /** What is of another version has other keys: its mistakes would be none. */
  private boolean isOfKnownVersion(YamlMapping top) {
    Optional<Node> version = top.value(VERSION_KEY);
    if (version.isEmpty()) {
      mistakes.add(
          top.node(), "the policy has no " + VERSION_KEY + "; write " + VERSION_KEY + ": 1");
      return true;
    }
    Node node = version.get();
    if (node instanceof ScalarNode scalar
        && Tag.INT.equals(node.getTag())
        && scalar.getValue().equals(Integer.toString(VERSION))) {
      return true;
    }
    mistakes.add(
        node, VERSION_KEY + " is " + VERSION + " here, and this is " + YamlMapping.name(node));
    return false;
  }

  private Policy read(YamlMapping top) {
    if (top.value("rules").isEmpty() && top.value("exceptions").isEmpty()) {
      mistakes.add(top.node(), "the policy has neither rules nor exceptions");
    }
    String title = top.optionalText("name");
    Map<String, Rule> rules = new LinkedHashMap<>();
    RuleReader ruleReader = new RuleReader(matches, mistakes);
    for (Node node : top.list("rules")) {
      ruleReader.read(node, rules);
    }
    List<Waiver> exceptions = new ArrayList<>();
    WaiverReader waiverReader = new WaiverReader(matches, ruleReader.kinds(), mistakes);
    for (Node node : top.list("exceptions")) {
      waiverReader.read(node).ifPresent(exceptions::add);
    }
    return new Policy(
        title.isEmpty() ? name : title,
        top.optionalText("description"),
        List.copyOf(rules.values()),
        exceptions,
        notJudged(top));
  }

  private List<Policy.NotJudged> notJudged(YamlMapping top) {
    List<Policy.NotJudged> controls = new ArrayList<>();
    String what = "a control that is not judged";
    for (Node node : top.list("not_judged")) {
      YamlMapping.of(node, what, mistakes)
          .map(mapping -> mapping.withKeys(NOT_JUDGED_KEYS))
          .ifPresent(
              mapping ->
                  controls.add(
                      new Policy.NotJudged(
                          mapping.text("control", what), mapping.text("reason", what))));
    }
    return controls;
  }
}
