package io.github.jcap.scan;

/** Something in a directory that has its place in path order among the directories there. */
sealed interface Part<T> extends Comparable<Part<T>> permits Found, NestedRoot {
  /** {@return what parts are ordered by, one char a byte: a directory's ends with a slash} */
  String key();

  /** By the unsigned bytes of the keys. */
  @Override
  default int compareTo(Part<T> other) {
    return key().compareTo(other.key());
  }
}
