package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Ext4Image;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attributes that setxattr(2) refuses, as a file system of another time or a broken one may hold
 * them: put into an ext4 image, which is mounted. The programs are copies of cat(1), so that execve
 * can be asked what it makes of each.
 */
@Tag("live")
class OddAttributeLiveTest {
  private static final String NET_RAW = "00200000" + "00000000";
  private static final String HIGH = "00000000" + "00000000";
  private static final String GOOD = "01000002" + NET_RAW + HIGH;

  /** The names say what the attribute is; the kernel has one answer to them all, EINVAL. */
  private static final Map<String, String> ODD =
      Map.ofEntries(
          Map.entry("revision1", "01000001" + NET_RAW),
          Map.entry("revision2flags", "ff000002" + NET_RAW + HIGH),
          Map.entry("revision0", "01000000" + NET_RAW + HIGH),
          Map.entry("revision4", "01000004" + NET_RAW + HIGH),
          Map.entry("revision1of20", "01000001" + NET_RAW + HIGH),
          Map.entry("revision2of24", "01000002" + NET_RAW + HIGH + "e8030000"),
          Map.entry("revision3of20", "01000003" + NET_RAW + HIGH),
          Map.entry("size000", ""),
          Map.entry("size004", "01000002"),
          Map.entry("size011", "01000001" + "00200000" + "000000"),
          Map.entry("size019", "01000002" + NET_RAW + "00000000" + "000000"),
          Map.entry("size023", "01000003" + NET_RAW + HIGH + "000000"),
          Map.entry("size100", GOOD + "00".repeat(80)));

  @TempDir private static Path directory;
  private static final List<Mounts> MOUNTED = new ArrayList<>();
  private static Path tree = Path.of("");

  @BeforeAll
  static void mountTheImage() {
    Mounts mounts = Mounts.on(directory);
    MOUNTED.add(mounts);
    Ext4Image image = Ext4Image.in(mounts.root());
    Path cat = Path.of("/bin/cat");
    ODD.forEach((name, bytes) -> image.program(name, cat, bytes).program(name + "next", cat, GOOD));
    image.program("revision3", cat, "01000003" + NET_RAW + HIGH + "e8030000");
    tree = mounts.loop("mounted", image.write(), "nodev");
  }

  @AfterAll
  static void unmountIt() {
    MOUNTED.forEach(Mounts::close);
  }

  @Test
  void eachOddAttributeIsARowAndTheNextFileIsReadRight() {
    Map<String, String> expected = new TreeMap<>();
    for (String name : ODD.keySet()) {
      expected.put(name, "unreadable");
      expected.put(name + "next", "cap_net_raw=ep");
    }
    expected.put("revision3", "cap_net_raw=ep [rootid=1000]");
    List<String> lines = new ArrayList<>();
    expected.forEach((name, says) -> lines.add(name + " " + says));
    assertThat(RealFiles.rows(tree, RealFiles.run("--json", tree.toString()), 0))
        .containsExactlyElementsOf(lines);
  }

  @Test
  void theReportIsCompleteButForThemAndStrictSaysSo() {
    FilecapRun run = RealFiles.run(tree.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains(ODD.size() + " × ", "EINVAL").hasLineCount(1);
    FilecapRun strict = RealFiles.run("--strict", tree.toString());
    assertThat(strict).isEqualTo(new FilecapRun(4, run.out(), run.err()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size000", "size004", "revision1", "revision4"})
  void namedAloneItIsTheSameRowNeverEmptyAndNeverNone(String name) {
    String file = tree.resolve(name).toString();
    FilecapRun run = RealFiles.run("-o", "set,path", "--no-headers", file);
    assertThat(run.code()).isZero();
    assertThat(run.out().strip().split(" +")).containsExactly("unreadable", file);
    assertThat(run.err()).contains("EINVAL", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revision1", "revision2flags", "revision1next"})
  void execveGivesWhatIsUnreadableOfRevision1OrWithFlagsOfTheFuture(String name) {
    Live.Output output = execute(name);
    assertThat(output.err()).isEmpty();
    assertThat(output.out()).contains("CapPrm:\t0000000000002000\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"revision0", "revision4", "revision2of24", "size000", "size023"})
  void execveFailsWithWhatIsMalformed(String name) {
    assertThat(execute(name).err()).contains("Invalid argument");
  }

  /** By another user: root would have the capability anyway. */
  private static Live.Output execute(String name) {
    Live.assumePrograms("setpriv");
    return Live.run(
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        tree.resolve(name).toString(),
        "/proc/self/status");
  }
}
