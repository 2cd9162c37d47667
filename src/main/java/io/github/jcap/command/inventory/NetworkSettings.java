package io.github.jcap.command.inventory;

import io.github.jcap.outcome.Reading;

/**
 * What a network namespace lets everybody do: ip(7), icmp(7).
 *
 * @param unprivilegedPortStart the first port that needs no CAP_NET_BIND_SERVICE; before Linux 4.11
 *     absent, and 1024
 * @param pingGroups who may make ping sockets without CAP_NET_RAW
 */
record NetworkSettings(Reading<Long> unprivilegedPortStart, Reading<Groups> pingGroups) {
  /** Of a namespace that could not be entered. */
  static final NetworkSettings UNKNOWN = new NetworkSettings(Reading.unknown(), Reading.unknown());

  /**
   * A range of group ids; the first above the last is nobody.
   *
   * @param first unsigned 32 bits
   * @param last unsigned 32 bits
   */
  record Groups(long first, long last) {}
}
