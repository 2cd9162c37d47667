package io.github.jcap.socket;

import static io.github.jcap.fixture.NetTables.igmp;
import static io.github.jcap.fixture.NetTables.igmp6;
import static io.github.jcap.fixture.NetTables.inet6;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interfaces as the files of /proc/net tell of them. */
class ProcInterfacesTest {
  private static final String V6 = "fe80000000000000ec063afffe210a65";
  private static final String TRIE =
      """
      Main:
        +-- 0.0.0.0/0 2 0 2
           |-- 198.51.100.1
              /32 host LOCAL
      Local:
        +-- 0.0.0.0/0 2 0 2
           +-- 127.0.0.0/8 2 0 2
              +-- 127.0.0.0/31 1 0 0
                 |-- 127.0.0.0
                    /8 host LOCAL
                 |-- 127.0.0.1
                    /32 host LOCAL
              |-- 127.255.255.255
                 /32 link BROADCAST
           |-- 192.0.2.1
              /32 host LOCAL
              /32 host LOCAL tos=8
      """;

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);
  private final Problems problems = new Problems();

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private void describe() {
    tree.process(1)
        .file("net/igmp", igmp("lo", "eth0"))
        .file("net/igmp6", igmp6(1, "lo") + igmp6(2, "eth0") + igmp6(7, "down0"))
        .file("net/if_inet6", inet6(V6, 2, "eth0"))
        .file("net/fib_trie", TRIE);
  }

  private ProcInterfaces interfaces(FaultyAccess access) {
    return new ProcInterfaces(access.tree(tree.write()).netOf(1), problems);
  }

  private String said() {
    return problems.sorts().stream().map(s -> s.count() + " " + s.first()).toList().toString();
  }

  private static NetworkInterface one(
      int index, String name, boolean up, boolean loopback, IpAddress... addresses) {
    return new NetworkInterface(index, ByteString.of(name), up, loopback, List.of(addresses));
  }

  private static IpAddress v4(long bits) {
    return new IpAddress(false, 0, bits);
  }

  @Test
  void whatTheFilesSayTogether() {
    describe();
    IpAddress linkLocal = new IpAddress(true, 0xfe80000000000000L, 0xec063afffe210a65L);
    assertThat(interfaces(FaultyAccess.none()).read())
        .isEqualTo(
            Reading.of(
                new NetworkInterfaces(
                    List.of(
                        one(1, "lo", true, true),
                        one(2, "eth0", true, false, linkLocal),
                        one(7, "down0", false, false)),
                    Reading.of(List.of(v4(0x7f000001), v4(0xc0000201L))))));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aNameIsReadFromAsFewFilesAsItTakes() {
    describe();
    FaultyAccess access = FaultyAccess.none();
    ProcInterfaces interfaces = interfaces(access);
    int before = access.accesses().size();
    assertThat(interfaces.name(0)).isEqualTo(ByteString.of("any"));
    assertThat(access.accesses()).hasSize(before);
    assertThat(interfaces.name(2)).isEqualTo(ByteString.of("eth0"));
    assertThat(interfaces.name(1)).isEqualTo(ByteString.of("lo"));
    assertThat(access.accesses().subList(before, access.accesses().size()))
        .containsExactly("read /proc/1/net/igmp");
    assertThat(interfaces.name(7)).isEqualTo(ByteString.of("down0"));
    assertThat(interfaces.name(9)).isEqualTo(ByteString.of("9"));
    assertThat(access.accesses().subList(before, access.accesses().size()))
        .containsExactly("read /proc/1/net/igmp", "read /proc/1/net/igmp6");
    assertThat(problems.isEmpty()).isTrue();
  }

  /** The example of native-notes/proc_net_dev.md: v0 has gone down, and a program keeps a group. */
  @Test
  void anInterfaceThatIsDownMayKeepAGroup() {
    String example =
        """
        Idx	Device    : Count Querier	Group    Users Timer	Reporter
        1	lo        :     1      V3
        				010000E0     1 0:00000000		0
        3	v0        :     1      V3
        				090909E9     1 0:00000000		0
        """;
    assertThat(InterfaceFiles.igmp(example.getBytes(ISO_8859_1)))
        .extracting(one -> one.index() + " " + one.name() + " " + one.up())
        .containsExactly("1 lo true", "3 v0 false");
  }

  @Test
  void theOtherByteOrderHasTheGroupTheOtherWayRound() {
    String big = igmp("lo").replace("010000E0", "E0000001");
    assertThat(InterfaceFiles.igmp(big.getBytes(ISO_8859_1)).get(0).up()).isTrue();
  }

  @Test
  void aNameKeepsItsBytes() {
    ByteString name = new ByteString("a\u001b\u00ff\u001fb\u001f");
    byte[] four = igmp(name.latin1()).getBytes(ISO_8859_1);
    byte[] six = igmp6(3, name.latin1()).getBytes(ISO_8859_1);
    byte[] addresses = inet6(V6, 3, name.latin1()).getBytes(ISO_8859_1);
    assertThat(InterfaceFiles.igmp(four).get(0).name()).isEqualTo(name);
    assertThat(InterfaceFiles.igmp6(six).get(0).name()).isEqualTo(name);
    assertThat(InterfaceFiles.inet6(addresses).get(0).name()).isEqualTo(name);
  }

  @Test
  void aKernelWithoutMulticastCannotSayWhatIsUpButNamesThem() {
    tree.process(1).file("net/igmp6", igmp6(1, "lo")).file("net/fib_trie", TRIE);
    ProcInterfaces interfaces = interfaces(FaultyAccess.none());
    assertThat(interfaces.name(1)).isEqualTo(ByteString.of("lo"));
    assertThat(interfaces.read()).isEqualTo(Reading.unknown());
    assertThat(said()).isEqualTo("[1 read /proc/<pid>/net/igmp: ENOENT (/proc/1/net/igmp)]");
  }

  @Test
  void aKernelWithoutIpv6HasThoseOfIpv4() {
    tree.process(1).file("net/igmp", igmp("lo")).file("net/fib_trie", TRIE);
    assertThat(interfaces(FaultyAccess.none()).read().known().orElseThrow().all())
        .containsExactly(one(1, "lo", true, true));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void addressesThatCannotBeReadAreUnknown() {
    describe();
    ProcInterfaces interfaces =
        interfaces(FaultyAccess.failing(access -> access.contains("fib_trie"), Errno.EACCES));
    assertThat(interfaces.read().known().orElseThrow().unplaced()).isEqualTo(Reading.unknown());
    assertThat(said())
        .isEqualTo("[1 read /proc/<pid>/net/fib_trie: EACCES (/proc/1/net/fib_trie)]");
  }

  @Test
  void everyOtherFileThatCannotBeReadMakesThemUnknownOnce() {
    describe();
    for (String file : List.of("/igmp", "/igmp6", "/if_inet6")) {
      ProcInterfaces interfaces =
          interfaces(FaultyAccess.failing(access -> access.endsWith(file), Errno.EACCES));
      assertThat(interfaces.read()).as(file).isEqualTo(Reading.unknown());
      assertThat(interfaces.read()).as(file).isEqualTo(Reading.unknown());
      assertThat(interfaces.name(99)).as(file).isEqualTo(ByteString.of("99"));
    }
    assertThat(problems.sorts()).hasSize(3).allMatch(sort -> sort.count() == 1);
  }

  @Test
  void aProcessThatEndsMeanwhileIsNoProblem() throws IOException {
    describe();
    Path proc = tree.write();
    FaultyAccess access = FaultyAccess.none();
    ProcRoot root = access.tree(proc);
    ProcInterfaces interfaces = new ProcInterfaces(root.netOf(1), problems);
    assertThat(interfaces.name(1)).isEqualTo(ByteString.of("lo"));
    for (String file : List.of("igmp", "igmp6", "if_inet6", "fib_trie")) {
      Files.delete(proc.resolve("1/net/" + file));
    }
    Files.delete(proc.resolve("1/net"));
    assertThat(interfaces.read()).isEqualTo(Reading.absent());
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void whatIsNotOfItsFormIsAProblemThatQuotesTheLine() {
    describe();
    tree.process(1).file("net/igmp6", "1 lo ff\nx\u001b lo\n");
    assertThat(interfaces(FaultyAccess.none()).read()).isEqualTo(Reading.unknown());
    assertThat(said())
        .isEqualTo(
            "[1 read /proc/<pid>/net/igmp6: line 2: not an index: \"x\\x1B lo\""
                + " (/proc/1/net/igmp6)]");
  }

  @Test
  void noLineIsGuessedAt() {
    for (String line :
        List.of("\t\tx", "1", "1\t", "\n", "0\tlo :", "-1\tlo :", "1\t:", "99999999999\tlo :")) {
      assertMalformed(() -> InterfaceFiles.igmp(bytes(line)), line);
    }
    for (String line : List.of("x lo", "1", "0 lo", " ", "\n")) {
      assertMalformed(() -> InterfaceFiles.igmp6(bytes(line)), line);
    }
    for (String line :
        List.of("fe80 01 40 00 80 lo", V6 + " 01 40 00 80", V6 + " zz 40 00 80 lo", "\n")) {
      assertMalformed(() -> InterfaceFiles.inet6(bytes(line)), line);
    }
    for (String leaf : List.of("1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.x", "1.2.3.-4", "")) {
      String trie = "Local:\n   |-- " + leaf + "\n      /32 host LOCAL\n";
      assertMalformed(() -> InterfaceFiles.local(bytes(trie)), leaf);
    }
  }

  private static byte[] bytes(String line) {
    return line.getBytes(ISO_8859_1);
  }

  private static void assertMalformed(Runnable parsing, String line) {
    assertThatThrownBy(parsing::run).as("\"%s\"", line).isInstanceOf(Malformed.class);
  }
}
