package io.github.jcap.judge;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Withholder;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaceLine;
import io.github.jcap.kernel.UserNamespaceLine.Place;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import java.util.List;
import java.util.Optional;

/**
 * Whether a capability of a subject counts for an object: the kernel's {@code cap_capable}, {@code
 * security/commoncap.c}, and {@code capable_wrt_inode_uidgid}, {@code kernel/capability.c}.
 *
 * @param capability which
 * @param answer whether it counts
 * @param withheld who withholds it; empty where it counts or cannot be told
 * @param text how that is, words that follow the capability's name
 */
public record CapabilityCheck(
    Capability capability, Answer answer, Optional<Withholder> withheld, String text) {

  /** What the kernel shows for an id without a number: {@code overflowuid}. */
  private static final long NOBODY = 65534;

  /** {@return whether it is held effective, for what the subject's own user namespace owns} */
  public static CapabilityCheck own(Subject subject, Capability capability) {
    if (subject.credentials().capabilities().effective().contains(capability)) {
      return yes(capability, "is effective");
    }
    return subject.credentials().capabilities().permitted().contains(capability)
        ? no(capability, Withholder.NOT_EFFECTIVE, "is permitted, but not effective")
        : no(capability, Withholder.NOT_PERMITTED, "is not permitted");
  }

  /**
   * {@return whether it counts for a file: held in the subject's own user namespace, in which the
   * file's owner and group must have numbers}
   *
   * @param uid the file's owner as the reader's user namespace numbers him
   * @param gid its group, likewise
   */
  public static CapabilityCheck overFile(
      Subject subject, Capability capability, long uid, long gid) {
    CapabilityCheck held = own(subject, capability);
    if (held.answer != Answer.YES) {
      return held;
    }
    Answer mapped =
        worse(isMapped(subject, subject.uidMap(), uid), isMapped(subject, subject.gidMap(), gid));
    return switch (mapped) {
      case YES -> held;
      case NO ->
          no(
              capability,
              Withholder.USER_NAMESPACE,
              "is effective in a user namespace in which the file's owner or group has no number");
      case UNKNOWN ->
          unknown(
              capability,
              "is effective; whether the file's owner and group have numbers in its user namespace"
                  + " cannot be told");
    };
  }

  private static Answer worse(Answer one, Answer other) {
    if (one == Answer.NO || other == Answer.NO) {
      return Answer.NO;
    }
    return one == Answer.UNKNOWN ? one : other;
  }

  private static Answer isMapped(Subject subject, Reading<IdMap> map, long id) {
    if (map instanceof Reading.Value<IdMap> known) {
      if (known.value().inside(id).isPresent()) {
        return Answer.YES;
      }
      for (IdMap.Range range : known.value().ranges()) {
        if (range.outside().known().isEmpty()) {
          return Answer.UNKNOWN;
        }
      }
      return Answer.NO;
    }
    if (map.isUnknown()) {
      return Answer.UNKNOWN;
    }
    // The reader's own: what it shows has a number, but that 65534 may stand for none.
    boolean isInitial =
        subject.userNamespace().known().filter(UserNamespace::isInitial).isPresent();
    return id == NOBODY && !isInitial ? Answer.UNKNOWN : Answer.YES;
  }

  /**
   * {@return whether it counts for what a user namespace owns: held in that one or in one above; in
   * one whose maker is the subject's effective user, seen from the one it was made in, every
   * capability counts}
   *
   * @param owner the owner, and those above it; unknown where that could not be read
   * @param what what is owned, in a sentence: {@code the network namespace}
   */
  public static CapabilityCheck over(
      Subject subject, Capability capability, Reading<UserNamespaceLine> owner, String what) {
    CapabilityCheck held = own(subject, capability);
    boolean initial = subject.userNamespace().known().filter(UserNamespace::isInitial).isPresent();
    if (held.answer == Answer.YES && initial) {
      return held; // counts for everything
    }
    return owner instanceof Reading.Value<UserNamespaceLine> known
        ? over(subject, held, known.value(), what)
        : unknown(capability, "cannot be judged: who owns " + what + " could not be read");
  }

  private static CapabilityCheck over(
      Subject subject, CapabilityCheck held, UserNamespaceLine owner, String what) {
    Capability capability = held.capability;
    if (!(subject.userNamespace() instanceof Reading.Value<UserNamespace> known)) {
      return held.answer == Answer.NO && owner.places().size() == 1 && owner.isComplete()
          ? held
          : unknown(capability, "cannot be judged: the process's user namespace is not known");
    }
    List<Place> places = owner.places();
    for (int at = 0; at < places.size(); at++) {
      if (places.get(at).inode() == known.value().inode()) {
        return at == 0 ? held : below(subject, held, places.get(at - 1).owner());
      }
    }
    if (!owner.isComplete() && !isBelowReader(subject, known.value())) {
      return unknown(capability, "cannot be judged: the owner of " + what + " is out of sight");
    }
    return held.answer == Answer.YES
        ? no(
            capability,
            Withholder.USER_NAMESPACE,
            "is effective, but not in the user namespace that owns " + what + " nor in one above")
        : held;
  }

  /** Of what a child of the subject's own user namespace owns, or one further down. */
  private static CapabilityCheck below(Subject subject, CapabilityCheck held, Reading<Long> maker) {
    long effective = subject.credentials().uid().effective();
    if (maker.known().filter(uid -> uid == effective).isPresent()) {
      return yes(held.capability, "counts: the user namespace was made by its effective user");
    }
    return held.answer == Answer.NO && maker.isUnknown()
        ? unknown(held.capability, "cannot be judged: who made the user namespace is not known")
        : held;
  }

  /** Whether what owns a line that leaves the reader's sight cannot be below the subject's. */
  private static boolean isBelowReader(Subject subject, UserNamespace namespace) {
    return subject.uidMap() instanceof Reading.Absent || namespace.parent().known().isPresent();
  }

  private static CapabilityCheck yes(Capability capability, String text) {
    return new CapabilityCheck(capability, Answer.YES, Optional.empty(), text);
  }

  private static CapabilityCheck no(Capability capability, Withholder by, String text) {
    return new CapabilityCheck(capability, Answer.NO, Optional.of(by), text);
  }

  private static CapabilityCheck unknown(Capability capability, String text) {
    return new CapabilityCheck(capability, Answer.UNKNOWN, Optional.empty(), text);
  }

  /** {@return how it is, with its name: {@code CAP_KILL is not permitted}} */
  public String sentence() {
    return capability.constantName() + " " + text;
  }

  /** {@return what is missing; none where nobody is known to withhold it} */
  public List<Missing> missing() {
    return withheld.isPresent()
        ? List.of(new Missing(capability.number(), withheld.get()))
        : List.of();
  }

  /** {@return what would make it count, words that begin small; empty where it does} */
  public String cure() {
    if (withheld.isEmpty()) {
      return "";
    }
    return switch (withheld.get()) {
      case NOT_EFFECTIVE ->
          "let the process make " + capability.constantName() + " effective, capset(2)";
      case USER_NAMESPACE ->
          "let a process do it that has "
              + capability.constantName()
              + " in the owning user namespace or one above";
      default -> "give the process " + capability.constantName();
    };
  }
}
