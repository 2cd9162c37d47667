package io.github.jcap.command.captest;

import static io.github.jcap.command.captest.CaptestProgram.AS_IS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.command.captest.CaptestProgram.Run;
import io.github.jcap.fixture.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program against the running kernel, as root and as an ordinary user. */
@Tag("live")
class CaptestLiveTest {
  private static final String DIRECT = "Attempting direct access to shadow...";
  private static final String BY_CHILD = "Attempting to access shadow by child process...";

  /** Shadow's owner is root, its group root or shadow, its mode 0640, 0600 or 0000. */
  private static final String DENIED =
      "FAILED [(]Permission denied: not the owner, not in group (root|shadow), mode 0[06][04]0;"
          + " neither CAP_DAC_OVERRIDE nor CAP_DAC_READ_SEARCH is effective[)]";

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
        .anyMatch(line -> line.matches(DIRECT + DENIED))
        .anyMatch(line -> line.matches(BY_CHILD + DENIED))
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
        .anyMatch(line -> line.matches(DIRECT + DENIED))
        .anyMatch(line -> line.matches(BY_CHILD + DENIED))
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
        .contains(DIRECT + "SUCCESS (CAP_DAC_READ_SEARCH)")
        .contains(BY_CHILD + "SUCCESS (CAP_DAC_READ_SEARCH)")
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
        .contains(DIRECT + "ABSENT (No such file or directory)")
        .contains(BY_CHILD + "ABSENT (No such file or directory)");
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
  void membersOfItsGroupReadShadow() throws Exception {
    program.requireRoot();
    PosixFileAttributes shadow =
        Files.readAttributes(Path.of(Captest.SHADOW), PosixFileAttributes.class);
    CaptestProgram.require(
        shadow.permissions().contains(PosixFilePermission.GROUP_READ), "a shadow for a group");
    String name = shadow.group().getName();
    List<String> before = List.of("setpriv", "--reuid=1000", "--regid=1000", "--groups=" + name);
    program.requireStart(before);
    assertThat(program.jcap(before).lines())
        .anyMatch(line -> line.matches(DIRECT + "SUCCESS .in group " + name + ", and mode 06.0 .*"))
        .anyMatch(line -> line.matches(BY_CHILD + "SUCCESS .in group " + name + ", and mode .*"));
  }

  @Test
  void ambientSurvivesDropCaps() throws Exception {
    program.requireRoot();
    Run run = program.jcap(AS_IS, "--ambient", "--drop-caps", "--lock", "--text");
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .contains("Effective: chown", "Permitted: chown", "Inheritable: chown", "Ambient: chown")
        .contains("Child Effective: chown", "Child Permitted: chown", "Child Ambient: chown");
    assertThat(run.code()).isZero();
    assertThat(program.jcap(AS_IS, "--ambient", "--drop-caps").code()).isEqualTo(1);
  }

  @Test
  void everyIdMayBeTaken() throws Exception {
    program.requireRoot();
    assertThat(program.jcap(AS_IS, "--id=1000:100").lines())
        .contains("User  credentials uid:1000 euid:1000 suid:1000")
        .contains("Child Group credentials gid:100 egid:100 sgid:100");
    assertThat(program.jcap(AS_IS, "--id=4294967294").lines())
        .contains("User  credentials uid:4294967294 euid:4294967294 suid:4294967294");
    // Uid 0 owns shadow whatever it has given up.
    Run root = program.jcap(AS_IS, "--id=0", "--init-grp", "--text");
    assertThat(root.lines()).contains("Effective: chown", "Bounding Set: none");
    assertThat(root.code()).isZero();
  }

  /** Capabilities in a namespace of one's own count nothing against a file of the host's root. */
  @Test
  void capabilitiesOfAnotherUserNamespaceDoNotCount() throws Exception {
    List<String> before = new ArrayList<>(program.ordinaryUser());
    before.addAll(List.of("unshare", "-Ur"));
    program.requireStart(before);
    Run run = program.jcap(before);
    assertThat(run.lines())
        .anyMatch(
            line ->
                line.startsWith(DIRECT + "FAILED (Permission denied: ")
                    && line.endsWith(
                        "; CAP_DAC_READ_SEARCH does not count, its owner or group being none of"
                            + " this user namespace)"))
        .contains("Attempting to regain root...SUCCESS (root all along)");
    assertThat(run.code()).isZero();
  }

  @Test
  void underSeccompRootStaysRootAndWhatComesBackIsSeen() throws Exception {
    program.requireRoot();
    Run run = program.jcap(seccomp("setresuid"), "--json");
    assertThat(run.err()).isEmpty();
    Schemas.check("captest", run.out());
    JsonNode report = Schemas.parse(run.out());
    assertThat(report.get("process").get("seccomp").asString()).isEqualTo("filter");
    assertThat(report.get("process").get("no_new_privs").asBoolean()).isTrue();
    JsonNode regain = report.get("attempts").get(2);
    assertThat(regain.get("outcome").asString()).isEqualTo("success");
    assertThat(regain.get("escalation").asBoolean()).isFalse();
    assertThat(regain.get("errno").asString()).isEqualTo("EPERM");
    assertThat(program.jcap(seccomp("capset"), "--drop-caps"))
        .isEqualTo(refused("capset: EPERM; needs the capabilities in permitted"));
  }

  @Test
  void underSeccompAnOrdinaryUserIsToldTheSame() throws Exception {
    List<String> before = new ArrayList<>(program.ordinaryUser());
    before.addAll(seccomp("setresuid"));
    assertThat(program.jcap(before)).isEqualTo(program.jcap(program.ordinaryUser()));
  }

  @Test
  void jsonSaysTheSameAsTheText() throws Exception {
    program.requireRoot();
    Run run = program.jcap(AS_IS, "--drop-caps", "--json");
    Schemas.check("captest", run.out());
    JsonNode report = Schemas.parse(run.out());
    assertThat(report.get("process").get("capabilities").get("permitted").get("names")).isEmpty();
    assertThat(report.get("attempts").get(2).get("escalation").asBoolean()).isTrue();
    assertThat(report.get("attempts").get(2).get("reason").asString())
        .startsWith("execve gave back chown, dac_override, ");
    assertThat(run.code()).isEqualTo(1);
    program.jcap(AS_IS, "--format=ndjson").lines().forEach(line -> Schemas.check("captest", line));
  }

  @Test
  void wrongWordsAreOneLineAndExitTwo() throws Exception {
    assertThat(program.jcap(AS_IS, "--drop-al").err())
        .isEqualTo(
            "jcap captest: unknown option: --drop-al (did you mean --drop-all?); see --help\n");
    assertThat(program.jcap(AS_IS, "--id=").err())
        .isEqualTo("jcap captest: Missing value after --id=\n");
    assertThat(program.jcap(AS_IS, "--id", "1000").err())
        .isEqualTo("jcap captest: unexpected argument: 1000; see --help\n");
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

  private static List<String> seccomp(String call) throws Exception {
    Path script = directory.resolve("seccomp.pl");
    Files.write(
        script, CaptestLiveTest.class.getResourceAsStream("/live/seccomp.pl").readAllBytes());
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
    List<String> before = List.of("perl", script.toString(), call);
    program.requireStart(before);
    return before;
  }

  private static Run refused(String message) {
    return new Run(3, "", "jcap captest: " + message + "\n");
  }
}
