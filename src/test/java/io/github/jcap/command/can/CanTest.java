package io.github.jcap.command.can;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.FakeInodes;
import io.github.jcap.fixture.FakeNamespaces;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.UserNamespaceLine;
import io.github.jcap.proc.NamespaceKind;
import java.nio.file.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule by itself, in a world in memory: pid 4711 is judged, pid 100 is jcap. */
class CanTest {
  private static final String MOUNTS = "1 1 8:1 / / rw - ext4 /dev/sda1 rw\n";
  private static final long CHILD = 4026532200L;
  private static final String CHILD_MAP = "         0     100000      65536\n";

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(memory);
  private final ProcSubject subject = tree.process(4711).comm("nginx").uid(33).gid(33);
  private final ProcSubject target = tree.process(7).uid(1000).gid(1000);
  private final FakeInodes files = new FakeInodes();
  private final FakeTree programs = new FakeTree();
  private final FakeNamespaces namespaces = new FakeNamespaces();

  @BeforeEach
  void theHost() {
    subject.file("mountinfo", MOUNTS);
    tree.self(100).process(100).file("mountinfo", MOUNTS);
    tree.file("sys/net/ipv4/ip_unprivileged_port_start", "1024\n");
    tree.file("sys/net/ipv4/ping_group_range", "1\t0\n");
    tree.file("sys/kernel/modules_disabled", "0\n");
    files.directory("/etc", 0, 0, 0755).file("/etc/shadow", 0, 42, 0640);
    files.file("/etc/passwd", 0, 0, 0644);
    for (String link : new String[] {"4711/ns/net", "4711/ns/mnt", "7/ns/user"}) {
      namespaces.line(link, UserNamespaceLine.INITIAL);
    }
    dumpable(1000);
  }

  @AfterEach
  void close() throws Exception {
    memory.close();
  }

  /** Says who owns the target's files of proc. */
  private void dumpable(long owner) {
    files.of(FileKind.REGULAR, "/proc/7/stat", owner, owner, 0444);
  }

  private CanRun can(String... actions) {
    String[] line = new String[actions.length + 1];
    line[0] = "4711";
    System.arraycopy(actions, 0, line, 1, actions.length);
    return CanRun.of(tree.write(), files, programs, namespaces, line);
  }

  private String answer(String action) {
    String first = can(action).out().lines().skip(2).findFirst().orElse("");
    return first.substring(first.indexOf("  ") + 2);
  }

  private void inChildNamespace(ProcSubject process) {
    process.namespace(NamespaceKind.USER, CHILD).file("uid_map", CHILD_MAP);
    process.file("gid_map", CHILD_MAP);
  }

  @Test
  void aPageSaysTheAnswerTheRulesWhatIsMissingAndTheCure() {
    CanRun run =
        can("bind:80", "bind:8080", "read:/etc/passwd", "read:/etc/shadow", "kill:7", "chroot");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
    Golden.of("can").check("page.txt", run.out());
  }

  @Test
  void theMachineFormsSayTheSame() {
    CanRun json = can("bind:80", "read:/etc/passwd", "--json");
    assertThat(json.code()).isEqualTo(1);
    Golden.of("can").check("actions.json", json.out());
    assertThat(can("bind:80", "--format=ndjson").out()).contains("\"kind\":\"action\"");
    assertThat(can("bind:80", "-o", "action,answer,missing,withheld_by,reasons").out())
        .isEqualTo(
            """
            action  answer missing              withheld_by   reasons
            bind:80 no     CAP_NET_BIND_SERVICE not_permitted privileged_port capability
            """);
    assertThat(can("bind:80", "kill:7", "--format=csv", "-o", "action,answer").out())
        .isEqualTo("action,answer\nbind:80,no\nkill:7,no\n");
  }

  @Test
  void exitCodesTellNoFromUnknownAndUnknownCountsWithStrict() {
    assertThat(can("read:/etc/passwd", "bind:8080").code()).isZero();
    assertThat(can("read:/etc/passwd", "bind:80").code()).isEqualTo(1);
    subject.seccomp(2);
    assertThat(can("read:/etc/passwd").code()).isZero();
    assertThat(can("read:/etc/passwd", "--strict").code()).isEqualTo(3);
    assertThat(can("read:/etc/shadow").code()).isEqualTo(1);
  }

