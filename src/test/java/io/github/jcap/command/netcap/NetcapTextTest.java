package io.github.jcap.command.netcap;

import static io.github.jcap.fixture.NetTables.inet;
import static io.github.jcap.fixture.NetTables.line;
import static io.github.jcap.fixture.NetTables.listener;
import static io.github.jcap.fixture.NetTables.packet;
import static io.github.jcap.fixture.NetTables.packetLine;
import static io.github.jcap.fixture.NetTables.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@code jcap netcap}, and CSV. */
class NetcapTextTest {
  private static final Golden GOLDEN = Golden.of("netcap");
  private static final String HEADER =
      "ppid    pid     acct             command         type     port            capabilities";

  @TempDir private Path host;
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);

  @BeforeEach
  void makeAccounts() throws IOException {
    Files.createDirectories(host.resolve("etc"));
    Files.writeString(
        host.resolve("etc/passwd"),
        "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n");
    tree.process(1).comm("init").parent(0).holds("kill");
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Cli.Result run(ProcTree tree, String... options) {
    return run(ProcRoot.of(tree.write()), options);
  }

  private Cli.Result run(ProcRoot proc, String... options) {
    List<String> args = new ArrayList<>(List.of("netcap", "--root=" + host));
    args.addAll(List.of(options));
    return Cli.jcap().trees(path -> proc).run(args.toArray(String[]::new));
  }

  private static List<String> rows(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")).toList();
  }

  /**
   * The table of netcap 0.9.5 but for its defects 1 (permonly is shown), 3 (interfaces by index),
   * and one row for each owner, not for each descriptor.
   */
  @Test
  void mirrorsTheTable() {
    Cli.Result result = run(NetcapSubjects.tree(files));
    assertThat(result.err()).isEmpty();
    GOLDEN.check("mirror-table.txt", result.out());
  }

  @Test
  void ownersWithoutCapabilitiesOnRequest() {
    GOLDEN.check("mirror-table-all.txt", run(NetcapSubjects.tree(files), "-a").out());
  }

  @Test
  void everyColumnAsCsv() throws IOException {
    List<String> names = new ArrayList<>();
    for (NetcapColumn column : NetcapColumn.values()) {
      names.add(column.column());
    }
    GOLDEN.check(
        "every-column.csv",
        run(NetcapSubjects.tree(files), "--format=csv", "-o", String.join(",", names)).out());
  }

  @Test
  void listeningLeavesConnectionsOut() {
    tree.process(1)
        .fd(3, "socket:[1]")
        .fd(4, "socket:[2]")
        .fd(5, "socket:[3]")
        .fd(6, "socket:[4]")
        .file("net/tcp", inet(listener(80, 1), line("0100007F:1000", "0100007F:0050", 1, 2)))
        .file("net/udp", inet(unconnected(53, 3), line("0100007F:1000", "0100007F:0035", 1, 4)));
    assertThat(rows(run(tree))).hasSize(4);
    assertThat(rows(run(tree, "--state=all"))).hasSize(4);
    assertThat(rows(run(tree, "--state=listen")))
        .containsExactly("0 1 root init tcp 80 kill", "0 1 root init udp 53 kill");
  }

  @Test
  void noSocketIsAnEmptyReport() {
    tree.process(1).file("net/tcp", inet());
    assertThat(run(tree)).isEqualTo(new Cli.Result(0, "", ""));
  }

  @Test
  void everyProcessThatSharesASocketIsARow() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    tree.process(20).comm("parent").holds("chown").fd(3, "socket:[7]").fd(4, "socket:[7]");
    tree.process(21).comm("child").parent(20).uid(65534).holds("kill").fd(3, "socket:[7]");
    tree.process(22).comm("without").fd(3, "socket:[7]");
    assertThat(rows(run(tree)))
        .containsExactly("1 20 root parent tcp 80 chown", "20 21 nobody child tcp 80 kill");
    assertThat(rows(run(tree, "-a"))).hasSize(3).contains("1 22 root without tcp 80 none");
    assertThat(rows(run(tree, "-o", "pid,fds"))).containsExactly("20 2", "21 1");
  }

  @Test
  void inheritableAloneIsShown() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    tree.process(20).comm("heir").caps(SetKind.INHERITABLE, "net_raw").fd(3, "socket:[7]");
    assertThat(rows(run(tree)))
        .containsExactly("1 20 root heir tcp 80 none (inheritable: net_raw)");
  }

  /** Defect 7: the original drops them without a word. */
  @Test
  void listenersThatNobodyVisibleOwnsAreRows() {
    tree.process(1)
        .file("net/tcp", inet(listener(2049, 7), line("0100007F:1000", "0100007F:0050", 1, 8)))
        .file("net/udp", inet(unconnected(111, 9), line("0100007F:1000", "0100007F:0035", 1, 10)))
        .file("net/raw", inet(unconnected(1, 11)))
        .file("net/packet", packet(packetLine(3, 0, 12)));
    assertThat(rows(run(tree)))
        .containsExactly(
            "? ? ? kernel? tcp 2049 ?",
            "? ? ? kernel? udp 111 ?",
            "? ? ? kernel? raw 0 ?",
            "? ? ? kernel? pkt any ?");
    assertThat(rows(run(tree, "-a"))).hasSize(6).contains("? ? ? kernel? tcp 4096 ?");
  }

  @Test
  void connectionsWithoutASocketOnRequestAlone() {
    tree.process(1).file("net/tcp", inet(line("0100007F:1000", "0100007F:0050", 6, 0)));
    assertThat(run(tree).out()).isEmpty();
    assertThat(rows(run(tree, "-a"))).containsExactly("- - - - tcp 4096 -");
  }

  @Test
  void aProcessThatRefusesLeavesQuestionMarksAndAProblem() {
    tree.process(1).file("net/tcp", inet(line("0100007F:1000", "0100007F:0050", 1, 8)));
    tree.process(20).comm("secret").holds("chown").fd(3, "socket:[8]");
    tree.process(21).comm("open").holds("chown").fd(3, "socket:[9]");
    FaultyAccess access =
        FaultyAccess.failing(asked -> asked.startsWith("readlink /proc/20/fd"), Errno.EACCES);
    Cli.Result result = run(access.tree(tree.write()), "--strict");
    assertThat(result.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")))
        .containsExactly("? ? ? ? tcp 4096 ?");
    assertThat(result.err())
        .isEqualTo(
            "1 × readlink /proc/<pid>/fd/<n>: EACCES (first /proc/20/fd/3); needs CAP_SYS_PTRACE\n");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void hiddenProcessesAreAProblemWhereAnOwnerIsMissing() {
    ProcTree hidden = ProcTree.on(files).file("net/tcp", inet(listener(80, 7), listener(81, 8)));
    hidden.process(50).comm("mine").holds("chown").fd(3, "socket:[7]");
    Cli.Result result = run(hidden);
    assertThat(result.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")))
        .containsExactly("1 50 root mine tcp 80 chown", "? ? ? ? tcp 81 ?");
    assertThat(result.err())
        .isEqualTo(
            "1 × list every process of /proc: EPERM (first /proc); needs a proc without hidepid\n");
  }

  @Test
  void threadsOfTheKernelAreNotAskedForDescriptors() {
    tree.process(1).file("net/tcp", inet(listener(80, 7))).fd(3, "socket:[7]");
    tree.process(2).comm("kthreadd").parent(0).kernelThread().holds("chown");
    FaultyAccess access = FaultyAccess.failing(asked -> asked.contains("/proc/2/fd"), Errno.EACCES);
    assertThat(rows(run(access.tree(tree.write())))).containsExactly("0 1 root init tcp 80 kill");
  }

  /** Defect 2: in a pid namespace pid 2 is a process as any other. */
  @Test
  void pidTwoOfAPidNamespaceIsAProcess() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    tree.process(2).comm("server").holds("chown").fd(3, "socket:[7]");
    assertThat(rows(run(tree))).containsExactly("1 2 root server tcp 80 chown");
  }

  @Test
  void mainThreadThatEndedLeavesItsSocketsToTheOthers() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    tree.process(20).comm("leader").state('Z').holds("chown").file("task/20/comm", "leader\n");
    Path proc = tree.write();
    Path thread = proc.resolve("20/task/21/fd");
    try {
      Files.createDirectories(thread);
      Files.createSymbolicLink(thread.resolve("3"), files.getPath("socket:[7]"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(rows(run(ProcRoot.of(proc)))).containsExactly("1 20 root leader tcp 80 chown");
  }

  @Test
  void socketThatWasClosedMeanwhileIsNotThere() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    Path proc = tree.write();
    FaultyAccess access =
        FaultyAccess.none()
            .before(
                asked -> asked.equals("list /proc"),
                () -> tree.process(1).file("net/tcp", inet()).write());
    assertThat(run(access.tree(proc))).isEqualTo(new Cli.Result(0, "", ""));
  }

  @Test
  void namesAreShownSafely() {
    tree.process(1).file("net/tcp", inet(listener(80, 7)));
    tree.process(20)
        .comm(new ByteString("a\n\u001b[2J\u00ff)\\"))
        .holds("chown")
        .fd(3, "socket:[7]");
    Cli.Result result = run(tree, "-o", "command,port");
    assertThat(result.out().lines().skip(1)).containsExactly("a\\x0A\\x1B[2J\\xFF)\\\\ 80");
  }

  @Test
  void ownNamespaceIsThatOfThisProcessWhereTheTreeShowsIt() {
    tree.process(1).file("net/tcp", inet(listener(80, 7))).fd(3, "socket:[7]");
    tree.self(30).process(30).file("net/tcp", inet(listener(443, 8))).holds("kill");
    tree.process(31).holds("kill").fd(3, "socket:[8]");
    assertThat(rows(run(tree, "-o", "pid,port"))).containsExactly("31 443");
  }

  @Test
  void addedColumnsAndOrder() {
    tree.process(1).file("net/tcp", inet(listener(443, 7), listener(80, 8)));
    tree.process(20).comm("web").holds("chown").fd(3, "socket:[7]").fd(4, "socket:[8]");
    assertThat(rows(run(tree, "--sort=port", "-o", "port,state,local_address,remote_port,netns")))
        .containsExactly("80 LISTEN 0.0.0.0 - 4026531840", "443 LISTEN 0.0.0.0 - 4026531840");
    assertThat(run(tree, "--no-headers").out()).doesNotContain("ppid");
    assertThat(run(tree).out()).startsWith(HEADER + "\n");
    assertThat(rows(run(tree, "-n"))).first().asString().startsWith("1 20 0 web");
  }

  @ParameterizedTest
  @CsvSource({
    "--state=listening, unknown state: listening (did you mean listen?)",
    "--sate=listen, unknown option: --sate=listen",
    "--sort=prot, unknown column: prot (did you mean port?)",
    "-o=comand, unknown column: comand (did you mean command?)",
    "eth0, unexpected argument: eth0"
  })
  void wrongWordsAreUsageErrors(String option, String message) {
    Cli.Result result = run(tree, option);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("jcap netcap: " + message);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void noTreeOfProcIsAFailure() throws IOException {
    Files.createDirectories(files.getPath("/empty"));
    for (String missing : List.of("/nowhere", "/empty")) {
      Cli.Result result = run(ProcRoot.of(files.getPath(missing)));
      assertThat(result.code()).isEqualTo(3);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("jcap netcap: " + missing + ": ");
    }
  }
}
