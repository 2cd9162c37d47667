package io.github.jcap.command;

/** The exit codes, the same everywhere. Where several apply the greater rank wins. */
public enum ExitCode {
  /** Answered. */
  OK(0, 0),
  /** Answered in part, with {@code --strict}. */
  PARTIAL(4, 1),
  /** Answered, and the answer is the bad one. */
  BAD_ANSWER(1, 2),
  /** Could not do what was asked. */
  FAILED(3, 3),
  /** The command line was wrong. */
  USAGE(2, 4);

  private final int code;
  private final int rank;

  ExitCode(int code, int rank) {
    this.code = code;
    this.rank = rank;
  }

  /** {@return the process's exit status} */
  public int code() {
    return code;
  }

  /** {@return whichever of the two is to be given} */
  public ExitCode and(ExitCode other) {
    return rank >= other.rank ? this : other;
  }
}
