package io.github.jcap.command.explain;

import static io.github.jcap.cap.Capability.AUDIT_WRITE;
import static io.github.jcap.cap.Capability.CHOWN;
import static io.github.jcap.cap.Capability.DAC_OVERRIDE;
import static io.github.jcap.cap.Capability.FOWNER;
import static io.github.jcap.cap.Capability.FSETID;
import static io.github.jcap.cap.Capability.KILL;
import static io.github.jcap.cap.Capability.MKNOD;
import static io.github.jcap.cap.Capability.NET_BIND_SERVICE;
import static io.github.jcap.cap.Capability.NET_RAW;
import static io.github.jcap.cap.Capability.SETFCAP;
import static io.github.jcap.cap.Capability.SETGID;
import static io.github.jcap.cap.Capability.SETPCAP;
import static io.github.jcap.cap.Capability.SETUID;
import static io.github.jcap.cap.Capability.SYS_CHROOT;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;

/**
 * What container runtimes grant where nothing was said, as their source has it. A host's own
 * configuration, or a cluster's policy, may say otherwise.
 */
enum DefaultSet {
  DOCKER("docker", "Docker", "1.13 to 29.7", "moby daemon/pkg/oci/caps/defaults.go", Sets.DOCKER),
  CONTAINERD("containerd", "containerd", "1.5 to 2.3", "containerd pkg/oci/spec.go", Sets.DOCKER),
  CRIO(
      "crio",
      "CRI-O",
      "1.18 to 1.36",
      "cri-o internal/config/capabilities/capabilities_linux.go",
      CapSet.of(
          CHOWN, DAC_OVERRIDE, FSETID, FOWNER, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, KILL)),
  /** Of 4.4 without SYS_CHROOT; before, Docker's, unless containers.conf says so, as Debian's. */
  PODMAN(
      "podman",
      "Podman",
      "4.5 to 5.8",
      "containers/common pkg/config/default.go",
      CapSet.of(
          CHOWN,
          DAC_OVERRIDE,
          FOWNER,
          FSETID,
          KILL,
          NET_BIND_SERVICE,
          SETFCAP,
          SETGID,
          SETPCAP,
          SETUID,
          SYS_CHROOT)),
  OCI(
      "oci",
      "OCI example",
      "1.0 to 1.3",
      "runtime-spec config.md; runc spec of runc 1.0 to 1.5",
      CapSet.of(AUDIT_WRITE, KILL, NET_BIND_SERVICE));

  /** What several share; a constant of the enum cannot name another field of it. */
  private static final class Sets {
    static final CapSet DOCKER =
        CapSet.of(
            CHOWN,
            DAC_OVERRIDE,
            FSETID,
            FOWNER,
            MKNOD,
            NET_RAW,
            SETGID,
            SETUID,
            SETFCAP,
            SETPCAP,
            NET_BIND_SERVICE,
            SYS_CHROOT,
            KILL,
            AUDIT_WRITE);
  }

  private final String word;
  private final String title;
  private final String versions;
  private final String source;

  @SuppressWarnings("ImmutableEnumChecker") // a record of one mask
  private final CapSet set;

  DefaultSet(String word, String title, String versions, String source, CapSet set) {
    this.word = word;
    this.title = title;
    this.versions = versions;
    this.source = source;
    this.set = set;
  }

  /** {@return as JSON and columns write it} */
  String word() {
    return word;
  }

  /** {@return as a page writes it} */
  String title() {
    return title;
  }

  /** {@return the releases whose source was found to hold this set, first and last} */
  String versions() {
    return versions;
  }

  /** {@return where that stands: project and file, as the last of the releases has it} */
  String source() {
    return source;
  }

  /** {@return all that it grants} */
  CapSet set() {
    return set;
  }

  /** {@return whether it grants that capability} */
  boolean holds(Capability capability) {
    return set.contains(capability);
  }
}
