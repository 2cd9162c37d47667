package io.github.jcap;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /**
   * Runs jcap and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(args.length);
  }
}
