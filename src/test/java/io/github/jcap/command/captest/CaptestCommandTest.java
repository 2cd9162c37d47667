package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.fixture.FakePrivileges;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.StatusText;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole reports against golden files, on a thread that says what the test told it to. */
class CaptestCommandTest {
  private static final Golden GOLDEN = Golden.of("captest");

  @TempDir Path root;

  private final FakePrivileges thread = new FakePrivileges();
  private Outcome<Target> shadow = Outcome.found(new Target(0, 42, 0640));

  @Test
  void rootAllAlongIsNoEscalation() throws IOException {
    check(run(), ExitCode.OK, "root");
  }

  @Test
  void namesInsteadOfWords() throws IOException {
    check(run("--text"), ExitCode.OK, "root-text");
  }

  @Test
  void capabilitiesThatExecveGaveBackAreAnEscalation() throws IOException {
    thread.status(StatusText.root().noCaps());
    check(run("--drop-caps"), ExitCode.BAD_ANSWER, "drop-caps");
    // The thread takes of the child's sets what it may, then asks for uid 0.
    assertThat(thread.changes())
        .containsExactly(
            "capset e=none p=none i=none",
            "raise ambient none",
            "capset e=none p=none i=none",
            "setresuid 0 0 0",
            "setresgid 0 0 0",
            "end");
  }

  @Test
  void capabilityThatExecveGaveBackWithoutSetuidIsAnEscalationToo() throws IOException {
    thread
        .status(StatusText.root().noCaps().caps(SetKind.BOUNDING, Capability.DAC_OVERRIDE))
        .childStatus(
            StatusText.root()
                .caps(SetKind.EFFECTIVE, Capability.DAC_OVERRIDE)
                .caps(SetKind.PERMITTED, Capability.DAC_OVERRIDE)
                .caps(SetKind.BOUNDING, Capability.DAC_OVERRIDE));
    assertThat(run("--drop-caps").code()).isEqualTo(ExitCode.BAD_ANSWER);
  }

  @Test
  void nothingComesBackWhereTheBoundingSetIsGone() throws IOException {
    StatusText nothing = StatusText.root().noCaps().caps(SetKind.BOUNDING);
    thread.status(nothing).childStatus(nothing);
    check(run("--drop-all"), ExitCode.OK, "drop-all");
  }

  @Test
  void ordinaryUserIsRefused() throws IOException {
    thread
        .status(StatusText.user(1000))
        .childStatus(StatusText.user(1000))
        .open(Errno.EACCES)
        .child(1, "cat: /etc/shadow: Permission denied\n");
    check(run(), ExitCode.OK, "user");
    assertThat(thread.changes()).containsExactly("end");
  }

  @Test
  void ambientSetuidIsAnEscalation() throws IOException {
    StatusText state =
        StatusText.user(1000)
            .caps(SetKind.EFFECTIVE, Capability.SETUID)
            .caps(SetKind.PERMITTED, Capability.SETUID)
            .caps(SetKind.INHERITABLE, Capability.SETUID)
            .caps(SetKind.AMBIENT, Capability.SETUID);
    thread
        .status(state)
        .childStatus(state)
        .refuse("setresgid 0 0 0", Errno.EPERM)
        .child(1, "cat: /etc/shadow: Permission denied\n");
    check(run("--text"), ExitCode.BAD_ANSWER, "ambient-setuid");
  }

  @Test
  void uidZeroThatTheNamespaceDoesNotHaveIsARefusal() throws IOException {
    StatusText state =
        StatusText.user(1000)
            .caps(SetKind.EFFECTIVE, Capability.SETUID)
            .caps(SetKind.PERMITTED, Capability.SETUID);
    thread.status(state).childStatus(state).refuse("setresuid 0 0 0", Errno.EINVAL);
    assertThat(run().out()).contains("Attempting to regain root...FAILED\nChild User");
  }

  @Test
  void savedUidOfTheChildIsTakenOnWithoutLosingPermitted() throws IOException {
    StatusText both =
        StatusText.user(1000)
            .caps(SetKind.EFFECTIVE, Capability.SETUID)
            .caps(SetKind.PERMITTED, Capability.SETUID);
    thread
        .childStatus(both)
        .status(
            StatusText.user(1000).caps(SetKind.PERMITTED, Capability.SETUID).uids(1000, 1000, 0))
        .refuse("setresuid 0 0 0", Errno.EPERM);
    assertThat(run().code()).isEqualTo(ExitCode.OK);
    assertThat(thread.changes())
        .startsWith("keepcaps on", "setresuid -1 -1 1000", "capset e=setuid p=setuid i=none");
  }

