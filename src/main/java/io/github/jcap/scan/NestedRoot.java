package io.github.jcap.scan;

/**
 * A root that stands in a directory which another root's walk comes by.
 *
 * @param key its path from there, one char a byte, and a slash
 */
record NestedRoot<T>(String key, Root root) implements Part<T> {}
