package io.github.jcap.command.can;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Live;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.SubjectReader;
import io.github.jcap.judge.Verdict;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.LinuxInodes;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.kernel.LinuxNamespaces;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can says of a process in a state, beside what the kernel says when it really tries. */
@Tag("live")
class CanLiveTest {
  private static final int EADDRINUSE = 98;
  private static final int LEAST_COMPARED = 300;

  @TempDir Path directory = Path.of("");

  private final Problems problems = new Problems();
  private final ProcRoot proc = ProcRoot.of(ProcRoot.SYSTEM);
  private final List<Live.Subject> targets = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Answer, Integer> counts = new LinkedHashMap<>();

  /** An action as can takes it, and the line that has it tried. */
  private record Case(String action, String attempt) {}

  private static String hex(CapSet set) {
    return Long.toHexString(set.mask());
  }

  private static String[] holding(String state, CapSet permitted, CapSet effective) {
    return (state + " permitted=" + hex(permitted) + " effective=" + hex(effective)).split(" ");
  }

  @BeforeEach
  void needsRootOfTheHostAndPerl() throws IOException {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    Live.assumePrograms("perl", "setpriv", "unshare", "setfacl", "setcap");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endTheTargets() {
    targets.forEach(Live.Subject::close);
  }

  private Path made(String name, int uid, int gid, String mode) throws IOException {
    Path path = directory.resolve(name);
    if (name.endsWith("/")) {
      Files.createDirectory(path);
    } else {
      Files.copy(Path.of("/bin/true"), path);
    }
    Files.setAttribute(path, "unix:uid", uid);
    Files.setAttribute(path, "unix:gid", gid);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    return path;
  }

  /** Files of every class, and what is tried with each. */
  private List<Case> filesAndTheirCases() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(made("root-600", 0, 0, "rw-------"));
    files.add(made("root-644", 0, 0, "rw-r--r--"));
    files.add(made("user-600", 1000, 1000, "rw-------"));
    files.add(made("user-044", 1000, 1000, "---r--r--"));
    files.add(made("group-640", 0, 1000, "rw-r-----"));
    files.add(made("group-604", 0, 1000, "rw----r--"));
    files.add(made("mapped-600", Tryer.FIRST_MAPPED + 5, Tryer.FIRST_MAPPED + 5, "rw-------"));
    files.add(made("half-mapped-600", Tryer.FIRST_MAPPED + 5, 0, "rw-------"));
    files.add(made("program-755", 0, 0, "rwxr-xr-x"));
    files.add(made("program-700", 1000, 1000, "rwx------"));
    Path listed = made("listed-600", 0, 0, "rw-------");
    assertThat(Live.run("setfacl", "-m", "u:1000:rw,g:1001:r", listed.toString()).code()).isZero();
    files.add(listed);
    made("root-700/", 0, 0, "rwx------");
    files.add(made("root-700/inside", 0, 0, "rw-r--r--"));
    made("user-700/", 1000, 1000, "rwx------");
    files.add(made("user-700/inside", 0, 0, "rw-r--r--"));
    made("searched-711/", 0, 0, "rwx--x--x");
    files.add(made("searched-711/inside", 0, 0, "rw-r--r--"));
    files.add(Files.createSymbolicLink(directory.resolve("link"), Path.of("root-700/../user-600")));
    List<Case> cases = new ArrayList<>();
    for (Path file : files) {
      cases.add(same("read", file));
      cases.add(same("write", file));
    }
    cases.add(same("exec", directory.resolve("program-755")));
    cases.add(same("exec", directory.resolve("program-700")));
    cases.add(same("exec", directory.resolve("root-644")));
    cases.add(same("exec", directory.resolve("root-700/inside")));
    cases.addAll(programsOfOtherKinds());
    cases.add(same("write", directory.resolve("searched-711/made")));
    cases.add(new Case("read:" + directory.resolve("searched-711"), listing("searched-711")));
    cases.add(new Case("read:" + directory.resolve("user-700"), listing("user-700")));
    for (String name : List.of("root-644", "user-600", "mapped-600")) {
      Path file = directory.resolve(name);
      cases.add(new Case("chown:" + file, "chown " + file + " 7"));
    }
    return cases;
  }

  /** A capability-dumb program, one that gains what it can, scripts, and what is no program. */
  private List<Case> programsOfOtherKinds() throws IOException {
    Path dumb = made("dumb-755", 0, 0, "rwxr-xr-x");
    Path modest = made("modest-755", 0, 0, "rwxr-xr-x");
    for (String text : List.of("cap_net_raw=ep " + dumb, "cap_net_raw=p " + modest)) {
      String[] words = text.split(" ", -1);
      assertThat(Live.run("setcap", words[0], words[1]).code()).isZero();
    }
    Path script = made("script-755", 0, 0, "rwxr-xr-x");
    Files.writeString(script, "#!/bin/true\n");
    Path lost = made("lost-755", 0, 0, "rwxr-xr-x");
    Files.writeString(lost, "#!/nowhere/at/all\n");
    Path hidden = made("hidden-755", 0, 0, "rwxr-xr-x");
    Files.writeString(hidden, "#!" + directory.resolve("root-700/inside") + "\n");
    Path text = made("text-755", 0, 0, "rwxr-xr-x");
    Files.writeString(text, "hello\n");
    List<Case> cases = new ArrayList<>();
    for (Path each : List.of(dumb, modest, script, lost, hidden, text)) {
      cases.add(same("exec", each));
    }
    return cases;
  }

