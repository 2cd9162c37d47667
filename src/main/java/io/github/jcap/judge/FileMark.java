package io.github.jcap.judge;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Image;
import io.github.jcap.cap.Image.Standing;
import io.github.jcap.judge.PathAccess.Reached;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a file's attribute, set-id bits and owner are to one caller: {@code get_file_caps} of {@code
 * security/commoncap.c}, {@code mnt_may_suid} of {@code fs/namespace.c}.
 */
final class FileMark {
  private static final long NOBODY = 65534;
  private static final String READING = "lgetxattr <file>";
  private static final Image.Attribute WITHOUT_EFFECT = saying(Standing.COUNTS);

  private final Caller caller;
  private final Subject subject;
  private final ProcRoot proc;
  private final Problems problems;
  private final List<String> assumptions;

  FileMark(Caller caller, ProcRoot proc, Problems problems, List<String> assumptions) {
    this.caller = caller;
    this.subject = caller.subject();
    this.proc = proc;
    this.problems = problems;
    this.assumptions = assumptions;
  }

  /** An attribute of which only that it is there is known. */
  private static Image.Attribute saying(Standing standing) {
    return new Image.Attribute.Caps(FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, false), standing);
  }

  /** {@return what a mount lets its files give} */
  Image.Trust trust(Reached reached) {
    if (reached.mount().isEmpty()) {
      assumptions.add(
          "the mount of "
              + reached.inside().escaped()
              + " is not in sight: assumed to be without nosuid");
      return Image.Trust.TRUSTED;
    }
    MountInfo mount = reached.mount().get();
    if (mount.options().contains("nosuid")) {
      return Image.Trust.NOSUID;
    }
    return isForeign(mount) ? Image.Trust.FOREIGN : Image.Trust.TRUSTED;
  }

  /** A mount that is not among the caller's, and not because a chroot hides it from him. */
  private boolean isForeign(MountInfo mount) {
    if (subject.pid().isEmpty()) {
      return false;
    }
    int pid = subject.pid().getAsInt();
    List<MountInfo> its = flat(proc.pid(pid).mounts()).known().orElse(List.of());
    for (MountInfo each : its) {
      if (each.id() == mount.id()) {
        return false;
      }
    }
    Reading<Long> own = self().flatMap(self -> flat(proc.pid(self).namespace(NamespaceKind.MNT)));
    Reading<Long> other = flat(proc.pid(pid).namespace(NamespaceKind.MNT));
    return own.known().isPresent()
        && other.known().isPresent()
        && !own.known().equals(other.known());
  }

  /** {@return the attribute as the caller meets it; failed where that cannot be told} */
  Outcome<Image.Attribute> attribute(Outcome<Optional<CapAttribute>> read, Image.Trust trust) {
    boolean isOff = isOff();
    boolean heeds = !isOff && trust == Image.Trust.TRUSTED;
    if (!(read instanceof Outcome.Found<Optional<CapAttribute>> found)) {
      return heeds ? read.map(never -> Image.Attribute.NONE) : Outcome.found(unheeded(isOff));
    }
    if (found.value().isEmpty()) {
      return Outcome.found(Image.Attribute.NONE);
    }
    return found
        .value()
        .get()
        .fold(
            caps -> Outcome.found(sound(caps, isOff)),
            oddity -> heeds ? odd(oddity) : Outcome.found(unheeded(isOff)));
  }

  private static Image.Attribute unheeded(boolean isOff) {
    return isOff ? saying(Standing.DISABLED) : WITHOUT_EFFECT;
  }

  private Image.Attribute sound(FileCaps caps, boolean isOff) {
    Standing standing = counts(caps) ? Standing.COUNTS : Standing.FOREIGN_ROOTID;
    return new Image.Attribute.Caps(caps, isOff ? Standing.DISABLED : standing);
  }

  private static Outcome<Image.Attribute> odd(Oddity oddity) {
    return switch (oddity) {
      case FOREIGN -> Outcome.found(saying(Standing.FOREIGN_ROOTID));
      case MALFORMED -> Outcome.found(Image.Attribute.MALFORMED);
      case UNREADABLE ->
          Outcome.failed(
              new Problem(
                  Problem.Kind.MALFORMED,
                  READING,
                  "EINVAL: " + oddity.meaning(),
                  ByteString.of("security.capability"),
                  "--file-caps says what to take it for"));
    };
  }

  /**
   * {@code rootid_owns_currentns}. The reader is shown revision 2 where the rootid is root of his
   * own namespace or of one above it, which is above the caller's too; of revision 3 the rootid as
   * his own numbers it.
   */
  private boolean counts(FileCaps caps) {
    if (caps.rootid().isEmpty() || caps.rootid().getAsLong() == 0) {
      return true;
    }
    long rootid = caps.rootid().getAsLong();
    OptionalLong inside = Caller.inside(subject.uidMap(), rootid);
    if (inside.isPresent() && inside.getAsLong() == 0) {
      return true;
    }
    if (isRootAboveReader(rootid)) {
      return true;
    }
    int depth = subject.userNamespace().flatMap(UserNamespace::depth).known().orElse(0);
    if (depth > 1) {
      assumptions.add(
          "rootid "
              + rootid
              + " is not known to be the root of a user namespace above the caller's: assumed that"
              + " it is not");
    }
    return false;
  }

  /** Where the reader's namespace numbers another one's root by something else than 0. */
  private boolean isRootAboveReader(long rootid) {
    Reading<Long> own = self().flatMap(self -> flat(proc.pid(self).namespace(NamespaceKind.USER)));
    if (own.known().filter(inode -> inode != UserNamespace.INITIAL_INODE).isEmpty()) {
      return false;
    }
    Reading<IdMap> map = self().flatMap(self -> flat(proc.pid(self).uidMap()));
    OptionalLong above =
        map instanceof Reading.Value<IdMap> known
            ? known.value().outside(rootid)
            : OptionalLong.empty();
    return above.isPresent() && above.getAsLong() == 0;
  }

  /** {@return what execve heeds of a file} */
  Image image(FileFacts facts, Image.Attribute attribute, Image.Trust trust) {
    return new Image(
        attribute,
        facts.isSetuid(),
        facts.givesGroup(),
        number(subject.uidMap(), facts.uid(), true),
        number(subject.gidMap(), facts.gid(), false),
        trust,
        Optional.empty());
  }

  /** In the reader's own namespace 65534 may stand for an id without a number. */
  private OptionalLong number(Reading<IdMap> map, long id, boolean isUser) {
    if (id == NOBODY && map instanceof Reading.Absent<IdMap> && !isInitial()) {
      Reading<IdMap> own =
          self().flatMap(pid -> flat(isUser ? proc.pid(pid).uidMap() : proc.pid(pid).gidMap()));
      boolean isMapped =
          !(own instanceof Reading.Value<IdMap> known) || known.value().outside(NOBODY).isPresent();
      return isMapped ? OptionalLong.of(id) : OptionalLong.empty();
    }
    return Caller.inside(map, id);
  }

  private boolean isInitial() {
    return caller.subject().userNamespace().known().filter(UserNamespace::isInitial).isPresent();
  }

  /** Booted with {@code no_file_caps}. */
  private boolean isOff() {
    if (!(proc.text("cmdline") instanceof Outcome.Found<ByteString> line)) {
      return false;
    }
    return (" " + line.value().latin1() + " ").contains(" no_file_caps ");
  }

  private Reading<Integer> self() {
    return flat(proc.self());
  }

  private <T> Reading<T> flat(Outcome<Reading<T>> outcome) {
    return outcome.orReport(problems).flatMap(reading -> reading);
  }
}
