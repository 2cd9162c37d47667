package io.github.jcap.command.netcap;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static io.github.jcap.cap.SetKind.PERMITTED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.cap.CapSet;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.util.List;

/**
 * A host that netcap 0.9.5 was run on: its processes with their sockets, and the tables of its
 * kernel as they were read, in {@code src/test/resources/proc/netcap}.
 */
final class NetcapSubjects {
  /** Docker's outer bounding set there: all but sys_resource. */
  private static final CapSet BOUNDING = new CapSet(0x1fffeffffffL);

  private static final List<String> TABLES =
      List.of("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "packet");

  private NetcapSubjects() {}

  static ProcTree tree(FileSystem files) {
    ProcTree tree = ProcTree.on(files);
    ProcSubject init = tree.process(1).comm("python3").parent(0).holds(BOUNDING).bounding(BOUNDING);
    for (String table : TABLES) {
      init.file("net/" + table, resource(table));
    }
    String[] names = {"lo", "veth0", "dum0", "veth1", "dum1"};
    StringBuilder interfaces = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      interfaces.append(NetTables.igmp6(i + 1, names[i]));
    }
    init.file("net/igmp6", interfaces.toString());
    init.file("net/igmp", NetTables.igmp(names));
    init.file("net/fib_trie", NetTables.fibTrie("192.0.2.1"));
    daemon(tree, 100, "tcpd", 29712);
    daemon(tree, 101, "tcp6d", 29713);
    daemon(tree, 102, "dupd", 29714, 29714, 29714).bounding(CapSet.EMPTY);
    daemon(tree, 103, "share1", 29608).holds("chown");
    daemon(tree, 104, "share2", 29608).holds("kill").uid(65534);
    daemon(tree, 105, "sharenone", 29608).holds().uid(1000);
    daemon(tree, 106, "nocapd", 29715).holds().uid(1000);
    daemon(tree, 107, "permonly", 29716).holds().caps(PERMITTED, "net_bind_service", "net_raw");
    ambient(daemon(tree, 108, "udpd", 29717, 29718)).uid(4242);
    daemon(tree, 109, "udplited", 29719, 29720).bounding(CapSet.EMPTY);
    ambient(daemon(tree, 110, "rawd", 29617, 29618, 29619)).bounding(CapSet.EMPTY);
    daemon(tree, 111, "pingd", 29721).holds("net_raw");
    daemon(tree, 112, "pktd", 29722, 29723, 29724, 29622).holds("net_raw");
    daemon(tree, 113, "estd", 29624, 29625, 29626);
    daemon(tree, 114, "otherd", 29728, 29729);
    daemon(tree, 115, "nsd", 29731).holds(CapSet.all(40)).bounding(CapSet.all(40));
    daemon(tree, 116, "my daemon x", 29732);
    daemon(tree, 117, "c\tx\u001b[1m", 29733);
    daemon(tree, 118, "exactly15chars_", 29734);
    daemon(tree, 119, "udpcli", 29735);
    daemon(tree, 120, "unbound", 29633, 29634);
    return tree;
  }

  private static ProcSubject daemon(ProcTree tree, int pid, String comm, long... sockets) {
    ProcSubject subject =
        tree.process(pid).comm(comm).holds("net_bind_service", "net_raw").bounding(BOUNDING);
    subject.fd(0, "/dev/null").fd(1, "pipe:[7]").fd(2, "anon_inode:[eventfd]");
    for (int i = 0; i < sockets.length; i++) {
      subject.fd(3 + i, "socket:[" + sockets[i] + "]");
    }
    return subject;
  }

  private static ProcSubject ambient(ProcSubject subject) {
    return subject.holds("net_raw").caps(INHERITABLE, "net_raw").caps(AMBIENT, "net_raw");
  }

  private static String resource(String table) {
    try (InputStream in = NetcapSubjects.class.getResourceAsStream("/proc/netcap/" + table)) {
      if (in == null) {
        throw new IllegalStateException("no table " + table);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
