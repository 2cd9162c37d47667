package io.github.jcap.command.explain;

/** Whether a capability alone leads to all that root may do on the host it counts for. */
enum Reach {
  /** On a usual host it does. */
  YES("yes"),
  /** It does where something else holds too, which the explanation names. */
  DEPENDS("depends"),
  /** No way is known that needs nothing else; flaws of a kernel are named, and do not count. */
  NO("no");

  private final String word;

  Reach(String word) {
    this.word = word;
  }

  /** {@return as every form writes it} */
  String word() {
    return word;
  }
}