  private String listing(String name) {
    return "list " + directory.resolve(name);
  }

  private static Case same(String what, Path path) {
    return new Case(what + ":" + path, what + " " + path);
  }

  private static List<Case> casesWithoutFiles(Path open, boolean userNamespace) {
    List<Case> cases = new ArrayList<>();
    for (int port : List.of(80, 1023, 1024, 47080)) {
      cases.add(new Case("bind:" + port, "bind " + port));
      cases.add(new Case("bind:" + port + "/udp", "bind " + port + "/udp"));
    }
    cases.add(new Case("raw-socket", "raw-socket"));
    cases.add(new Case("packet-socket", "packet-socket"));
    cases.add(new Case("mount", "mount " + open.resolve("point")));
    cases.add(new Case("mknod", "mknod " + open.resolve("device")));
    cases.add(new Case("chroot", "chroot /"));
    cases.add(new Case("load-module", "load-module"));
    for (int id : List.of(0, 5, 1000)) {
      // Inside, numbers of the host are others.
      if (!userNamespace || id < 1000) {
        int shown = userNamespace ? Tryer.FIRST_MAPPED + id : id;
        cases.add(new Case("setuid:" + shown, "setuid " + id));
        cases.add(new Case("setgid:" + shown, "setgid " + id));
      }
    }
    return cases;
  }

  private List<Case> casesOfTargets() {
    List<String[]> states =
        List.of(
            new String[] {},
            new String[] {"setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"},
            new String[] {"setpriv", "--reuid=1000", "--regid=7", "--clear-groups"},
            new String[] {"setpriv", "--reuid=100005", "--regid=100005", "--clear-groups"},
            ("setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=+net_raw"
                    + " --ambient-caps=+net_raw")
                .split(" "),
            "setpriv --reuid=1000 --regid=1000 --clear-groups unshare -Ur".split(" "));
    List<Case> cases = new ArrayList<>();
    for (String[] state : states) {
      targets.add(Live.start(state));
    }
    for (Live.Subject target : targets) {
      cases.add(new Case("kill:" + target.pid(), "kill " + target.pid()));
      cases.add(new Case("ptrace:" + target.pid(), "ptrace " + target.pid()));
    }
    return cases;
  }

  private Can judge(int pid) {
    Outcome<Subject> subject =
        new SubjectReader(proc, LinuxKernel.bind().userNamespaces(), problems).ofPid(pid);
    View view =
        new View(proc, LinuxInodes::bind, LinuxFileTree::bind, LinuxNamespaces::bind, problems);
    return new Can(view, Accounts.none(), ((Outcome.Found<Subject>) subject).value());
  }

  private Verdict verdict(Can can, Case each) {
    Action action = Action.parse(each.action(), Accounts.none());
    return can.rows(List.of(action)).get(0).verdict();
  }

  private void compare(String[] state, List<Case> cases) throws IOException {
    try (Tryer tryer = Tryer.start(state)) {
      Can can = judge(tryer.pid());
      for (Case each : cases) {
        Verdict verdict = verdict(can, each);
        int errno = tryer.attempt(each.attempt());
        counts.merge(verdict.answer(), 1, Integer::sum);
        boolean did = errno == 0 || errno == EADDRINUSE;
        boolean isWrong = did ? verdict.answer() == Answer.NO : verdict.answer() == Answer.YES;
        if (isWrong || (verdict.answer() == Answer.UNKNOWN && !mayBeUnknown(verdict))) {
          wrong.add(
              String.join(" ", state)
                  + " tried "
                  + each.action()
                  + ": errno "
                  + errno
                  + "; predicted "
                  + verdict);
        }
        undo(each, errno);
      }
    }
  }

  private static boolean mayBeUnknown(Verdict verdict) {
    return verdict.reasons().stream().anyMatch(reason -> reason.rule().equals("dumpable"));
  }

  private static void undo(Case each, int errno) throws IOException {
    String action = each.action();
    if (errno == 0 && action.startsWith("chown:")) {
      Path file = Path.of(action.substring("chown:".length()));
      String name = requireNonNull(file.getFileName()).toString();
      int uid =
          name.startsWith("root") ? 0 : name.startsWith("user") ? 1000 : Tryer.FIRST_MAPPED + 5;
      Files.setAttribute(file, "unix:uid", uid);
    } else if (errno == 0 && action.startsWith("write:") && action.endsWith("/made")) {
      Files.delete(Path.of(action.substring("write:".length())));
    }
  }

