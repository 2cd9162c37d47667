package io.github.jcap.command.captest;

import io.github.jcap.cap.Securebits;
import io.github.jcap.outcome.Reading;

/**
 * What the process and a program that it started could still do.
 *
 * @param setup the state that was asked for
 * @param process the process in that state
 * @param securebits its securebits, which status does not tell
 * @param direct its access to the shadow file
 * @param byChild the access of a program that it started
 * @param regain what came of the child's attempt to become root
 * @param child the child, after that attempt
 * @param asRoot its access to the shadow file then; absent where it did not become root
 */
record CaptestReport(
    Setup setup,
    Reading<TaskState> process,
    Reading<Securebits> securebits,
    Attempt direct,
    Attempt byChild,
    Regain.Answer regain,
    Reading<TaskState> child,
    Reading<Attempt> asRoot) {

  /**
   * {@return the securebits of the child, which it cannot print: those of the process without
   * KEEP_CAPS, since execve clears that one and keeps the rest, capabilities(7)}
   */
  Reading<Securebits> childSecurebits() {
    return securebits.map(Securebits::afterExecve);
  }
}
