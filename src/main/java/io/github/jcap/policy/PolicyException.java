package io.github.jcap.policy;

import java.util.List;

/** A policy that cannot be used: all its mistakes. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient List<Mistake> mistakes;

  /**
   * Says each mistake in a line of its own.
   *
   * @param name what the policy's file is called
   * @param mistakes in the order of the file, at least one
   */
  public PolicyException(String name, List<Mistake> mistakes) {
    super(lines(name, mistakes));
    this.name = name;
    this.mistakes = List.copyOf(mistakes);
  }

  /** {@return what the policy's file is called} */
  public String name() {
    return name;
  }

  /** {@return the mistakes in the order of the file} */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static String lines(String name, List<Mistake> mistakes) {
    StringBuilder lines = new StringBuilder();
    for (Mistake mistake : mistakes) {
      lines.append(lines.isEmpty() ? "" : "\n").append(mistake.in(name));
    }
    return lines.toString();
  }
}
