package io.github.jcap.cap;

/**
 * The five sets of a thread, with the letter of each and its line in {@code /proc/<pid>/status}.
 */
public enum SetKind {
  /** What the kernel checks. */
  EFFECTIVE('e', "CapEff"),
  /** What may be made effective. */
  PERMITTED('p', "CapPrm"),
  /** What a file's inheritable set may turn into permitted at execve. */
  INHERITABLE('i', "CapInh"),
  /** What a file's permitted set can give at most. */
  BOUNDING('b', "CapBnd"),
  /** What an ordinary program gets at execve; since Linux 4.3. */
  AMBIENT('a', "CapAmb");

  private final char letter;
  private final String statusField;

  SetKind(char letter, String statusField) {
    this.letter = letter;
    this.statusField = statusField;
  }

  /** {@return e, p, i, b or a} */
  public char letter() {
    return letter;
  }

  /** {@return the name of the line in {@code /proc/<pid>/status}} */
  public String statusField() {
    return statusField;
  }
}
