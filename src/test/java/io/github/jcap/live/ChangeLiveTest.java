package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapPrctl;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capset;
import io.github.jcap.cap.Change;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetGid;
import io.github.jcap.cap.SetUid;
import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.StateThread;
import io.github.jcap.kernel.StateThread.IdCall;
import io.github.jcap.outcome.Errno;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The running kernel does with capset, the setuid and setgid calls and prctl what the model says:
 * threads in many states make one call after the other.
 */
@Tag("live")
@Tag("kernel")
class ChangeLiveTest {
  private static final int LAST = LiveCallers.last();
  private static final long[] IDS = {0, 1000, 1001, 4000};
  private static final boolean IN_A_GUEST = Guest.isHere();

  private final Random random = new Random(11);
  private final Capset capset = new Capset(LAST);
  private final SetUid setUid = new SetUid(LAST);
  private final SetGid setGid = new SetGid();
  private final CapPrctl prctl = CapPrctl.ofRelease(LAST, LiveCallers.release());
  private final TreeMap<String, Integer> outcomes = new TreeMap<>();

  /** What a call was said to do and what it gave: 0 or more, or an errno, negated. */
  private record Tried(String call, Change said, long gave) {}

  @Test
  void everyCallDoesAsTheModelSays() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    Guest.assumeNoModule();
    LiveCallers callers = new LiveCallers();
    List<Credentials> all = new ArrayList<>(callers.all());
    Collections.shuffle(all, random);
    int compared = 0;
    for (Credentials caller : all.subList(0, IN_A_GUEST ? 60 : all.size())) {
      try (StateThread thread = new StateThread()) {
        thread.enter(caller, callers.held());
        Credentials now = caller;
        for (int call = 0; call < 10; call++) {
          now = compare(thread, now);
          compared++;
        }
      }
    }
    System.out.println(
        "changes on Linux " + LiveCallers.release() + ": " + compared + " calls, " + outcomes);
    assertThat(compared).isGreaterThanOrEqualTo(IN_A_GUEST ? 600 : 4500);
  }

  private Credentials compare(StateThread thread, Credentials before) {
    Tried tried = call(thread, before);
    Credentials after =
        ExecveProof.credentials(thread.status(), new Securebits(thread.securebits()));
    int errno = tried.said().error().map(Errno::number).orElse(0);
    boolean tellsErrors = !tried.call().startsWith("SETFS");
    String all = tried + "\n before " + before + "\n kernel " + after;
    assertThat(after).as(all).isEqualTo(tried.said().after());
    if (tellsErrors) {
      assertThat(tried.gave()).as(all).isEqualTo(-errno);
    }
    outcomes.merge(
        tried.call().replaceFirst(" .*", "") + (errno == 0 ? "" : " refused"), 1, Integer::sum);
    return after;
  }

  private Tried call(StateThread thread, Credentials before) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> uids(thread, before);
      case 2 -> gids(thread, before);
      case 3 -> capset(thread, before);
      case 4 -> sets(thread, before);
      case 5 -> securebits(thread, before);
      default -> keepCaps(thread, before);
    };
  }

  private OptionalLong some() {
    int which = random.nextInt(IDS.length + 1);
    return which == IDS.length ? OptionalLong.empty() : OptionalLong.of(IDS[which]);
  }

  private Tried uids(StateThread thread, Credentials before) {
    OptionalLong r = some();
    OptionalLong e = some();
    OptionalLong s = some();
    long id = IDS[random.nextInt(IDS.length)];
    return switch (random.nextInt(4)) {
      case 0 -> tried(thread, IdCall.SETRESUID, setUid.setresuid(before, r, e, s), r, e, s);
      case 1 -> tried(thread, IdCall.SETREUID, setUid.setreuid(before, r, e), r, e);
      case 2 -> tried(thread, IdCall.SETUID, setUid.setuid(before, id), OptionalLong.of(id));
      default -> tried(thread, IdCall.SETFSUID, setUid.setfsuid(before, id), OptionalLong.of(id));
    };
  }

  private Tried gids(StateThread thread, Credentials before) {
    OptionalLong r = some();
    OptionalLong e = some();
    OptionalLong s = some();
    long id = random.nextBoolean() ? LiveCallers.GROUP : IDS[random.nextInt(IDS.length)];
    return switch (random.nextInt(4)) {
      case 0 -> tried(thread, IdCall.SETRESGID, setGid.setresgid(before, r, e, s), r, e, s);
      case 1 -> tried(thread, IdCall.SETREGID, setGid.setregid(before, r, e), r, e);
      case 2 -> tried(thread, IdCall.SETGID, setGid.setgid(before, id), OptionalLong.of(id));
      default -> tried(thread, IdCall.SETFSGID, setGid.setfsgid(before, id), OptionalLong.of(id));
    };
  }

  private static Tried tried(
      StateThread thread, IdCall call, Change said, OptionalLong... arguments) {
    long[] ids = {0, 0, 0};
    for (int i = 0; i < arguments.length; i++) {
      ids[i] = arguments[i].orElse(-1);
    }
    return new Tried(
        call + " " + List.of(arguments), said, thread.id(call, ids[0], ids[1], ids[2]));
  }

  private CapSet any() {
    return CapSet.of(random.nextLong());
  }

  private Tried capset(StateThread thread, Credentials before) {
    var sets = before.capabilities();
    boolean bold = random.nextInt(4) == 0;
    CapSet few = CapSet.of(random.nextLong() & 7 << 5);
    CapSet permitted = sets.permitted().without(few).or(bold ? few : CapSet.EMPTY);
    CapSet effective = permitted.and(any()).or(random.nextInt(6) == 0 ? few : CapSet.EMPTY);
    CapSet inheritable =
        sets.inheritable()
            .or(sets.permitted().and(random.nextBoolean() ? sets.bounding() : any()))
            .and(any())
            .or(random.nextInt(4) == 0 ? few : CapSet.EMPTY);
    return new Tried(
        "CAPSET " + effective + permitted + inheritable,
        capset.apply(before, effective, permitted, inheritable),
        thread.capset(effective, permitted, inheritable));
  }

  private Tried sets(StateThread thread, Credentials before) {
    int capability = random.nextInt(LAST + 2);
    return switch (random.nextInt(4)) {
      case 0 ->
          new Tried(
              "DROP " + capability,
              prctl.dropBounding(before, capability),
              thread.dropBounding(capability));
      case 1 ->
          new Tried(
              "LOWER " + capability,
              prctl.lowerAmbient(before, capability),
              thread.lowerAmbient(capability));
      default ->
          new Tried(
              "RAISE " + capability,
              prctl.raiseAmbient(before, capability),
              thread.raiseAmbient(capability));
    };
  }

  /** One bit or its lock, none, or one of those for interpreters. */
  private Tried securebits(StateThread thread, Credentials before) {
    int bit = random.nextInt(16);
    int wanted = before.securebits().bits() ^ (bit < 13 ? 1 << bit : 0);
    return new Tried(
        "SECUREBITS " + wanted,
        prctl.setSecurebits(before, new Securebits(wanted)),
        thread.setSecurebits(wanted));
  }

  private Tried keepCaps(StateThread thread, Credentials before) {
    boolean keep = random.nextBoolean();
    return new Tried("KEEPCAPS " + keep, prctl.keepCaps(before, keep), thread.keepCaps(keep));
  }
}
