package io.github.jcap.render;

import io.github.jcap.outcome.Reading;

/**
 * Where and when a report was made.
 *
 * @param name the host's name
 * @param kernel its release, as uname -r
 * @param arch the machine, as uname -m
 * @param bootId changes at every boot
 * @param capLastCap the number of the kernel's last capability
 * @param collectedAt when the report was begun, UTC, ISO 8601
 */
public record Host(
    Reading<String> name,
    Reading<String> kernel,
    Reading<String> arch,
    Reading<String> bootId,
    Reading<Integer> capLastCap,
    String collectedAt) {

  /** For the forms that do not say it. */
  public static final Host UNSAID =
      new Host(
          Reading.absent(),
          Reading.absent(),
          Reading.absent(),
          Reading.absent(),
          Reading.absent(),
          "");
}
