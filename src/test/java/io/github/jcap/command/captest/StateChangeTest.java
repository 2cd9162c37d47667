package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.captest.Setup.Mode;
import io.github.jcap.fixture.FakePrivileges;
import io.github.jcap.fixture.StatusText;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateChangeTest {
  private static final String LOCK =
      "securebits NOROOT NOROOT_LOCKED NO_SETUID_FIXUP NO_SETUID_FIXUP_LOCKED";
  private static final String NOTHING = "capset e=none p=none i=none";

  private final FakePrivileges thread =
      new FakePrivileges()
          .status(StatusText.root().caps(SetKind.BOUNDING, Capability.CHOWN, Capability.BPF));

  @Test
  void withoutAnOptionNothingIsChanged() {
    make(Mode.KEEP, false, false);
    assertThat(thread.changes()).isEmpty();
  }

  @Test
  void ambientAloneChangesNothing() {
    make(Mode.KEEP, true, false);
    assertThat(thread.changes()).isEmpty();
  }

  @Test
  void lockSetsTheFourBitsAndNoNewPrivs() {
    make(Mode.KEEP, false, true);
    assertThat(thread.changes()).containsExactly(LOCK, "no_new_privs");
  }

  @Test
  void lockKeepsTheBitsThatAreSet() {
    thread.securebits(1 << 6);
    make(Mode.KEEP, false, true);
    assertThat(thread.changes()).containsExactly(LOCK + " NO_CAP_AMBIENT_RAISE", "no_new_privs");
  }

  @Test
  void lockedBitsNeedNoPrivilegeToStay() {
    thread.securebits(0xf);
    make(Mode.KEEP, false, true);
    assertThat(thread.changes()).containsExactly("no_new_privs");
  }

  @Test
  void dropAllTakesTheBoundingSetToo() {
    make(Mode.DROP_ALL, false, false);
    assertThat(thread.changes())
        .containsExactly("drop from bounding chown, bpf", NOTHING, "clear ambient");
  }

  @Test
  void lockComesBeforeTheRest() {
    make(Mode.DROP_ALL, true, true);
    assertThat(thread.changes())
        .containsExactly(
            LOCK, "no_new_privs", "drop from bounding chown, bpf", NOTHING, "clear ambient");
  }

  @Test
  void dropCapsLeavesTheBoundingSet() {
    make(Mode.DROP_CAPS, false, false);
    assertThat(thread.changes()).containsExactly(NOTHING, "raise ambient none");
  }

  @Test
  void dropCapsWithAmbientKeepsChown() {
    make(Mode.DROP_CAPS, true, false);
    assertThat(thread.changes())
        .containsExactly("capset e=chown p=chown i=chown", "raise ambient chown");
  }

  @Test
  void idGoesByCaptestsSteps() {
    make(Mode.CHANGE_ID, false, false);
    assertThat(thread.changes())
        .containsExactly(
            "keepcaps on",
            "capset e=chown, setgid, setuid, setpcap p=chown, setgid, setuid, setpcap i=none",
            "drop from bounding chown, bpf",
            "setresgid 99 99 99",
            "setgroups []",
            "setresuid 99 99 99",
            "keepcaps off",
            "capset e=chown p=chown i=none",
            "clear ambient",
            "raise ambient none");
  }

  @Test
  void idWithAmbientMakesChownInheritableFirst() {
    make(Mode.CHANGE_ID, true, true);
    assertThat(thread.changes())
        .containsSubsequence(
            LOCK,
            "keepcaps on",
            "capset e=chown, setgid, setuid, setpcap p=chown, setgid, setuid, setpcap i=chown",
            "capset e=chown p=chown i=chown",
            "clear ambient",
            "raise ambient chown");
  }

  @Test
  void initGroupTakesTheGroupsOfTheAccount(@TempDir Path root) throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "nobody:x:99:99::/:/bin/false\n");
    new StateChange(thread, Accounts.of(root))
        .make(new Setup(Mode.CHANGE_ID_AND_GROUPS, false, false));
    assertThat(thread.changes())
        .containsSubsequence("setresgid 99 99 99", "initgroups nobody 99", "setresuid 99 99 99");
  }

  @Test
  void initGroupWithoutTheAccountChangesNothing() {
    assertThat(make(Mode.CHANGE_ID_AND_GROUPS, false, false).toString())
        .contains("no account has the uid 99");
    assertThat(thread.changes()).isEmpty();
  }

  @Test
  void firstRefusalEndsIt() {
    thread.refuse("setresgid 99 99 99", Errno.EPERM);
    assertThat(make(Mode.CHANGE_ID, false, false)).isInstanceOf(Outcome.Failed.class);
    assertThat(thread.changes()).endsWith("setresgid 99 99 99 EPERM");
  }

  @Test
  void boundingSetThatCannotBeReadIsNotTakenForEmpty() {
    thread.statusFails(Errno.EMFILE);
    assertThat(make(Mode.DROP_ALL, false, false)).isInstanceOf(Outcome.Failed.class);
    assertThat(thread.changes()).isEmpty();
  }

  private Outcome<?> make(Mode mode, boolean ambient, boolean lock) {
    return new StateChange(thread, Accounts.none()).make(new Setup(mode, ambient, lock));
  }
}
