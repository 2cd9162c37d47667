package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.render.Tone;
import java.util.Optional;

/**
 * The colour of what a process holds: the tiers of libcap-ng's netcap, by the worst capability. It
 * is for the eye alone; what a capability is worth depends on much that no colour can say.
 */
public final class CapTone {
  private static final CapSet ALARM =
      CapSet.of(
          Capability.SYS_PTRACE,
          Capability.SYS_MODULE,
          Capability.SYS_RAWIO,
          Capability.SETUID,
          Capability.SETGID,
          Capability.SETPCAP,
          Capability.AUDIT_CONTROL);
  private static final CapSet CAUTION =
      CapSet.of(
          Capability.SYS_ADMIN,
          Capability.DAC_OVERRIDE,
          Capability.DAC_READ_SEARCH,
          Capability.NET_ADMIN,
          Capability.NET_RAW,
          Capability.CHOWN,
          Capability.FOWNER,
          Capability.MKNOD,
          Capability.SYS_CHROOT);

  private CapTone() {}

  /** {@return the colour of a permitted set; empty for one of the plain ones} */
  public static Optional<Tone> of(CapSet permitted) {
    if (permitted.isEmpty()) {
      return Optional.of(Tone.GOOD);
    }
    if (!permitted.and(ALARM).isEmpty()) {
      return Optional.of(Tone.ALARM);
    }
    return permitted.and(CAUTION).isEmpty() ? Optional.empty() : Optional.of(Tone.CAUTION);
  }
}
