package io.github.jcap.scan;

import io.github.jcap.outcome.ByteString;

/** What a scan leaves out. Asked about each entry, by many threads at once. */
@FunctionalInterface
public interface Exclusion {
  /** Leaves nothing out. */
  Exclusion NONE =
      new Exclusion() {
        @Override
        public boolean leavesOut(ByteString path) {
          return false;
        }
      };

  /** {@return whether a file, or a directory with all below it, is left out; its path as shown} */
  boolean leavesOut(ByteString path);
}
