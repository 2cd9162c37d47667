package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers for live tests: the states that a thread of this process can be put in. Each capability
 * that there is plays another part in them, so that one call tries all of them.
 */
final class LiveCallers {
  static final long OWN = 1000;
  static final long OTHER = 1001;
  static final long GROUP = 100;
  static final long SUPPLEMENTARY = 101;
  static final long STRANGE = 102;

  private static final CapSet NONE = CapSet.EMPTY;
  private static final String[] PARTS = {"", "P", "I", "PI", "PIA", "X", "PX", "IX", "PIX", "PIAX"};

  /** How many parts a capability can play in a caller. */
  static final int CALLER_PARTS = PARTS.length;

  private final CapSet held;

  LiveCallers() {
    PidStatus status = PidStatus.parse(read("/proc/thread-self/status"));
    held = status.capabilities().permitted().and(status.capabilities().bounding());
  }

  /** {@return what this process can give: the rest is in none of the sets} */
  CapSet held() {
    return held;
  }

  /** {@return the running kernel's last capability} */
  static int last() {
    if (ProcRoot.of(ProcRoot.SYSTEM).capLastCap() instanceof Outcome.Found<Integer> found) {
      return found.value();
    }
    throw new IllegalStateException("cap_last_cap cannot be read");
  }

  /** {@return the running kernel's release} */
  static String release() {
    return new String(read("/proc/sys/kernel/osrelease"), US_ASCII).strip();
  }

  private static byte[] read(String path) {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the capabilities that play this part of so many, by their numbers, moved on} */
  static CapSet part(int part, int parts, int each, int shift) {
    long mask = 0;
    for (int number = 0; number <= Capability.last(); number++) {
      mask |= (number + shift) / each % parts == part ? 1L << number : 0;
    }
    return CapSet.of(mask);
  }

  /** {@return those whose part puts them into a set, by its letter} */
  static CapSet partsIn(char set, int shift) {
    CapSet all = NONE;
    for (int part = 0; part < PARTS.length; part++) {
      if (PARTS[part].indexOf(set) >= 0) {
        all = all.or(part(part, PARTS.length, 1, shift));
      }
    }
    return all;
  }

  /** Each capability in another combination of the sets; all that is permitted is effective. */
  private ThreadCaps woven(int shift) {
    CapSet permitted = partsIn('P', shift).and(held);
    return new ThreadCaps(
        permitted,
        permitted,
        partsIn('I', shift).and(held),
        partsIn('X', shift).and(held),
        partsIn('A', shift).and(held));
  }

  private List<ThreadCaps> sets() {
    CapSet some = CapSet.of(Capability.NET_RAW, Capability.CHOWN, Capability.KILL);
    CapSet idle = held.without(CapSet.of(Capability.SETUID, Capability.NET_RAW));
    return List.of(
        woven(0),
        woven(4),
        new ThreadCaps(NONE, NONE, NONE, held, NONE),
        new ThreadCaps(held, held, some, held, some),
        new ThreadCaps(idle, held, held, held.without(some), NONE));
  }

  private static final List<Ids> UIDS =
      List.of(
          Ids.all(0),
          Ids.all(OWN),
          new Ids(0, OWN, OWN, OWN),
          new Ids(OWN, 0, 0, 0),
          new Ids(OWN, OTHER, 0, OTHER));
  private static final List<Ids> GIDS =
      List.of(
          Ids.all(GROUP),
          new Ids(GROUP, STRANGE, GROUP, STRANGE),
          new Ids(GROUP, GROUP, GROUP, STRANGE));
  private static final List<Integer> SECUREBITS =
      List.of(
          0,
          Securebits.Flag.NOROOT.mask(),
          Securebits.Flag.KEEP_CAPS.mask() | Securebits.Flag.NO_SETUID_FIXUP.mask());

  /** {@return a user with these in all sets but bounding, which is full} */
  static Credentials ordinary(CapSet ambient, CapSet bounding) {
    return new Credentials(
        Ids.all(OWN),
        Ids.all(GROUP),
        List.of(SUPPLEMENTARY),
        new ThreadCaps(ambient, ambient, ambient, bounding, ambient),
        new Securebits(0),
        false);
  }

  /** {@return root as he is everywhere} */
  static Credentials root(CapSet bounding) {
    return new Credentials(
        Ids.all(0),
        Ids.all(0),
        List.of(),
        new ThreadCaps(bounding, bounding, NONE, bounding, NONE),
        new Securebits(0),
        false);
  }

  /** {@return every caller} */
  List<Credentials> all() {
    List<Credentials> all = new ArrayList<>();
    for (ThreadCaps sets : sets()) {
      for (Ids uid : UIDS) {
        for (Ids gid : GIDS) {
          for (int bits : SECUREBITS) {
            for (boolean noNewPrivs : new boolean[] {false, true}) {
              all.add(
                  new Credentials(
                      uid, gid, List.of(SUPPLEMENTARY), sets, new Securebits(bits), noNewPrivs));
            }
          }
        }
      }
    }
    return all;
  }
}
