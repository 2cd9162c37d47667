package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.gids;
import static io.github.jcap.cap.Callers.permitted;
import static io.github.jcap.cap.Callers.root;
import static io.github.jcap.cap.Callers.set;
import static io.github.jcap.cap.Callers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** setgid(2) and its like: every combination of ids; the capabilities stay. */
class SetGidTest {
  private static final SetGid SET = new SetGid();
  private static final OptionalLong SAME = OptionalLong.empty();
  private static final CapSet SETGID = set(Capability.SETGID);
  private static final long[] NUMBERS = {0, 1000, 1001};
  private static final List<OptionalLong> WANTED =
      List.of(SAME, OptionalLong.of(0), OptionalLong.of(1000), OptionalLong.of(1001));

  @Test
  void leavingGidZeroCostsNothing() {
    Change change = SET.setgid(root(), 1000);
    assertThat(change.after()).isEqualTo(gids(root(), Ids.all(1000)));
  }

  @Test
  void anotherGidNeedsTheCapabilityInEffective() {
    Change refused = SET.setgid(permitted(user(), SETGID, NONE), 1001);
    assertThat(refused.error()).contains(Errno.EPERM);
    assertThat(refused.missing())
        .as("to be in the group does not help")
        .containsExactly(new Missing(Capability.SETGID.number(), Withholder.NOT_EFFECTIVE));
    assertThat(SET.setgid(user(), 1000).succeeds()).isTrue();
  }

  @Test
  void groupsAreSetWithTheCapabilityAlone() {
    assertThat(SET.setgroups(user(), List.of(1001L), true).missing())
        .containsExactly(new Missing(Capability.SETGID.number(), Withholder.NOT_PERMITTED));
    assertThat(SET.setgroups(root(), List.of(5L), true).after().groups()).containsExactly(5L);
    Change denied = SET.setgroups(root(), List.of(5L), false);
    assertThat(denied.error()).contains(Errno.EPERM);
    assertThat(denied.missing()).isEmpty();
  }

  @Test
  void everyCombinationOfIds() {
    for (long r : NUMBERS) {
      for (long e : NUMBERS) {
        for (long s : NUMBERS) {
          for (boolean able : new boolean[] {false, true}) {
            Credentials old = gids(user(), new Ids(r, e, s, e));
            everyCall(able ? permitted(old, SETGID, SETGID) : old, able);
          }
        }
      }
    }
  }

  private static void everyCall(Credentials old, boolean able) {
    long r = old.gid().real();
    long e = old.gid().effective();
    long s = old.gid().saved();
    for (OptionalLong a : WANTED) {
      for (OptionalLong b : WANTED) {
        long effective = b.orElse(e);
        boolean saves = a.isPresent() || (b.isPresent() && b.getAsLong() != r);
        boolean maySetregid = able || (isAmong(a, r, e) && isAmong(b, r, e, s));
        check(
            old,
            SET.setregid(old, a, b),
            maySetregid,
            new Ids(a.orElse(r), effective, saves ? effective : s, effective));
        for (OptionalLong c : WANTED) {
          check(
              old,
              SET.setresgid(old, a, b, c),
              able || (isAmong(a, r, e, s) && isAmong(b, r, e, s) && isAmong(c, r, e, s)),
              new Ids(a.orElse(r), effective, c.orElse(s), effective));
        }
      }
      if (a.isPresent()) {
        long id = a.getAsLong();
        check(
            old,
            SET.setgid(old, id),
            able || isAmong(a, r, s),
            able ? Ids.all(id) : new Ids(r, id, s, id));
        check(old, SET.setfsgid(old, id), able || isAmong(a, r, e, s), new Ids(r, e, s, id));
      }
    }
  }

  private static boolean isAmong(OptionalLong wanted, long... own) {
    if (wanted.isEmpty()) {
      return true;
    }
    for (long number : own) {
      if (number == wanted.getAsLong()) {
        return true;
      }
    }
    return false;
  }

  private static void check(Credentials old, Change change, boolean allowed, Ids now) {
    assertThat(change.succeeds()).isEqualTo(allowed);
    assertThat(change.after()).isEqualTo(allowed ? gids(old, now) : old);
    assertThat(change.missing().isEmpty()).isEqualTo(allowed);
  }
}
