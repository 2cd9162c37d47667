package io.github.jcap.scan;

/**
 * One file in a directory that the probe had something to say of.
 *
 * @param name one char a byte
 * @param value what the probe found
 */
record Found<T>(String name, T value) implements Part<T> {
  @Override
  public String key() {
    return name;
  }
}
