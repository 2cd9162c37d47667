package io.github.jcap.command.netcap;

import io.github.jcap.render.Tone;
import java.util.Optional;

/**
 * What is notable of a process at an endpoint, in netcap's order. Those of dual stack are jcap's
 * own: netcap shows a socket of both versions of IP as if it were of IPv6 alone.
 */
enum PlaneFlag {
  /** Within radio range. */
  PROXIMITY_PLANE("proximity-plane", Optional.of(Tone.CAUTION)),
  /** Between a virtual machine and its host. */
  HYPERVISOR_PLANE("hypervisor-plane", Optional.of(Tone.CAUTION)),
  /** A VSOCK socket on the port of SSH, as systemd-ssh-generator makes it. */
  SSH_ON_VSOCK("ssh-on-vsock-port-22", Optional.empty()),
  /** Bound to every address. */
  WILDCARD_BIND("wildcard-bind", Optional.of(Tone.CAUTION)),
  /** Bound to every address of IPv6, and serves those of IPv4. */
  DUAL_STACK("dual-stack", Optional.empty()),
  /** Bound to every address of IPv6, and not known whether it serves those of IPv4. */
  PERHAPS_DUAL_STACK("dual-stack?", Optional.empty()),
  /** Shares its address and port with another socket. */
  REUSEPORT("reuseport", Optional.of(Tone.CAUTION)),
  /** Of the process: one of five capabilities that make more of what is reached. */
  PRIVILEGED_CAPS("privileged-caps", Optional.empty());

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // of an enum
  private final Optional<Tone> tone;

  PlaneFlag(String label, Optional<Tone> tone) {
    this.label = label;
    this.tone = tone;
  }

  String label() {
    return label;
  }

  /** {@return its colour; privileged-caps has that of the worst capability instead} */
  Optional<Tone> tone() {
    return tone;
  }
}
