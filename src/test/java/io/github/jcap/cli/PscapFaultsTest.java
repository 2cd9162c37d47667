package io.github.jcap.cli;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.Faults;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every single access of a whole run fails once with every error that a kernel gives. The report is
 * then the full one, or says {@code ?} or null in that place and counts a problem; ESRCH alone
 * means that the process is gone; only a tree that cannot be listed ends with exit code 3.
 */
class PscapFaultsTest {
  private static final Pattern OF_A_PROCESS = Pattern.compile("^\\w+ /proc/(\\d+)(/.*)?$");
  private static final int SELF = 30;

  static Stream<List<String>> commandLines() {
    return Stream.of(
        List.of(),
        List.of("-a", "--kernel-threads"),
        List.of("-p", "7", "-p", "9"),
        List.of("--tree"),
        List.of("--tree", "-a"),
        List.of("--tree", "-p", "7"),
        List.of("--json"),
        List.of("--json", "-a", "--kernel-threads"),
        List.of("--format=csv", "-o", "+exe,namespaces.net,started_at"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aFailedAccessIsSeenInTheReport(List<String> options) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path proc = tree(files).write();
      FaultyAccess sound = FaultyAccess.none();
      Cli.Result full = run(sound, proc, options);
      assertThat(full.err()).isEmpty();
      assertThat(full.code()).isZero();
      List<String> accesses = sound.accesses();
      assertThat(accesses).hasSizeGreaterThan(8);
      for (int nth = 0; nth < accesses.size(); nth++) {
        for (Errno errno : Faults.ERRORS) {
          Cli.Result result = run(FaultyAccess.failing(nth, errno), proc, options);
          new Fault(accesses.get(nth), errno, options, full, result).check();
        }
      }
    }
  }

  /** As above, but the machine does not recover: everything after that access fails as well. */
  @ParameterizedTest
  @ValueSource(strings = {"EACCES", "EIO", "EMFILE"})
  void nothingIsTakenForGoneWhereEverythingFails(String name) throws IOException {
    Errno errno = Errno.valueOf(name);
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path proc = tree(files).write();
      FaultyAccess sound = FaultyAccess.none();
      run(sound, proc, List.of("--json"));
      int listed = sound.accesses().indexOf("list /proc");
      for (int nth = listed + 1; nth < sound.accesses().size(); nth++) {
        FaultyAccess access = FaultyAccess.failingFrom(nth, errno);
        Cli.Result result = run(access, proc, List.of("--json"));
        JsonNode report = Schemas.parse(result.out());
        assertThat(report.get("complete").asBoolean()).isFalse();
        List<Integer> pids = new ArrayList<>();
        report.get("processes").forEach(process -> pids.add(process.get("pid").asInt()));
        assertThat(pids).as("after %s", sound.accesses().get(nth)).contains(1, 7, 8);
      }
    }
  }

  /** One failed access and what came of it. */
  private record Fault(
      String access, Errno errno, List<String> options, Cli.Result full, Cli.Result result) {

    /** Where the directory of links seems not to be there, it is a link of it that is missed. */
    Fault {
      if (access.startsWith("exists ") && access.endsWith("/ns")) {
        access = access.substring(0, access.length() - "/ns".length());
        errno = Errno.ENOENT;
      }
    }

    void check() throws IOException {
      assertThat(result.err()).as("%s", this).doesNotContain("internal error", "Exception");
      if (result.out().equals(full.out())) {
        assertThat(result.code()).as("%s", this).isZero();
      } else if (access.equals("list /proc")) {
        assertThat(result.code()).as("%s", this).isEqualTo(3);
        assertThat(result.out()).as("%s", this).isEmpty();
        assertThat(result.err().lines()).as("%s", this).hasSize(1);
        assertThat(result.err()).as("%s", this).contains(errno.name());
      } else if (errno == Errno.ESRCH && ofFirst() && options.contains("--json")) {
        checkFirstGone();
      } else if (errno == Errno.ESRCH && OF_A_PROCESS.matcher(access).matches() && !ofSelf()) {
        checkGone();
      } else {
        assertThat(result.code()).as("%s", this).isZero();
        assertThat(result.out() + result.err()).as("%s", this).contains(errno.name());
        assertThat(result.out() + result.err()).as("%s", this).contains(file());
        if (options.contains("--json")) {
          checkJson();
        } else {
          checkText();
        }
      }
    }

    private boolean ofFirst() {
      return access.contains(" /proc/1/");
    }

    /** Pid 1 is read as a process, and as what others are compared with: either may miss it. */
    private void checkFirstGone() {
      assertThat(result.code()).as("%s", this).isZero();
      assertThat(result.err()).as("%s", this).isEmpty();
      for (JsonNode process : Schemas.parse(full.out()).get("processes")) {
        int pid = process.get("pid").asInt();
        assertThat(pid == 1 || contains(Schemas.parse(result.out()), pid)).as("%s", this).isTrue();
      }
    }

    /** The report is that of a tree in which the process never was. */
    private void checkGone() throws IOException {
      Matcher matcher = OF_A_PROCESS.matcher(access);
      assertThat(matcher.matches()).isTrue();
      try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
        Path proc = tree(files, Integer.parseInt(matcher.group(1))).write();
        Cli.Result without = run(FaultyAccess.none(), proc, options);
        assertThat(result).as("%s", this).isEqualTo(without);
      }
    }

