package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The policies that come with jcap. */
public final class ShippedPolicies {
  private static final List<String> NAMES = List.of("default", "pss-baseline", "pss-restricted");

  private ShippedPolicies() {}

  /** {@return their names, the one to begin with first} */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * {@return the policy of that name}
   *
   * @throws IllegalArgumentException where it is none of the {@link #names}
   */
  public static Policy read(String name) {
    try {
      return PolicyReader.read(name, bytes(name));
    } catch (PolicyException e) {
      throw new IllegalStateException("a shipped policy is mistaken", e);
    }
  }

  /**
   * {@return its file as it is, to be printed and changed}
   *
   * @throws IllegalArgumentException where it is none of the {@link #names}
   */
  public static String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  /** {@return the kinds of all their rules; an id that two have is of one kind in both} */
  static Map<String, RuleKind> kinds() {
    Map<String, RuleKind> kinds = new HashMap<>();
    for (String name : NAMES) {
      for (Rule rule : read(name).rules()) {
        kinds.put(rule.id(), rule.kind());
      }
    }
    return kinds;
  }

  private static byte[] bytes(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no shipped policy: " + name);
    }
    try (InputStream in = ShippedPolicies.class.getResourceAsStream("/policy/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("no policy " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