  @Test
  void portsAreThoseOfTheProcessesOwnNetworkNamespace() {
    assertThat(answer("bind:1023")).isEqualTo("no");
    assertThat(answer("bind:1024/udp")).isEqualTo("yes");
    subject.namespace(NamespaceKind.NET, 4026532111L);
    // Refused to look inside.
    assertThat(answer("bind:80")).isEqualTo("unknown");
    namespaces.sysctl("ipv4/ip_unprivileged_port_start", "0");
    assertThat(answer("bind:80")).isEqualTo("yes");
    namespaces.sysctl("ipv4/ip_unprivileged_port_start", "81");
    assertThat(answer("bind:80")).isEqualTo("no");
    subject.holds("net_bind_service");
    assertThat(answer("bind:80")).isEqualTo("yes");
  }

  @Test
  void aKernelWithoutTheSysctlHasTheOldLimit() {
    tree.without("sys/net/ipv4/ip_unprivileged_port_start");
    assertThat(answer("bind:1023")).isEqualTo("no");
    assertThat(answer("bind:1024")).isEqualTo("yes");
  }

  @Test
  void whatIsHeldInAChildNamespaceDoesNotCountForTheHostsNetwork() {
    inChildNamespace(subject.uid(100033).gid(100033).holds("net_bind_service", "net_raw"));
    assertThat(answer("bind:80")).isEqualTo("no");
    assertThat(can("raw-socket").out())
        .contains("CAP_NET_RAW, withheld by the user namespace: what is held there does not count");
    namespaces.line("4711/ns/net", FakeNamespaces.places(CHILD, 1000, 4026531837L, 0));
    assertThat(answer("raw-socket")).isEqualTo("yes");
    assertThat(answer("packet-socket")).isEqualTo("yes");
  }

  @Test
  void anOwnerOutOfSightIsNoneOfTheProcessesOwn() {
    inChildNamespace(subject.uid(100033).gid(100033).holds("net_raw"));
    namespaces.line("4711/ns/net", FakeNamespaces.places());
    assertThat(answer("packet-socket")).isEqualTo("no");
  }

  @Test
  void whoMadeANamespaceHasEveryCapabilityInIt() {
    namespaces.line("4711/ns/net", FakeNamespaces.places(CHILD, 33, 4026531837L, 0));
    assertThat(answer("packet-socket")).isEqualTo("yes");
    namespaces.line("4711/ns/net", FakeNamespaces.places(CHILD, 34, 4026531837L, 0));
    assertThat(answer("packet-socket")).isEqualTo("no");
    // Only seen from the one it was made in, not from further up.
    namespaces.line(
        "4711/ns/net", FakeNamespaces.places(4026532201L, 33, CHILD, 34, 4026531837L, 0));
    assertThat(answer("packet-socket")).isEqualTo("no");
  }

  @Test
  void pingNeedsNoRawSocketWhereAGroupIsInTheRange() {
    assertThat(can("raw-socket").out())
        .contains("no group of it is in ping_group_range, so ping needs one too: 1 to 0");
    tree.file("sys/net/ipv4/ping_group_range", "0\t2147483647\n");
    assertThat(can("raw-socket").out()).contains("for ping none is needed");
    assertThat(answer("raw-socket")).isEqualTo("no");
  }

  @Test
  void aSignalGoesToTheSameUserByRealOrEffectiveToRealOrSaved() {
    assertThat(answer("kill:7")).isEqualTo("no");
    subject.uids(33, 1000, 33, 33);
    assertThat(answer("kill:7")).isEqualTo("yes");
    subject.uids(1000, 33, 33, 33);
    assertThat(answer("kill:7")).isEqualTo("yes");
    subject.uids(33, 33, 1000, 1000);
    assertThat(answer("kill:7")).isEqualTo("no");
    target.uids(5, 1000, 33, 1000);
    assertThat(answer("kill:7")).isEqualTo("yes");
    target.uids(5, 33, 5, 5);
    assertThat(answer("kill:7")).isEqualTo("no");
    subject.holds("kill");
    assertThat(answer("kill:7")).isEqualTo("yes");
    assertThat(answer("kill:4711")).isEqualTo("yes");
    assertThat(can("kill:99").out()).contains("there is no process 99: ESRCH");
  }

  @Test
  void aProcessOutsideOfItsPidNamespaceIsNotThere() {
    subject.uid(1000).namespace(NamespaceKind.PID, 4026532300L);
    namespaces.pids("7/ns/pid", 4026531836L);
    assertThat(answer("kill:7")).isEqualTo("no");
    namespaces.pids("7/ns/pid", 4026532301L, 4026532300L, 4026531836L);
    assertThat(answer("kill:7")).isEqualTo("yes");
  }

