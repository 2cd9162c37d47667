package io.github.jcap.command.netcap;

import static io.github.jcap.fixture.NetTables.fibTrie;
import static io.github.jcap.fixture.NetTables.igmp;
import static io.github.jcap.fixture.NetTables.inet;
import static io.github.jcap.fixture.NetTables.line;
import static io.github.jcap.fixture.NetTables.listener;
import static io.github.jcap.fixture.NetTables.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.NamespaceKind;
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
import tools.jackson.databind.JsonNode;

/**
 * Several network namespaces, filters, and published ports, on trees that are no running kernel's.
 */
class NetcapNamespacesTest {
  private static final String ID =
      "2f3fecd9c3ec0123456789abcdef0123456789abcdef0123456789abcdef0123";
  private static final long INSIDE = 4026532300L;

  @TempDir private Path host;
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);

  /** The host listens on 22, its container on 5432, to which 0.0.0.0:15432 is passed on. */
  @BeforeEach
  void describe() throws IOException {
    Files.createDirectories(host.resolve("etc"));
    Files.writeString(host.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    NetTables.interfaces(
        tree.process(1)
            .comm("systemd")
            .parent(0)
            .holds("sys_admin")
            .file("net/tcp", inet(listener(22, 1), listener(15432, 2)))
            .fd(3, "socket:[1]"));
    tree.process(10)
        .comm("sshd")
        .holds("chown")
        .fd(3, "socket:[1]")
        .cgroup("/system.slice/ssh.service");
    tree.process(20)
        .comm("docker-proxy")
        .holds("net_admin")
        .fd(3, "socket:[2]")
        .file(
            "cmdline",
            "/usr/bin/docker-proxy\0-proto\0tcp\0-host-ip\0000.0.0.0\0-host-port\00015432\0"
                + "-container-ip\000172.17.0.2\0-container-port\0005432\0");
    contained(30, "postgres").holds("net_raw").fd(4, "socket:[5]").fd(5, "socket:[6]");
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private ProcSubject contained(int pid, String comm) {
    return tree.process(pid)
        .comm(comm)
        .namespace(NamespaceKind.NET, INSIDE)
        .cgroup("/system.slice/docker-" + ID + ".scope")
        .file("net/tcp", inet(listener(5432, 5), line("0100007F:1000", "0100007F:1538", 1, 6)))
        .file("net/igmp", igmp("lo", "eth0"))
        .file("net/fib_trie", fibTrie("172.17.0.2"));
  }

  private Cli.Result run(FaultyAccess access, String... options) {
    Path proc = tree.write();
    List<String> args = new ArrayList<>(List.of("netcap", "--root=" + host));
    args.addAll(List.of(options));
    return Cli.jcap().trees(path -> access.tree(proc)).run(args.toArray(String[]::new));
  }

  private List<String> rows(String... options) {
    Cli.Result result = run(FaultyAccess.none(), options);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().lines().skip(1).map(row -> row.replaceAll(" +", " ")).toList();
  }

  @Test
  void theOwnNamespaceAloneIsShownAndHowManyListenElsewhereIsSaid() {
    assertThat(rows("-o", "pid,port")).containsExactly("1 22", "10 22", "20 15432");
    String err = run(FaultyAccess.none()).err();
    assertThat(err)
        .isEqualTo(
            "1 listener in 1 other network namespace is not shown: jcap netcap --netns=all\n");
    assertThat(run(FaultyAccess.none(), "--netns=self").err()).isEmpty();
  }

  @Test
  void allNamespacesAreShownEachLineWithItsOwn() {
    Cli.Result result = run(FaultyAccess.none(), "--netns=all");
    assertThat(result.out().lines().findFirst().orElseThrow()).startsWith("netns ");
    assertThat(rows("--netns=all", "-o", "netns,netns.name,pid,port"))
        .containsExactly(
            "4026531840 - 1 22",
            "4026531840 - 10 22",
            "4026531840 - 20 15432",
            INSIDE + " docker:2f3fecd9c3ec 30 5432",
            INSIDE + " docker:2f3fecd9c3ec 30 4096");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"30", "4026532300"})
  void oneIsChosenByPidOrInode(String choice) {
    assertThat(rows("--netns=" + choice, "-o", "pid,port")).containsExactly("30 5432", "30 4096");
  }

  @ParameterizedTest
  @CsvSource({
    "--netns=999, 3, --netns=999: there is no such process",
    "--netns=4026539999, 3, --netns=4026539999: no process is seen in such a network namespace",
    "--netns=blue, 3, --netns=blue: no such file: ",
    "--netns=/nowhere/x, 3, --netns=/nowhere/x: no such file: /nowhere/x",
    "--netns=99999999999, 2, --netns: neither an inode nor a pid: 99999999999",
    "--port=http, 2, '--port: not a port (0 to 65535, or a range): http'",
    "--port=65536, 2, '--port: not a port (0 to 65535, or a range): 65536'",
    "--port=+80, 2, '--port: not a port (0 to 65535, or a range): +80'",
    "--port=\u0663, 2, '--port: not a port (0 to 65535, or a range): '",
    "--port=80-, 2, '--port: not a port (0 to 65535, or a range): 80-'",
    "'--netns=', 2, --netns: an empty word",
    "--netns=/etc/passwd, 3, --netns=/etc/passwd: no process of this tree lives there",
    "--port=90-80, 2, --port: the range ends before it begins: 90-80",
    "--proto=tpc, 2, --proto: unknown: tpc (did you mean",
    "--interface=lo, 2, --interface is only valid with --advanced",
    "--cap=net_rw, 2, ''"
  })
  void wrongWordsAreNamed(String option, int code, String message) {
    Cli.Result result = run(FaultyAccess.none(), option);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err()).startsWith("jcap netcap: " + message);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void filtersAreJoinedByAnd() {
    assertThat(rows("--netns=all", "--port=5000-6000,22", "-o", "pid,port"))
        .containsExactly("1 22", "10 22", "30 5432");
    assertThat(rows("--netns=all", "--cap=net_raw", "--state=listen", "-o", "pid,port"))
        .containsExactly("30 5432");
    assertThat(rows("--netns=all", "--unit=ssh", "-o", "pid,port")).containsExactly("10 22");
    assertThat(rows("--netns=all", "--container=2f3f", "-o", "pid,port"))
        .containsExactly("30 5432", "30 4096");
    assertThat(rows("--netns=all", "--proto=udp")).isEmpty();
    assertThat(rows("--netns=all", "--unit=ssh", "--port=5432")).isEmpty();
  }

  @Test
  void externalIsWhatOtherMachinesReach() {
    tree.process(40)
        .comm("local")
        .holds("chown")
        .fd(3, "socket:[7]")
        .fd(4, "socket:[8]")
        .namespace(NamespaceKind.NET, 4026532400L)
        .file("net/tcp", inet(listener(8080, 7)))
        .file("net/udp", inet(unconnected(53, 8)))
        .file("net/igmp", igmp("lo"))
        .file("net/fib_trie", fibTrie("127.0.0.1"));
    assertThat(rows("--netns=all", "--external", "-o", "pid,port,reach"))
        .containsExactly(
            "1 22 external", "10 22 external", "20 15432 external", "30 5432 external");
    assertThat(rows("--netns=40", "-o", "port,reach"))
        .containsExactly("8080 loopback", "53 loopback");
  }

  @Test
  void aPublishedPortIsSaidOfTheListenerInsideTheContainer() {
    assertThat(rows("--netns=all", "--port=5432", "-o", "port,published"))
        .containsExactly("5432 0.0.0.0:15432");
    Cli.Result result = run(FaultyAccess.none(), "--netns=all", "--json");
    Schemas.check("sockets", result.out());
    JsonNode socket = Schemas.parse(result.out()).get("sockets").get(2);
    assertThat(socket.get("published").toString())
        .isEqualTo("[{\"address\":\"0.0.0.0\",\"port\":15432,\"by\":\"docker-proxy\"}]");
    assertThat(socket.at("/netns/name").asString()).isEqualTo("docker:2f3fecd9c3ec");
    assertThat(socket.at("/owners/0/container/id").asString()).isEqualTo(ID);
  }

  /** Anyone may call his process docker-proxy: what is no address or port says nothing. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 172.17.0.2, +15432",
    "0.0.0.0, 172.17.0.2, 70000",
    "'0.0.0.0\u001b[31m', 172.17.0.2, 15432",
    "'1.2.3.4, 5.6.7.8', 172.17.0.2, 15432",
    "'', 172.17.0.2, 15432"
  })
  void aCommandLineOfAnotherFormPublishesNothing(String address, String inside, String port) {
    claim("-host-ip\0" + address, "-container-ip\0" + inside, "-host-port\0" + port);
    assertThat(rows("--netns=all", "--port=5432", "-o", "port,published"))
        .containsExactly("5432 none");
  }

  @Test
  void whoPublishesIsNamedAsTheKernelNamesIt() {
    claim("-host-ip\0" + "0.0.0.0", "-container-ip\0" + "172.17.0.2", "-host-port\0" + "99");
    Cli.Result result = run(FaultyAccess.none(), "--netns=all", "--port=5432", "--json");
    assertThat(Schemas.parse(result.out()).at("/sockets/0/published/0/by").asString())
        .isEqualTo("docker-proxy");
  }

  private void claim(String... words) {
    tree.process(20)
        .file(
            "cmdline",
            "/x/other name\0-proto\0tcp\0"
                + String.join("\0", words)
                + "\0-container-port\0005432\0");
  }

  @Test
  void aSocketThatSystemdHoldsTooWasMadeByIt() {
    assertThat(rows("--port=22,15432", "-o", "pid,port,socket_activated_by"))
        .containsExactly("1 22 systemd", "10 22 systemd", "20 15432 -");
  }

  @Test
  void aThreadMayLiveInAnotherNamespaceThanItsProcess() {
    tree.process(10)
        .thread(11)
        .namespace(NamespaceKind.NET, 4026532500L)
        .file("net/tcp", inet(listener(9999, 70)));
    tree.process(10).fd(9, "socket:[70]");
    assertThat(rows("--netns=all", "--port=9999", "-o", "netns,pid"))
        .containsExactly("4026532500 10");
  }

  /** Its holder starts another, which inherits it, and ends before its descriptors are read. */
  @Test
  void aSocketThatIsHandedOnMeanwhileIsItsNewHolders() {
    FaultyAccess access =
        FaultyAccess.none()
            .before(
                asked -> asked.equals("list /proc/20/fd"),
                () -> {
                  tree.process(21).comm("heir").holds("chown").fd(3, "socket:[2]");
                  delete(tree.write().resolve("20"));
                });
    Cli.Result result = run(access, "--port=15432", "--no-headers", "-o", "pid,command");
    assertThat(result.out().strip().replaceAll(" +", " ")).isEqualTo("21 heir");
  }

  /** The last process of the namespace ends when it has been found. */
  @Test
  void aNamespaceThatEndsMeanwhileIsNotThere() throws IOException {
    Path proc = tree.write();
    FaultyAccess access =
        FaultyAccess.none()
            .before(
                asked -> asked.equals("read /proc/30/net/tcp"), () -> delete(proc.resolve("30")));
    Cli.Result result =
        Cli.jcap()
            .trees(path -> access.tree(proc))
            .run("netcap", "--root=" + host, "--netns=all", "--no-headers", "-o", "pid,port");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().map(row -> row.replaceAll(" +", " ")))
        .containsExactly("1 22", "10 22", "20 15432");
  }

  private static void delete(Path directory) {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aLinkThatIsRefusedIsAProblemAndNoNamespace() {
    Cli.Result result =
        run(
            FaultyAccess.failing(asked -> asked.equals("readlink /proc/30/ns/net"), Errno.EACCES),
            "--netns=all",
            "--strict",
            "-o",
            "pid,port");
    assertThat(result.out()).doesNotContain("5432 ").doesNotContain("30 ");
    assertThat(result.err())
        .contains("1 × readlink /proc/<pid>/ns/net: EACCES (first /proc/30/ns/net)");
    assertThat(result.code()).isEqualTo(4);
  }
}
