package io.github.jcap.judge;

import io.github.jcap.cap.Execve;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;

/** The rules of execve as the kernel behind a tree of proc has them. */
public final class KernelRules {
  private KernelRules() {}

  /**
   * {@return the rules of that kernel; what the tree does not tell is taken to be as today and
   * counted as a problem}
   */
  public static Execve execve(ProcRoot proc, Problems problems) {
    return new Execve(idChange(proc, problems), proc.lastCap(problems));
  }

  /** {@return what that kernel calls a change of ids, likewise} */
  public static Execve.IdChange idChange(ProcRoot proc, Problems problems) {
    return Execve.IdChange.ofRelease(
        proc.release().orReport(problems).known().map(ByteString::latin1).orElse(""));
  }
}
