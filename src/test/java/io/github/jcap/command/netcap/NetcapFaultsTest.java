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
import io.github.jcap.fixture.Faults;
import io.github.jcap.fixture.NetTables;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every single access of a whole run fails once with every error that a kernel gives. The report is
 * then the full one, or says {@code ?} or null in that place and counts a problem; ESRCH alone
 * means that the process is gone; only a tree that cannot be listed ends with exit code 3.
 */
class NetcapFaultsTest {
  private static final Pattern OF_A_PROCESS = Pattern.compile("^\\w+ /proc/(\\d+)(/.*)?$");
  private static final int SELF = 30;

  static Stream<List<String>> commandLines() {
    return Stream.of(
        List.of(),
        List.of("-a"),
        List.of("--state=listen"),
        List.of("--json"),
        List.of("--json", "-a"),
        List.of("--format=csv", "-o", "+interface,fds,netns"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aFailedAccessIsSeenInTheReport(List<String> options) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path proc = tree(files, 0).write();
      FaultyAccess sound = FaultyAccess.none();
      Cli.Result full = run(sound, proc, options);
      assertThat(full.err()).isEmpty();
      assertThat(full.code()).isZero();
      List<String> accesses = sound.accesses();
      assertThat(accesses).hasSizeGreaterThan(30);
      for (int nth = 0; nth < accesses.size(); nth++) {
        for (Errno errno : Faults.ERRORS) {
          Cli.Result result = run(FaultyAccess.failing(nth, errno), proc, options);
          new Fault(accesses.get(nth), errno, options, full, result).check();
        }
      }
    }
  }

  /** One failed access and what came of it. */
  private record Fault(
      String access, Errno errno, List<String> options, Cli.Result full, Cli.Result result) {

    void check() throws IOException {
      assertThat(result.err()).as("%s", this).doesNotContain("internal error", "Exception");
      if (result.out().equals(full.out())) {
        assertThat(result.code()).as("%s", this).isZero();
      } else if (access.equals("list /proc")) {
        assertThat(result.code()).as("%s", this).isEqualTo(3);
        assertThat(result.out()).as("%s", this).isEmpty();
        assertThat(result.err()).as("%s", this).contains(errno.name());
      } else if (errno == Errno.ESRCH && access.contains("/proc/" + SELF + "/")) {
        assertThat(result.out()).as("jcap itself: %s", this).contains(errno.name());
      } else if (errno == Errno.ESRCH && OF_A_PROCESS.matcher(access).matches()) {
        checkGone();
      } else {
        assertThat(result.code()).as("%s", this).isZero();
        // To look whether a file is there gives no errno.
        String said = access.startsWith("exists") ? "ENOENT" : errno.name();
        assertThat(result.out() + result.err()).as("%s", this).contains(said);
        assertThat(result.out() + result.err())
            .as("%s", this)
            .contains(access.substring(access.indexOf('/')));
        if (options.contains("--json")) {
          checkJson();
        } else {
          checkText();
        }
      }
    }

    /** The report is that of a tree in which the process never was. */
    private void checkGone() throws IOException {
      Matcher matcher = OF_A_PROCESS.matcher(access);
      assertThat(matcher.matches()).isTrue();
      try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
        Path proc = tree(files, Integer.parseInt(matcher.group(1))).write();
        assertThat(result).as("%s", this).isEqualTo(run(FaultyAccess.none(), proc, options));
      }
    }

    /**
     * What was not read of the namespace has no place for a question mark: the problem names it.
     */
    private boolean ofTables() {
      return access.contains("/proc/self");
    }

    private void checkText() {
      List<String> was = words(full.out());
      List<String> is = words(result.out());
      for (String line : is) {
        assertThat(was.contains(line) || line.contains("?") || ofInterface(line))
            .as("%s: %s", this, line)
            .isTrue();
      }
      long lost = was.stream().filter(line -> !line.contains("?") && !is.contains(line)).count();
      long marked = is.stream().filter(line -> line.contains("?")).count();
      assertThat(marked >= lost || ofTables()).as("%s: %s", this, result.out()).isTrue();
    }

    /** Its number is the truth too. */
    private boolean ofInterface(String line) {
      return access.contains("igmp") && line.contains("pkt");
    }

    private static List<String> words(String text) {
      return text.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    private void checkJson() {
      JsonNode was = Schemas.parse(full.out());
      JsonNode is = Schemas.parse(result.out());
      assertThat(is.get("complete").asBoolean()).as("%s", this).isFalse();
      for (JsonNode socket : was.get("sockets")) {
        JsonNode now = find(is, socket.get("inode").asLong());
        if (now != null) {
          for (String name : socket.propertyNames()) {
            assertSameOrUnknown(name, socket, now);
          }
        } else {
          assertThat(ofTables()).as("%s: %s", this, socket).isTrue();
        }
      }
    }

    private void assertSameOrUnknown(String name, JsonNode was, JsonNode is) {
      JsonNode before = was.get(name);
      JsonNode now = is.get(name);
      assertThat(now).as("%s: %s", this, name).isNotNull();
      if (name.equals("owners") && !now.isNull()) {
        // One owner may be missing: then another could not be read, and the problem names it.
        for (JsonNode owner : now) {
          assertThat(before.toString().contains(owner.toString()) || hasNull(owner))
              .as("%s: %s", this, owner)
              .isTrue();
        }
        assertThat(now.isEmpty() && !before.isEmpty()).as("%s: %s", this, was).isFalse();
      } else {
        assertThat(before.equals(now) || now.isNull() || name.equals("interface"))
            .as("%s: %s became %s", this, before, now)
            .isTrue();
      }
    }

    private static boolean hasNull(JsonNode owner) {
      return owner.toString().contains(":null");
    }

    private static @Nullable JsonNode find(JsonNode report, long inode) {
      for (JsonNode socket : report.get("sockets")) {
        if (socket.get("inode").asLong() == inode) {
          return socket;
        }
      }
      return null;
    }
  }

  private static Cli.Result run(FaultyAccess access, Path proc, List<String> options) {
    List<String> args = new ArrayList<>(List.of("netcap", "-n"));
    args.addAll(options);
    return Cli.jcap().trees(path -> access.tree(proc)).run(args.toArray(String[]::new));
  }

  private static ProcTree tree(FileSystem files, int without) {
    ProcTree tree = ProcTree.on(files);
    tree.self(SELF).process(SELF).comm("self").holds("chown");
    tree.process(SELF)
        .file("net/tcp", inet(listener(80, 1), line("0100007F:1000", "0100007F:0050", 1, 2)))
        .file("net/udp", inet(unconnected(53, 3)))
        .file("net/raw", inet(unconnected(1, 4)))
        .file("net/packet", packet(packetLine(3, 2, 5), packetLine(3, 1, 6)));
    NetTables.interfaces(tree.process(SELF));
    for (int pid : new int[] {1, 2, 7, 8, 9, 10}) {
      if (pid != without) {
        describe(tree, pid);
      }
    }
    return tree;
  }

  private static void describe(ProcTree tree, int pid) {
    switch (pid) {
      case 1 -> tree.process(1).comm("init").parent(0);
      case 2 -> tree.process(2).comm("kthreadd").parent(0).kernelThread();
      case 7 ->
          tree.process(7)
              .comm("web")
              .holds("net_bind_service")
              .fd(0, "/dev/null")
              .fd(3, "socket:[1]")
              .fd(4, "socket:[1]")
              .fd(5, "socket:[2]");
      case 8 -> tree.process(8).comm("child").parent(7).holds("chown").fd(3, "socket:[1]");
      case 9 -> tree.process(9).comm("dns").fd(3, "socket:[3]");
      default -> tree.process(10).comm("sniffer").holds("net_raw").fd(3, "socket:[5]");
    }
  }
}
