package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside the packaged pscap: each row that it prints is printed, with the same fields and words.
 * Versions differ in their widths alone, so its fields are put into those of 0.9.5.
 */
@Tag("peer")
class PscapPeerTest {
  /** 0.8.3 has two blanks before the name's end and the capabilities, 0.9.5 one. */
  private static final Pattern ROW =
      Pattern.compile("^(\\d+) +(\\d+) +(\\S+) +(\\S.*?) {2,}(\\S.*)$");

  /** Where the command stands in a row of 0.9.5. */
  private static final int COMMAND = 33;

  @TempDir Path directory;

  @BeforeEach
  void pscapIsInstalled() {
    Live.assumeRoot();
    Live.assumePrograms("pscap", "setpriv", "unshare");
    assumeTrue(
        Live.run("pscap", "-a").out().startsWith("ppid  pid   name        command"),
        "the packaged pscap is not of the form of 0.8");
  }

  @Test
  void everyRowThatPscapPrintsIsPrinted() throws IOException {
    Live.assumeStarts("unshare", "--user", "--map-root-user");
    try (Live.Subject ambient =
            Live.start(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "--inh-caps=+net_raw",
                "--ambient-caps=+net_raw");
        Live.Subject cut = Live.start("setpriv", "--bounding-set=-all,+chown,+kill");
        Live.Subject child = Live.start("unshare", "--user", "--map-root-user");
        Live.Subject otherIds =
            Live.start(
                "setpriv",
                "--ruid=12345",
                "--euid=0",
                "--rgid=12345",
                "--egid=0",
                "--clear-groups");
        Container container = Container.start(directory, "--cap-drop=net_bind_service")) {
      List<Integer> subjects =
          List.of(ambient.pid(), cut.pid(), child.pid(), otherIds.pid(), container.pid());
      List<String> peer = peerRows(subjects);
      assertThat(peer).hasSameSizeAs(subjects);
      assertThat(jcapRows(subjects)).containsAll(peer);
      assertThat(peer.toString()).contains("net_raw @ +", "cat *", "chown, kill +", "full +");
    }
  }

  /**
   * Every process of the machine that pscap prints before and after jcap has run. Defect 21: where
   * the user namespace cannot be read it leaves the mark out; jcap says that it is unknown.
   */
  @Test
  void everyRowOfTheMachineThatStaysIsPrinted() {
    List<String> before = peerRows(List.of());
    List<String> ours = Cli.jcap().run("pscap").out().lines().toList();
    List<String> stayed = new ArrayList<>(before);
    stayed.retainAll(peerRows(List.of()));
    String self = String.format(Locale.ROOT, " %-7d ", ProcessHandle.current().pid());
    stayed.removeIf(row -> row.contains(self));
    assertThat(stayed).isNotEmpty();
    assertThat(stayed).allMatch(row -> ours.contains(row) || ours.contains(unknownMark(row)));
  }

  /** Defect 1: pscap hides what is permitted and not effective. */
  @Test
  void whatIsPermittedOnlyIsPrintedAlthoughPscapHidesIt() {
    try (Live.Subject subject =
        Live.start("setpriv", "--ruid=0", "--euid=65534", "--bounding-set=-all,+chown")) {
      List<Integer> pid = List.of(subject.pid());
      assertThat(peerRows(pid)).isEmpty();
      assertThat(jcapRows(pid)).singleElement().asString().endsWith("chown (permitted only) +");
    }
  }

  /** Defect 2: inside a pid namespace pscap hides pid 2 and its children. */
  @Test
  void pid2OfAPidNamespaceIsPrintedAlthoughPscapHidesIt() {
    List<String> inside =
        new ArrayList<>(
            List.of("unshare", "--pid", "--fork", "--mount-proc", "--propagation=private"));
    Live.assumeStarts(inside.toArray(String[]::new));
    List<String> shell = List.of("sh", "-c", "sleep 30 & \"$@\"; kill $!", "sh");
    List<String> peer = new ArrayList<>(inside);
    peer.addAll(shell);
    peer.addAll(List.of("pscap", "-a"));
    assertThat(Live.run(peer.toArray(String[]::new)).out()).doesNotContain("sleep");
    List<String> ours = new ArrayList<>(inside);
    ours.addAll(shell);
    ours.addAll(Live.jcap("pscap"));
    assertThat(Live.run(ours.toArray(String[]::new)).out())
        .containsPattern("(?m)^1 +2 +root +sleep ");
  }

  /** Defect 17: a process that is not there is an error. */
  @Test
  void aProcessThatIsNotThereIsAnError() {
    assertThat(Cli.jcap().run("pscap", "-p", "2147483647").code()).isEqualTo(3);
  }

  private static String unknownMark(String row) {
    String command = row.substring(COMMAND, COMMAND + 15).strip();
    String rest = row.substring(COMMAND + 15);
    return row.substring(0, COMMAND) + String.format(Locale.ROOT, "%-15s", command + " ?") + rest;
  }

  /** The packaged tool's rows of these processes, or of all, in the widths of 0.9.5. */
  private static List<String> peerRows(List<Integer> pids) {
    List<String> rows = new ArrayList<>();
    for (String line : Live.run("pscap", "-a").out().lines().skip(1).toList()) {
      Matcher row = ROW.matcher(line);
      assertThat(row.matches()).as(line).isTrue();
      if (pids.isEmpty() || pids.contains(Integer.valueOf(row.group(2)))) {
        rows.add(
            String.format(
                Locale.ROOT,
                "%-7s %-7s %-16s %-15s %s",
                row.group(1),
                row.group(2),
                row.group(3),
                row.group(4),
                row.group(5)));
      }
    }
    return rows;
  }

  private static List<String> jcapRows(List<Integer> pids) {
    return Cli.jcap()
        .run("pscap")
        .out()
        .lines()
        .skip(1)
        .filter(line -> pids.contains(Integer.valueOf(line.split(" +", 3)[1])))
        .toList();
  }
}
