package io.github.jcap.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A guest of {@code scripts/kernel-matrix}: an emulated machine, on which all takes longer. */
final class Guest {
  private static final String WORLD = System.getProperty("jcap.world", "");

  private Guest() {}

  /** {@return whether this is one} */
  static boolean isHere() {
    return !WORLD.isEmpty();
  }

  /** Skips in a guest what another with the same kernel does. */
  static void assumeNoModule() {
    assumeTrue(!WORLD.contains("-"), "is run on this kernel without a security module");
  }
}
