package io.github.jcap.command.captest;

import static io.github.jcap.outcome.Outcome.found;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.Securebits.Flag;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.Done;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts a thread in the state that is asked for, by captest's own steps in their order. The first
 * step that fails ends it: a report on half a state would mislead.
 */
final class StateChange {
  private static final CapSet CHOWN = CapSet.of(Capability.CHOWN);
  private static final CapSet TO_CHANGE_ID =
      CapSet.of(Capability.CHOWN, Capability.SETGID, Capability.SETUID, Capability.SETPCAP);
  private static final int LOCKED =
      Flag.NOROOT.mask()
          | Flag.NOROOT.lockMask()
          | Flag.NO_SETUID_FIXUP.mask()
          | Flag.NO_SETUID_FIXUP.lockMask();

  private final Privileges thread;
  private final Accounts accounts;

  StateChange(Privileges thread, Accounts accounts) {
    this.thread = thread;
    this.accounts = accounts;
  }

  /** {@return that all was done, or the problem of the step that failed} */
  Outcome<Done> make(Setup setup) {
    List<Supplier<Outcome<Done>>> steps = new ArrayList<>();
    if (setup.lock()) {
      steps.add(this::lock);
    }
    switch (setup.mode()) {
      case KEEP -> {}
      case DROP_ALL -> steps.add(this::dropAll);
      case DROP_CAPS -> steps.add(() -> dropCaps(setup.ambient()));
      case CHANGE_ID -> steps.add(() -> changeId(setup, () -> thread.setGroups(List.of())));
      case CHANGE_ID_AND_GROUPS -> steps.add(() -> changeIdAndGroups(setup));
    }
    return inOrder(steps);
  }

  /** {@return that every step was done, or what the first that failed gave} */
  static Outcome<Done> inOrder(List<Supplier<Outcome<Done>>> steps) {
    Outcome<Done> answer = found(Done.DONE);
    for (Supplier<Outcome<Done>> step : steps) {
      if (answer instanceof Outcome.Found) {
        answer = step.get();
      }
    }
    return answer;
  }

  /** As captest 0.9.5, which added no_new_privs; the bits that are set already stay. */
  private Outcome<Done> lock() {
    Outcome<Securebits> now = thread.securebits();
    if (!(now instanceof Outcome.Found<Securebits> found)) {
      return now.map(bits -> Done.DONE);
    }
    int before = found.value().bits();
    List<Supplier<Outcome<Done>>> steps = new ArrayList<>();
    if ((before & LOCKED) != LOCKED) {
      steps.add(() -> thread.setSecurebits(new Securebits(before | LOCKED)));
    }
    steps.add(thread::setNoNewPrivs);
    return inOrder(steps);
  }

  private Outcome<Done> dropAll() {
    return inOrder(
        List.of(
            this::dropBounding,
            () -> thread.capset(new CapUserData(CapSet.EMPTY, CapSet.EMPTY, CapSet.EMPTY)),
            thread::clearAmbient));
  }

  private Outcome<Done> dropBounding() {
    Outcome<TaskState> now = TaskState.ofThread(thread);
    return now instanceof Outcome.Found<TaskState> found
        ? thread.dropBounding(found.value().capabilities().bounding())
        : now.map(state -> Done.DONE);
  }

  /** What is no longer permitted leaves the ambient set by itself, capabilities(7). */
  private Outcome<Done> dropCaps(boolean ambient) {
    CapSet kept = ambient ? CHOWN : CapSet.EMPTY;
    return inOrder(
        List.of(
            () -> thread.capset(new CapUserData(kept, kept, kept)),
            () -> thread.raiseAmbient(kept)));
  }

  private Outcome<Done> changeIdAndGroups(Setup setup) {
    Optional<ByteString> name = accounts.userName(setup.uid());
    return name.isPresent()
        ? changeId(setup, () -> thread.initGroups(name.get(), (int) setup.gid()))
        : Outcome.failed(
            new Problem(
                Problem.Kind.UNSUPPORTED,
                "getpwuid",
                "no account has the uid " + setup.uid(),
                ByteString.of("passwd"),
                "without --init-grp none is needed"));
  }

  /** KEEP_CAPS holds permitted while uid 0 is left; CAP_CHOWN is what stays at the end. */
  private Outcome<Done> changeId(Setup setup, Supplier<Outcome<Done>> changeGroups) {
    CapSet inheritable = setup.ambient() ? CHOWN : CapSet.EMPTY;
    int uid = (int) setup.uid();
    int gid = (int) setup.gid();
    return inOrder(
        List.of(
            () -> thread.keepCaps(true),
            () -> thread.capset(new CapUserData(TO_CHANGE_ID, TO_CHANGE_ID, inheritable)),
            this::dropBounding,
            () -> thread.setGids(gid, gid, gid),
            changeGroups,
            () -> thread.setUids(uid, uid, uid),
            () -> thread.keepCaps(false),
            () -> thread.capset(new CapUserData(CHOWN, CHOWN, inheritable)),
            thread::clearAmbient,
            () -> thread.raiseAmbient(inheritable)));
  }
}