  @Test
  void effectiveUidThatOnlyHidesTheRealOneIsAnEscalation() throws IOException {
    thread
        .status(StatusText.root().caps(SetKind.EFFECTIVE).uids(0, 1000, 1000))
        .childStatus(StatusText.root().caps(SetKind.EFFECTIVE).uids(0, 1000, 1000));
    check(run("--text"), ExitCode.BAD_ANSWER, "real-root");
  }

  @Test
  void childWithCapabilitiesOfItsFileCannotBeTaken() throws IOException {
    thread
        .status(StatusText.user(1000))
        .childStatus(StatusText.user(1000).caps(SetKind.PERMITTED, Capability.SETUID));
    CaptestRun run = run();
    assertThat(run.out()).contains("Attempting to regain root...?\n");
    assertThat(run.err()).contains("the child has capabilities that this thread cannot take");
  }

  @Test
  void shadowThatIsNotThereIsNotARefusal() throws IOException {
    shadow = Outcome.gone();
    thread
        .status(StatusText.user(1000))
        .childStatus(StatusText.user(1000))
        .open(Errno.ENOENT)
        .child(1, "cat: /etc/shadow: No such file or directory\n");
    check(run(), ExitCode.OK, "no-shadow");
  }

  @Test
  void whatCouldNotBeFoundOutIsUnknown() throws IOException {
    thread.statusFails(Errno.EMFILE).openFails(Errno.EMFILE).spawnFails(Errno.ENOMEM);
    CaptestRun run = run("--strict");
    assertThat(run.code()).isEqualTo(ExitCode.PARTIAL);
    GOLDEN.check("unknown.txt", run.out());
    assertThat(run.err())
        .isEqualTo(
            """
            1 × open: EMFILE (first /etc/shadow)
            2 × posix_spawn: ENOMEM (first /bin/cat)
            1 × read: EMFILE (first /proc/thread-self/status)
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "137, ''",
    "127, '/bin/cat: error while loading shared libraries: x: Permission denied'",
    "1, 'cat: /etc/shadow: Input/output error'",
    "1, ''",
    "1, 'odd'"
  })
  void childThatBrokeIsNotARefusal(int exitStatus, String errors) throws IOException {
    thread.child(exitStatus, errors);
    CaptestRun run = run();
    assertThat(run.out()).contains("Attempting to access shadow by child process...?\n");
    assertThat(run.err()).contains("1 × /bin/cat: exit status " + exitStatus);
  }

  @Test
  void busyboxSaysItInOtherWords() throws IOException {
    thread.child(1, "cat: can't open '/etc/shadow': Permission denied\n");
    assertThat(run().out()).contains("by child process...FAILED (Permission denied, though uid 0");
  }

  @Test
  void statusOfAnotherFormIsAProblem() throws IOException {
    thread.child(0, "");
    thread.childStatus(StatusText.root().uids(-7, 0, 0));
    CaptestRun run = run();
    assertThat(run.out()).contains("Child User  credentials uid:? euid:? suid:?\n");
    assertThat(run.out()).contains("Child capabilities: ?\n").contains("regain root...?\n");
    assertThat(run.err()).contains("not an id");
  }

  @Test
  void everySecurebitIsNamedAndKeepCapsEndsWithExecve() throws IOException {
    thread.securebits(0xfff);
    assertThat(run().out())
        .contains(
            "\nsecurebits flags: NOROOT, NOROOT_LOCKED, NO_SETUID_FIXUP, NO_SETUID_FIXUP_LOCKED,"
                + " KEEP_CAPS, KEEP_CAPS_LOCKED, NO_CAP_AMBIENT_RAISE, NO_CAP_AMBIENT_RAISE_LOCKED,"
                + " EXEC_RESTRICT_FILE, EXEC_RESTRICT_FILE_LOCKED, EXEC_DENY_INTERACTIVE,"
                + " EXEC_DENY_INTERACTIVE_LOCKED\n")
        .contains(
            "Child securebits flags: NOROOT, NOROOT_LOCKED, NO_SETUID_FIXUP,"
                + " NO_SETUID_FIXUP_LOCKED, KEEP_CAPS_LOCKED, NO_CAP_AMBIENT_RAISE,");
  }

  @Test
  void stateThatCannotBeMadeIsOneLineAndNoReport() {
    thread.refuse("no_new_privs", Errno.EIO);
    assertThatThrownBy(() -> run("--lock"))
        .isInstanceOf(CommandException.class)
        .hasMessage("no_new_privs: EIO")
        .extracting("code")
        .isEqualTo(ExitCode.FAILED);
    assertThat(thread.changes()).endsWith("end");
  }

  @Test
  void idThatCannotBeTakenIsSaidInCaptestsWords() {
    thread.refuse("setresuid 99 99 99", Errno.EPERM);
    assertThatThrownBy(() -> run("--id"))
        .hasMessage("Error changing uid: setresuid 99 99 99: EPERM");
  }

  @ParameterizedTest
  @CsvSource({"--drop-all, --drop-caps", "--drop-all, --id", "--drop-caps, --init-grp"})
  void modesExcludeEachOther(String one, String other) {
    assertThatThrownBy(() -> run(other, one))
        .hasMessage(one + " and " + other + " exclude each other")
        .extracting("code")
        .isEqualTo(ExitCode.USAGE);
    assertThat(thread.changes()).isEmpty();
  }

  @Test
  void idsMayBeChosen() throws IOException {
    run("--id=1000:100");
    assertThat(thread.changes())
        .containsSubsequence("setresgid 100 100 100", "setgroups []", "setresuid 1000 1000 1000");
  }

  @Test
  void groupIsThatOfTheSameNumberUnlessItIsGiven() throws IOException {
    run("--id=4294967294");
    assertThat(thread.changes()).containsSubsequence("setresgid -2 -2 -2", "setresuid -2 -2 -2");
  }

  @Test
  void groupsOfTheAccountThatIsChosen() throws IOException {
    run("--init-grp", "--id=1000:100");
    assertThat(thread.changes())
        .containsSubsequence(
            "setresgid 100 100 100", "initgroups web 100", "setresuid 1000 1000 1000");
  }

  @Test
  void groupsOfAnAccountThatIsNotThereAreRefusedBeforeAnythingIsChanged() {
    assertThatThrownBy(() -> run("--init-grp", "--id=7"))
        .hasMessage(
            "Error changing uid: getpwuid: no account has the uid 7;"
                + " without --init-grp none is needed");
    assertThat(thread.changes()).containsExactly("end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "web", "1:", ":1", "1:2:3", "4294967295", "99999999999", "1 2"})
  void idThatIsNoneIsRefused(String ids) {
    assertThatThrownBy(() -> run("--id=" + ids))
        .hasMessage("not UID or UID:GID: " + ids + " (numbers from 0 to 4294967294)")
        .extracting("code")
        .isEqualTo(ExitCode.USAGE);
    assertThat(thread.changes()).isEmpty();
  }

  @Test
  void refusalToSetTheUidsDoesNotHideWhatExecveGaveBack() throws IOException {
    thread.status(StatusText.root().noCaps()).refuse("setresuid 0 0 0", Errno.EPERM);
    CaptestRun run = run("--drop-caps");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_ANSWER);
    assertThat(run.out()).contains("SUCCESS - PRIVILEGE ESCALATION POSSIBLE\nChild User");
  }

  @Test
  void reasonThatCouldNotBeFoundOutIsUnknown() throws IOException {
    shadow = Outcome.failed(Problem.of("stat", Errno.EIO, Captest.SHADOW, ""));
    CaptestRun run = run();
    assertThat(run.out())
        .contains("Attempting direct access to shadow...SUCCESS (?)\n")
        .contains("by child process...SUCCESS (?)\n");
    assertThat(run.err()).isEqualTo("1 × stat: EIO (first /etc/shadow)\n");
    thread.open(Errno.EACCES);
    assertThat(run().out()).contains("access to shadow...FAILED (Permission denied: ?)\n");
  }

  @Test
  void everyOptionHasHelp() {
    assertThat(new CaptestCommand().syntax().options())
        .allSatisfy(option -> assertThat(option.help()).isNotBlank())
        .flatExtracting(Option::names)
        .contains(
            "--ambient", "--drop-all", "--drop-caps", "--id", "--init-grp", "--lock", "--text");
  }

  private CaptestRun run(String... options) throws IOException {
    return CaptestRun.of(thread, shadow, root, options);
  }

  private static void check(CaptestRun run, ExitCode code, String name) {
    GOLDEN.check(name + ".txt", run.out());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }
}
