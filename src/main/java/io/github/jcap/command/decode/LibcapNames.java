package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;

/** One set's names as {@code capsh --decode} prints them: {@code cap_net_admin,cap_net_raw}. */
final class LibcapNames {
  private LibcapNames() {}

  static String of(CapSet set) {
    StringBuilder names = new StringBuilder();
    for (long left = set.mask(); left != 0; left &= left - 1) {
      int number = Long.numberOfTrailingZeros(left);
      names.append(names.isEmpty() ? "" : ",");
      names.append(
          Capability.of(number)
              .map(Capability::libcapName)
              .orElseGet(() -> Integer.toString(number)));
    }
    return names.toString();
  }
}
