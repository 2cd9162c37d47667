package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;

/**
 * How a program that was started came to its end.
 *
 * @param exitStatus 0 to 255; 128 and the signal's number where a signal ended it, as shells say
 * @param output what it wrote to the streams that were kept
 */
public record Finished(int exitStatus, ByteString output) {
  private static final int SIGNAL = 0x7f;

  /**
   * {@return the exit status, 0 to 255}
   *
   * @param status what waitpid(2) fills in
   */
  static int exitStatus(int status) {
    int signal = status & SIGNAL;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }
}
