package io.github.jcap.command.captest;

import static io.github.jcap.command.captest.CaptestProgram.AS_IS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.command.captest.CaptestProgram.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against the running kernel, as root and as an ordinary user. */
@Tag("live")
class CaptestLiveTest {
  private static final String DENIED = "FAILED (Permission denied)";

  @TempDir static Path directory;
  private static CaptestProgram program;

  @BeforeAll
  static void copyTheProgram() throws Exception {
    program = new CaptestProgram(directory);
  }

  @Test
  void rootAllAlongIsNoEscalation() throws Exception {
    program.requireRoot();
    Run run = program.jcap(AS_IS);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith("User  credentials uid:0 euid:0 suid:0")
        .contains("Attempting to regain root...SUCCESS (root all along)")
        .contains("Child User  credentials uid:0 euid:0 suid:0");
    assertThat(run.code()).isZero();
  }

  @Test
  void droppedCapabilitiesComeBackThroughTheBoundingSet() throws Exception {
    program.requireRoot();
    Run run = program.jcap(AS_IS, "--drop-caps");
    assertThat(run.lines())
        .contains("Current capabilities: none")
        .contains("Attempting to regain root...SUCCESS - PRIVILEGE ESCALATION POSSIBLE");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void lockKeepsThemFromComingBack() throws Exception {
    program.requireRoot();
    for (String mode : List.of("--drop-caps", "--drop-all")) {
      Run run = program.jcap(AS_IS, mode, "--lock");
      assertThat(run.lines())
          .contains("Child capabilities: none")
          .contains(
              "Child securebits flags: NOROOT, NOROOT_LOCKED, NO_SETUID_FIXUP,"
                  + " NO_SETUID_FIXUP_LOCKED")
          .noneMatch(line -> line.startsWith("Attempting to regain root"));
      assertThat(run.code()).isZero();
    }
  }

  @Test
  @Tag("kernel")
  void idIsOneThreadsAndTheProgramSurvives() throws Exception {
    program.requireRoot();
    Run run = program.jcap(AS_IS, "--id", "--ambient", "--text");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith(
            "Keeping CAP_CHOWN to show capabilities across uid change.",
            "User  credentials uid:99 euid:99 suid:99",
            "Group credentials gid:99 egid:99 sgid:99",
            "Effective: chown")
        .contains("Attempting direct access to shadow..." + DENIED)
        .contains("Attempting to access shadow by child process...FAILED")
        .contains("Child Ambient: chown");
    assertThat(run.code()).isZero();
  }

  @Test
  void idHonoursLock() throws Exception {
    program.requireRoot();
    assertThat(program.jcap(AS_IS, "--id", "--lock").lines())
        .contains("User  credentials uid:99 euid:99 suid:99")
        .contains(
            "securebits flags: NOROOT, NOROOT_LOCKED, NO_SETUID_FIXUP, NO_SETUID_FIXUP_LOCKED");
  }

  @Test
  void ordinaryUserIsRefused() throws Exception {
    List<String> user = program.ordinaryUser();
    Run run = program.jcap(user);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains("Current capabilities: none")
        .contains("Attempting direct access to shadow..." + DENIED)
        .contains("Attempting to access shadow by child process...FAILED")
        .contains("Child capabilities: none")
        .noneMatch(line -> line.contains("regain root"));
    assertThat(run.code()).isZero();
  }

  @Test
  void whatAnOrdinaryUserCannotGiveUpIsOneClearLine() throws Exception {
    List<String> user = program.ordinaryUser();
    assertThat(program.jcap(user, "--id"))
        .isEqualTo(
            refused("Error changing uid: capset: EPERM; needs the capabilities in permitted"));
    assertThat(program.jcap(user, "--drop-all"))
        .isEqualTo(refused("prctl PR_CAPBSET_DROP: EPERM; needs CAP_SETPCAP"));
    assertThat(program.jcap(user, "--lock"))
        .isEqualTo(refused("prctl PR_SET_SECUREBITS: EPERM; needs CAP_SETPCAP"));
    assertThat(program.jcap(user, "--drop-caps").code()).isZero();
  }

  @Test
  void noNewPrivsChangesNothingForAnOrdinaryUser() throws Exception {
    List<String> before = List.of("setpriv", "--no-new-privs");
    program.requireStart(before);
    Run plain = program.jcap(AS_IS);
    Run run = program.jcap(before);
    assertThat(run.err()).isEmpty();
    assertThat(run).isEqualTo(plain);
  }

  @Test
  void noNewPrivsKeepsRootFromGettingCapabilitiesBack() throws Exception {
    program.requireRoot();
    Run run = program.jcap(List.of("setpriv", "--no-new-privs"), "--drop-caps");
    assertThat(run.lines()).contains("Child capabilities: none");
    assertThat(run.code()).isZero();
  }

  @Test
  @Tag("kernel")
  void ambientSetuidIsAnEscalation() throws Exception {
    program.requireRoot();
    List<String> before = ambient("+setuid,+dac_read_search");
    program.requireStart(before);
    Run run = program.jcap(before, "--text");
    assertThat(run.lines())
        .contains("User  credentials uid:1000 euid:1000 suid:1000")
        .contains("Effective: dac_read_search, setuid")
        .contains("Attempting to access shadow by child process...SUCCESS")
        .contains("Attempting to regain root...SUCCESS - PRIVILEGE ESCALATION POSSIBLE")
        .contains("Child User  credentials uid:0 euid:0 suid:0")
        .contains("Child Group credentials gid:1000 egid:1000 sgid:1000");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void userNamespaceHasItsOwnRoot() throws Exception {
    List<String> before = List.of("unshare", "-Ur");
    program.requireStart(before);
    Run run = program.jcap(before);
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains("User  credentials uid:0 euid:0 suid:0")
        .contains("Attempting to regain root...SUCCESS (root all along)");
    assertThat(run.code()).isZero();
    assertThat(program.jcap(before, "--id"))
        .isEqualTo(
            refused(
                "Error changing uid: setresgid: EINVAL;"
                    + " the id is not mapped in this user namespace"));
  }

  @Test
  @Tag("kernel")
  void userNamespaceWithoutRootRefusesIt() throws Exception {
    // Full capabilities, but no uid 0: the ambient set carries them over execve.
    List<String> before = List.of("unshare", "-U", "--map-user=1000", "--keep-caps");
    program.requireStart(before);
    Run run = program.jcap(before);
    assertThat(run.lines())
        .contains("User  credentials uid:1000 euid:1000 suid:1000")
        .contains("Attempting to regain root...FAILED");
    assertThat(run.code()).isZero();
  }

  @Test
  void shadowThatIsNotThereIsSaidToBeAbsent() throws Exception {
    List<String> before =
        List.of(
            "unshare",
            ROOT_OPTION,
            "sh",
            "-c",
            "d=$(mktemp -d) && mount -t tmpfs none \"$d\" && cp -a /etc/. \"$d\" 2>/dev/null;"
                + " rm -f \"$d/shadow\" && mount --bind \"$d\" /etc && exec \"$@\"",
            "sh");
    program.requireStart(before);
    Run run = program.jcap(before);
    assertThat(run.lines())
        .contains("Attempting direct access to shadow...ABSENT (No such file or directory)")
        .contains("Attempting to access shadow by child process...ABSENT");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void capabilitiesThatRootLacksAreNotGivenUp() throws Exception {
    program.requireRoot();
    List<String> before = List.of("setpriv", "--bounding-set", "-all,+chown,+net_raw,+bpf");
    program.requireStart(before);
    assertThat(program.jcap(before, "--text").lines())
        .contains("Effective: chown, net_raw, bpf")
        .noneMatch(line -> line.contains("regain root"));
    assertThat(program.jcap(before, "--drop-caps").code()).isEqualTo(1);
    assertThat(program.jcap(before, "--drop-all").code()).isEqualTo(3);
  }

  @Test
  void wrongWordsAreOneLineAndExitTwo() throws Exception {
    assertThat(program.jcap(AS_IS, "--drop-al").err())
        .isEqualTo(
            "jcap captest: unknown option: --drop-al (did you mean --drop-all?); see --help\n");
    Run run = program.jcap(AS_IS, "--id", "--drop-all");
    assertThat(run.err()).isEqualTo("jcap captest: --drop-all and --id exclude each other\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  private static final String ROOT_OPTION = CaptestProgram.ROOT ? "-m" : "-Urm";

  private static List<String> ambient(String names) {
    return List.of(
        "setpriv",
        "--reuid",
        "1000",
        "--regid",
        "1000",
        "--clear-groups",
        "--inh-caps",
        names,
        "--ambient-caps",
        names);
  }

  private static Run refused(String message) {
    return new Run(3, "", "jcap captest: " + message + "\n");
  }
}
