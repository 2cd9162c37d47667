package io.github.jcap.scan;

/** Something in a directory that has its place in path order among the directories there. */
sealed interface Part<T> permits Found, NestedRoot {
  /** {@return what parts are ordered by, one char a byte: a directory's ends with a slash} */
  String key();
}