  @Test
  void tracingTakesAllIdsAndACleanTarget() {
    subject.uid(1000).gid(1000);
    assertThat(answer("ptrace:7")).isEqualTo("yes");
    target.uids(1000, 1000, 5, 1000);
    assertThat(answer("ptrace:7")).isEqualTo("no");
    target.uid(1000).gid(7);
    assertThat(answer("ptrace:7")).isEqualTo("no");
    target.gid(1000).holds("net_raw");
    assertThat(can("ptrace:7").out()).contains("the target has permitted what it has not");
    subject.holds("net_raw");
    assertThat(answer("ptrace:7")).isEqualTo("yes");
    dumpable(0);
    assertThat(can("ptrace:7").out()).contains("the target is not dumpable");
    subject.holds("sys_ptrace");
    assertThat(answer("ptrace:7")).isEqualTo("yes");
    assertThat(answer("ptrace:4711")).isEqualTo("no");
  }

  @Test
  void ofATargetOfRootNobodyKnowsWhetherItIsDumpable() {
    subject.uid(0).gid(0);
    target.uid(0).gid(0);
    dumpable(0);
    assertThat(answer("ptrace:7")).isEqualTo("unknown");
  }

  @Test
  void whereJcapItselfWasRefusedALookNothingIsPromised() {
    subject.holds("sys_ptrace");
    // No link: it can be seen and not be read.
    target.without("ns/user").file("ns/user", "");
    assertThat(answer("ptrace:7")).isEqualTo("unknown");
  }

  @Test
  void yamaNarrowsTracing() {
    subject.uid(1000).gid(1000);
    tree.file("sys/kernel/yama/ptrace_scope", "1\n");
    assertThat(answer("ptrace:7")).isEqualTo("unknown");
    target.parent(8);
    tree.process(8).parent(4711);
    assertThat(answer("ptrace:7")).isEqualTo("yes");
    tree.file("sys/kernel/yama/ptrace_scope", "2\n");
    assertThat(answer("ptrace:7")).isEqualTo("no");
    subject.holds("sys_ptrace");
    assertThat(answer("ptrace:7")).isEqualTo("yes");
    tree.file("sys/kernel/yama/ptrace_scope", "3\n");
    assertThat(answer("ptrace:7")).isEqualTo("no");
  }

  @Test
  void idsAreOnesOwnOrTakeACapability() {
    subject.uids(33, 34, 35, 34);
    assertThat(answer("setuid:35")).isEqualTo("yes");
    assertThat(answer("setuid:36")).isEqualTo("no");
    assertThat(answer("setgid:33")).isEqualTo("yes");
    subject.groups(40);
    assertThat(answer("setgid:40")).isEqualTo("no");
    subject.holds("setuid");
    assertThat(answer("setuid:0")).isEqualTo("yes");
    assertThat(answer("setgid:0")).isEqualTo("no");
    inChildNamespace(subject);
    assertThat(can("setuid:5").out()).contains("uid 5 has no number in its user namespace");
    assertThat(answer("setuid:100005")).isEqualTo("yes");
  }

  @Test
  void whatTheHostOwnsTakesACapabilityOfTheHost() {
    inChildNamespace(
        subject.uid(100000).gid(100000).holds("sys_admin", "mknod", "sys_module", "sys_chroot"));
    assertThat(answer("mount")).isEqualTo("no");
    assertThat(answer("mknod")).isEqualTo("no");
    assertThat(answer("load-module")).isEqualTo("no");
    assertThat(answer("chroot")).isEqualTo("yes");
    namespaces.line("4711/ns/mnt", FakeNamespaces.places(CHILD, 1000, 4026531837L, 0));
    assertThat(answer("mount")).isEqualTo("yes");
    subject.namespace(NamespaceKind.USER, 4026531837L);
    assertThat(answer("mknod")).isEqualTo("yes");
    assertThat(answer("load-module")).isEqualTo("yes");
    tree.file("sys/kernel/modules_disabled", "1\n");
    assertThat(answer("load-module")).isEqualTo("no");
    tree.without("sys/kernel/modules_disabled");
  }

  @Test
  void givingAFileAwayTakesChown() {
    assertThat(answer("chown:/etc/passwd")).isEqualTo("no");
    files.file("/etc/own", 33, 33, 0644);
    assertThat(can("chown:/etc/own").out()).contains("the owner may only change the group");
    subject.holds("chown");
    assertThat(answer("chown:/etc/passwd")).isEqualTo("yes");
    files.flagged("/etc/passwd", false, true);
    assertThat(answer("chown:/etc/passwd")).isEqualTo("no");
  }