  private static List<String[]> statesOnTheHost() {
    CapSet all = CapSet.all(40).without(CapSet.of(Capability.SYS_RESOURCE));
    List<String[]> states = new ArrayList<>();
    for (String ids :
        List.of("uid=0 gid=0", "uid=1000 gid=1000", "uid=1001 gid=1001 groups=1000")) {
      states.add(holding(ids, CapSet.EMPTY, CapSet.EMPTY));
      states.add(holding(ids, all, all));
      states.add(holding(ids, all, CapSet.EMPTY));
    }
    for (Capability one :
        List.of(
            Capability.DAC_OVERRIDE,
            Capability.DAC_READ_SEARCH,
            Capability.CHOWN,
            Capability.FOWNER,
            Capability.NET_BIND_SERVICE,
            Capability.NET_RAW,
            Capability.KILL,
            Capability.SYS_PTRACE,
            Capability.SETUID,
            Capability.SETGID,
            Capability.SYS_ADMIN,
            Capability.MKNOD,
            Capability.SYS_CHROOT)) {
      states.add(holding("uid=1000 gid=1000", CapSet.of(one), CapSet.of(one)));
      states.add(holding("uid=0 gid=0 nnp", CapSet.of(one), CapSet.of(one)));
    }
    states.add(holding("bounding=0 uid=1000 gid=1000", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("bounding=0 uid=1000 gid=1000 nnp", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("bounding=0", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("bounding=2000 uid=1000 gid=1000", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("hostnetns portstart=0 uid=1000 gid=1000", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("hostnetns portstart=81 uid=1000 gid=1000", CapSet.EMPTY, CapSet.EMPTY));
    states.add(holding("hostnetns mntns uid=1000 gid=1000", all, all));
    return states;
  }

  private static List<String[]> statesInUserNamespaces() {
    CapSet all = CapSet.all(40);
    CapSet files = CapSet.of(Capability.DAC_OVERRIDE, Capability.CHOWN);
    List<String[]> states = new ArrayList<>();
    for (String made : List.of("userns", "userns netns mntns", "userns netns mntns portstart=80")) {
      states.add(holding(made, all, all));
      states.add(holding(made + " uid=5 gid=5", CapSet.EMPTY, CapSet.EMPTY));
      states.add(holding(made + " uid=7 gid=7", files, files));
    }
    states.add(holding("hostnetns userns", all, all));
    return states;
  }

  @Test
  void noAnswerIsWrongOnTheHost() throws IOException {
    Path open = made("open/", 0, 0, "rwxrwxrwx");
    made("open/point/", 0, 0, "rwxrwxrwx");
    List<Case> cases = filesAndTheirCases();
    cases.addAll(casesWithoutFiles(open, false));
    cases.addAll(casesOfTargets());
    for (String[] state : statesOnTheHost()) {
      compare(state, cases);
    }
    assertThat(wrong).isEmpty();
    assertThat(problems.sorts()).isEmpty();
    assertThat(total()).isGreaterThan(LEAST_COMPARED);
    // Neither answer is the easy one.
    assertThat(counts.get(Answer.YES)).isGreaterThan(LEAST_COMPARED);
    assertThat(counts.get(Answer.NO)).isGreaterThan(LEAST_COMPARED);
  }

  @Test
  void noAnswerIsWrongInAUserNamespace() throws IOException {
    Path open = made("open/", Tryer.FIRST_MAPPED, Tryer.FIRST_MAPPED, "rwxrwxrwx");
    made("open/point/", Tryer.FIRST_MAPPED, Tryer.FIRST_MAPPED, "rwxrwxrwx");
    List<Case> cases = filesAndTheirCases();
    cases.addAll(casesWithoutFiles(open, true));
    cases.addAll(casesOfTargets());
    for (String[] state : statesInUserNamespaces()) {
      compare(state, cases);
    }
    assertThat(wrong).isEmpty();
    assertThat(problems.sorts()).isEmpty();
    assertThat(total()).isGreaterThan(LEAST_COMPARED);
  }

  private int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void underSeccompNothingIsPromisedAndARefusalStays() throws IOException {
    Path secret = made("root-600", 0, 0, "rw-------");
    Path plain = made("root-644", 0, 0, "rw-r--r--");
    try (Tryer tryer = Tryer.start("uid=1000", "gid=1000", "nnp", "seccomp")) {
      Can can = judge(tryer.pid());
      assertThat(verdict(can, same("read", secret)).answer()).isEqualTo(Answer.NO);
      Verdict unknown = verdict(can, same("read", plain));
      assertThat(unknown.answer()).isEqualTo(Answer.UNKNOWN);
      assertThat(unknown.reasons().get(unknown.reasons().size() - 1).text())
          .startsWith("unknown: a seccomp filter");
      assertThat(tryer.attempt("read " + plain)).isZero();
    }
  }

  @Test
  void theReaderIsNotFooledByNamesThatAreNotUtf8() throws IOException {
    Path odd = RawPath.path(directory + "/\udcff");
    Files.copy(Path.of("/bin/true"), odd);
    try (Tryer tryer = Tryer.start("uid=1000", "gid=1000")) {
      String path = RawPath.text(RawPath.bytes(odd));
      assertThat(verdict(judge(tryer.pid()), new Case("read:" + path, "")).answer())
          .isEqualTo(Answer.YES);
    }
  }
}
