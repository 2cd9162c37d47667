package io.github.jcap.kernel;

/** The answer of a call that changes something and has nothing to say: it was done. */
public enum Done {
  DONE
}
