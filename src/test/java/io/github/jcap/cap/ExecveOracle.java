package io.github.jcap.cap;

import io.github.jcap.outcome.Errno;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What execve makes of each capability, told as capabilities(7) tells it: the formula in booleans,
 * one capability at a time. Shares nothing with {@link ExecveRun} but its inputs.
 */
final class ExecveOracle {
  private final Execve kernel;
  private final Credentials old;
  private final Image image;

  final Optional<Errno> error;
  final long euid;
  final long egid;
  final boolean secure;

  private final boolean attributeCounts;
  private final boolean noroot;
  private final boolean rootCounts;
  private final boolean idsChange;
  private final boolean limited;
  private final boolean fileEffective;
  private final boolean setIdBits;
  private final Optional<Withholder> unsafe;

  ExecveOracle(Execve kernel, Credentials old, Set<Execve.Unsafe> unsafe, Image image) {
    this.kernel = kernel;
    this.old = old;
    this.image = image;
    this.unsafe =
        old.noNewPrivs()
            ? Optional.of(Withholder.NO_NEW_PRIVS)
            : unsafe.contains(Execve.Unsafe.SHARED_FS)
                ? Optional.of(Withholder.SHARED_FS)
                : unsafe.contains(Execve.Unsafe.TRACED)
                    ? Optional.of(Withholder.TRACER)
                    : Optional.empty();
    boolean mountCounts = image.trust() == Image.Trust.TRUSTED;
    setIdBits =
        mountCounts && !old.noNewPrivs() && image.owner().isPresent() && image.group().isPresent();
    long newUid = setIdBits && image.setuid() ? image.owner().getAsLong() : old.uid().effective();
    long newGid = setIdBits && image.setgid() ? image.group().getAsLong() : old.gid().effective();
    boolean broken = mountCounts && image.attribute() instanceof Image.Attribute.Malformed;
    attributeCounts = mountCounts && standing() == Image.Standing.COUNTS;
    noroot = old.securebits().has(Securebits.Flag.NOROOT);
    boolean realRoot = old.uid().real() == 0;
    rootCounts = !noroot && (realRoot || (newUid == 0 && !attributeCounts));
    idsChange =
        switch (kernel.idChange()) {
          case FROM_REAL -> newUid != old.uid().real() || newGid != old.gid().real();
          case FROM_EFFECTIVE ->
              newUid != old.uid().effective()
                  || (newGid != old.gid().filesystem() && !old.groups().contains(newGid));
        };
    limited = this.unsafe.isPresent() && (idsChange || any(n -> given(n) && !p(n)));
    boolean keepsIds = old.capabilities().effective().contains(7) && !old.noNewPrivs();
    euid = limited && !keepsIds ? old.uid().real() : newUid;
    egid = limited && !keepsIds ? old.gid().real() : newGid;
    boolean flag = attributeCounts && image.caps().orElseThrow().effective();
    fileEffective = flag || (rootCounts && newUid == 0);
    boolean tooFew = flag && any(n -> fP(n) && !x(n) && !(i(n) && fI(n)));
    error =
        broken ? Optional.of(Errno.EINVAL) : tooFew ? Optional.of(Errno.EPERM) : Optional.empty();
    secure =
        error.isEmpty()
            && (idsChange
                || euid != old.uid().real()
                || egid != old.gid().real()
                || (!realRoot && (fileEffective || any(n -> permitted(n) && !ambient(n)))));
  }

  private Image.@Nullable Standing standing() {
    return image.attribute() instanceof Image.Attribute.Caps known ? known.standing() : null;
  }

  private boolean any(IntPredicate what) {
    for (int n = 0; n <= kernel.last(); n++) {
      if (what.test(n)) {
        return true;
      }
    }
    return false;
  }

  private boolean p(int n) {
    return old.capabilities().permitted().contains(n);
  }

  private boolean i(int n) {
    return old.capabilities().inheritable().contains(n);
  }

  private boolean x(int n) {
    return old.capabilities().bounding().contains(n);
  }

  private boolean a(int n) {
    return old.capabilities().ambient().contains(n);
  }

  private boolean fP(int n) {
    return image.caps().isPresent() && image.caps().get().permitted().contains(n);
  }

  private boolean fI(int n) {
    return image.caps().isPresent() && image.caps().get().inheritable().contains(n);
  }

  /** For root the file's sets are all ones. */
  private boolean given(int n) {
    return rootCounts ? x(n) || i(n) : attributeCounts && ((x(n) && fP(n)) || (i(n) && fI(n)));
  }

  boolean ambient(int n) {
    return a(n) && !attributeCounts && !idsChange;
  }

  boolean permitted(int n) {
    return (given(n) && (!limited || p(n))) || ambient(n);
  }

  boolean effective(int n) {
    return fileEffective ? permitted(n) : ambient(n);
  }

  /** Whom a capability lacks by: each reason for which it could have come and did not. */
  Set<Withholder> missing(int n) {
    Set<Withholder> by = EnumSet.noneOf(Withholder.class);
    boolean fromFile = attributeCounts && ((x(n) && fP(n)) || (i(n) && fI(n)));
    if (error.isEmpty() ? permitted(n) : fromFile) {
      return by;
    }
    wouldBeRoot(n).ifPresent(by::add);
    if (fP(n) && !attributeCounts) {
      by.add(whoIgnoresTheAttribute());
    }
    if (attributeCounts && !fromFile && (fP(n) || fI(n))) {
      by.add(fP(n) ? Withholder.BOUNDING : Withholder.INHERITABLE);
    }
    if (error.isPresent()) {
      return by;
    }
    long asked = setIdBits && image.setuid() ? image.owner().getAsLong() : old.uid().effective();
    boolean isRoot = asked == 0 || old.uid().real() == 0;
    if (isRoot && !rootCounts && (x(n) || i(n))) {
      by.add(noroot ? Withholder.NOROOT : Withholder.FILE_CAPABILITIES);
    }
    if (rootCounts && !x(n) && !i(n)) {
      by.add(Withholder.BOUNDING);
    }
    if (limited && given(n)) {
      by.add(unsafe.orElseThrow());
    }
    if (a(n)) {
      by.add(attributeCounts ? Withholder.AMBIENT_BY_ATTRIBUTE : Withholder.AMBIENT_BY_IDS);
    }
    if (p(n) && !a(n) && !attributeCounts && !rootCounts) {
      by.add(Withholder.NOT_AMBIENT);
    }
    return by;
  }

  private Optional<Withholder> wouldBeRoot(int n) {
    boolean would =
        image.setuid()
            && image.owner().isPresent()
            && image.owner().getAsLong() == 0
            && old.uid().real() != 0
            && old.uid().effective() != 0
            && !noroot
            && !(image.attribute() instanceof Image.Attribute.Malformed)
            && standing() != Image.Standing.COUNTS
            && (x(n) || i(n));
    if (!would || setIdBits) {
      return Optional.empty();
    }
    return Optional.of(
        whoDistrustsTheMount()
            .orElse(old.noNewPrivs() ? Withholder.NO_NEW_PRIVS : Withholder.UNMAPPED));
  }

  private Withholder whoIgnoresTheAttribute() {
    return standing() == Image.Standing.DISABLED
        ? Withholder.NO_FILE_CAPS
        : whoDistrustsTheMount().orElse(Withholder.ROOTID);
  }

  private Optional<Withholder> whoDistrustsTheMount() {
    return switch (image.trust()) {
      case TRUSTED -> Optional.empty();
      case NOSUID -> Optional.of(Withholder.NOSUID);
      case FOREIGN -> Optional.of(Withholder.FOREIGN_MOUNT);
    };
  }
}