    private void checkJson() {
      JsonNode was = Schemas.parse(full.out());
      JsonNode is = Schemas.parse(result.out());
      assertThat(is.get("complete").asBoolean()).as("%s", this).isFalse();
      assertSameOrNull(was.get("host"), is.get("host"));
      for (JsonNode process : was.get("processes")) {
        assertSameOrNull(process, find(is, process.get("pid").asInt()));
      }
      for (JsonNode process : is.get("processes")) {
        int pid = process.get("pid").asInt();
        // One more may be there where it is not known whether it belongs there.
        assertThat(contains(was, pid) || unknown(process) || pid == SELF).as("%s", this).isTrue();
      }
    }

    private static boolean unknown(JsonNode process) {
      return process.get("capabilities").isNull() || process.get("kernel_thread").isNull();
    }

    private void assertSameOrNull(JsonNode was, JsonNode is) {
      if (was.equals(is) || is.isNull()) {
        return;
      }
      assertThat(was.isObject() && is.isObject()).as("%s: %s became %s", this, was, is).isTrue();
      for (String name : was.propertyNames()) {
        assertThat(is.has(name)).as("%s: %s of %s", this, name, is).isTrue();
        assertSameOrNull(was.get(name), is.get(name));
      }
    }

    private JsonNode find(JsonNode report, int pid) {
      for (JsonNode process : report.get("processes")) {
        if (process.get("pid").asInt() == pid) {
          return process;
        }
      }
      throw new AssertionError(pid + " is not there: " + this);
    }

    private static boolean contains(JsonNode report, int pid) {
      for (JsonNode process : report.get("processes")) {
        if (process.get("pid").asInt() == pid) {
          return true;
        }
      }
      return false;
    }

    /** Each line stands as it was, or has a question mark, or a line with one took its place. */
    private void checkText() {
      List<String> was = words(full.out());
      for (String line : words(result.out())) {
        boolean self = line.contains("self");
        assertThat(was.contains(line) || line.contains("?") || self)
            .as("%s: %s", this, line)
            .isTrue();
      }
      long lost = was.stream().filter(line -> !words(result.out()).contains(line)).count();
      long marked = words(result.out()).stream().filter(line -> line.contains("?")).count();
      // Whose parent is unknown cannot be said to descend from anyone; the problem names it.
      boolean family = options.containsAll(List.of("--tree", "-p"));
      assertThat(marked >= lost || family).as("%s: %s", this, result.out()).isTrue();
    }

    /** A process whose parent is unknown is drawn elsewhere: strokes and widths may change. */
    private static List<String> words(String text) {
      return text.lines().map(line -> line.replaceAll("[│├└─ ]+", " ").strip()).toList();
    }

    private boolean ofSelf() {
      return access.contains("/" + SELF + "/");
    }

    private String file() {
      return ofSelf() && errno == Errno.ESRCH ? "find jcap" : access.substring(access.indexOf('/'));
    }
  }

  private static Cli.Result run(FaultyAccess access, Path proc, List<String> options) {
    List<String> args = new ArrayList<>(List.of("pscap", "-n"));
    args.addAll(options);
    return Cli.jcap()
        .kernel(FakeKernel::new)
        .trees(path -> access.tree(proc))
        .run(args.toArray(String[]::new));
  }

  private static ProcTree tree(FileSystem files, int... without) {
    ProcTree tree = ProcTree.on(files);
    for (int pid : new int[] {1, 2, 7, 8, 9, 10, SELF}) {
      if (Arrays.stream(without).noneMatch(gone -> gone == pid)) {
        describe(tree, pid);
      }
    }
    return tree;
  }

  private static void describe(ProcTree tree, int pid) {
    switch (pid) {
      case 1 -> tree.process(1).comm("init").parent(0).holds("chown", "kill");
      case 2 -> tree.process(2).comm("kthreadd").parent(0).kernelThread().holds("chown");
      case 7 -> tree.process(7).comm("shell").holds("chown").exe("/bin/shell");
      case 8 ->
          tree.process(8)
              .comm("child")
              .parent(7)
              .holds("net_raw")
              .caps(AMBIENT, "net_raw")
              .namespace(NamespaceKind.USER, 4026532999L);
      case 9 -> tree.process(9).comm("nothing").parent(7).uid(65534).withoutLine("Kthread");
      case 10 -> tree.process(10).comm("late").zombie().holds("chown");
      default -> tree.self(SELF).process(SELF).comm("self").holds("chown");
    }
  }
}