  /** The least that the kernel takes for a program of this machine, without a loader. */
  private static String program() {
    StringBuilder header = new StringBuilder("\u007fELF\u0002\u0001");
    header.append("\0".repeat(10)).append("\u0002\0>\0").append("\0".repeat(34));
    header.append("8\0\u0001\0").append("\0".repeat(6)); // one program header of 56 bytes
    return header.toString();
  }

  @Test
  void executingTakesWhatExeccapSaysBesidesThePath() {
    for (String name : new String[] {"plain", "capable", "script", "text"}) {
      files.file("/etc/" + name, 0, 0, 0755);
    }
    programs.directory("/etc").plain("/etc/plain").begins("/etc/plain", program());
    programs.facts("/etc/plain", 0755, 0, 0, 64, 1).facts("/etc/capable", 0755, 0, 0, 64, 1);
    programs.capable("/etc/capable").begins("/etc/capable", program());
    programs.plain("/etc/script").begins("/etc/script", "#!/etc/plain\n");
    programs.plain("/etc/text").begins("/etc/text", "hello");
    assertThat(can("exec:/etc/plain").out()).contains("exec:/etc/plain  yes");
    assertThat(answer("exec:/etc/passwd")).isEqualTo("no");
    assertThat(can("exec:/etc/script").out()).contains("exec:/etc/script  yes", "is a script");
    assertThat(can("exec:/etc/capable").out())
        .contains("exec:/etc/capable  no", "withheld by the bounding set", "cure: add CAP_");
    assertThat(answer("exec:/etc/text")).isEqualTo("no");
  }

  @Test
  void underASecurityModuleOrSeccompAYesIsUnknownAndANoStays() {
    for (String label :
        new String[] {"docker-default (enforce)\n", "system_u:system_r:httpd_t:s0\0"}) {
      subject.file("attr/current", label);
      assertThat(can("read:/etc/passwd").out()).contains("unknown: ", "confines it as");
      assertThat(answer("read:/etc/passwd")).isEqualTo("unknown");
      assertThat(answer("read:/etc/shadow")).isEqualTo("no");
    }
    for (String label :
        new String[] {"unconfined\n", "unconfined_u:unconfined_r:unconfined_t:s0\0"}) {
      subject.file("attr/current", label);
      assertThat(answer("read:/etc/passwd")).isEqualTo("yes");
    }
    subject.seccomp(2);
    assertThat(answer("bind:8080")).isEqualTo("unknown");
    assertThat(answer("bind:80")).isEqualTo("no");
  }

  @Test
  void aWrongLineIsAUsageErrorWithTheNearestRightWord() {
    assertThat(can("bnd:80").err())
        .isEqualTo("jcap can: unknown action: bnd (did you mean bind?); see jcap can --help\n");
    assertThat(can("bind").err()).isEqualTo("jcap can: bind: it is typed as bind:PORT[/udp]\n");
    assertThat(can("mount:/x").err()).isEqualTo("jcap can: mount:/x: it is typed as mount\n");
    assertThat(can("bind:65536").err()).contains("not a port, 1 to 65535: 65536");
    assertThat(can("bind:0").err()).contains("not a port");
    assertThat(can("read:etc/x").err()).contains("read:etc/x: the path must be absolute");
    assertThat(can("kill:x").err()).contains("not a pid: x");
    assertThat(can("setuid:no-such-user").err()).contains("not a user or a number: no-such-user");
    assertThat(can("b\u001b[1m:80").err()).contains("unknown action: b\\x1B[1m");
    assertThat(can("bind:65536").code()).isEqualTo(2);
    assertThat(CanRun.of(tree.write(), files, programs, namespaces, "x", "mount").err())
        .contains("not a pid: x");
    assertThat(CanRun.of(tree.write(), files, programs, namespaces, "4711").err())
        .contains("needs a PID and at least one action");
  }

  @Test
  void aProcessThatIsNotThereIsAFailure() {
    CanRun run = CanRun.of(tree.write(), files, programs, namespaces, "99", "mount");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("jcap can: no process 99 in /proc\n");
  }

  @Test
  void namesThatAProcessChoseAreEscaped() {
    subject.comm("a\u001b[31m");
    assertThat(can("mount").out()).startsWith("pid 4711 (a\\x1B[31m)\n");
    files.file("/etc/\\", 0, 0, 0);
    assertThat(can("read:/etc/\\").out()).contains("read:/etc/\\\\  no", "/etc/\\\\ (0:0 0000)");
  }
}
