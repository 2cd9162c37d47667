package io.github.jcap.policy;

/** What a field of a record holds. */
public enum FieldType {
  /** Capabilities. */
  SET,
  /** A text. */
  TEXT,
  /** A whole number. */
  NUMBER,
  /** True or false. */
  FLAG,
  /** A list. */
  LIST,
  /** Fields of its own. */
  OBJECT
}
