package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is changed and compared, beside setcap and getcap of libcap 2.66 or later. */
@Tag("peer")
class FilecapChangePeerTest {
  private static final FilecapRun SILENT = new FilecapRun(0, "", "");

  @TempDir private Path directory;
  private final SplittableRandom random = new SplittableRandom(12);
  private int last;

  @BeforeEach
  void assumeTools() throws IOException {
    Live.assumePrograms("setcap", "getcap");
    assumeTrue(LinuxFileCapsWriter.bind().obstacle().isEmpty(), "needs CAP_SETFCAP");
    last = ((Outcome.Found<Integer>) ProcRoot.of(ProcRoot.SYSTEM).capLastCap()).value();
    Path file = Files.createFile(directory.resolve("x"));
    assumeTrue(run("--set", "=", file.toString()).code() == 0, "needs extended attributes");
  }

  private static FilecapRun run(String... args) {
    return FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), args);
  }

  private String randomText() {
    long some = random.nextBoolean() ? 0x2020 : CapSet.all(last).mask();
    return LibcapText.format(
        FileCaps.of(
            new CapSet(random.nextLong() & some),
            random.nextInt(3) == 0 ? new CapSet(random.nextLong() & some) : CapSet.EMPTY,
            random.nextBoolean()),
        last);
  }

  @Test
  void setcapAgreesWithWhatWeWrite() {
    String file = directory.resolve("x").toString();
    for (int i = 0; i < 60; i++) {
      String text = randomText();
      assertThat(run("--set", text, file)).isEqualTo(SILENT);
      assertThat(Live.run("setcap", "-v", text, file).code()).as(text).isZero();
      assertThat(run("--set", text, "--rootid", "1000", file)).isEqualTo(SILENT);
      assertThat(Live.run("setcap", "-n", "1000", "-v", text, file).code()).as(text).isZero();
    }
    assertThat(run("--remove", file)).isEqualTo(SILENT);
    assertThat(Live.run("getcap", file).out()).isEmpty();
  }

  @Test
  void verifyAnswersAsSetcapDoes() {
    String file = directory.resolve("x").toString();
    int same = 0;
    for (int i = 0; i < 80; i++) {
      String has = randomText();
      String asked = i % 4 == 0 ? has : randomText();
      assertThat(Live.run("setcap", has, file).code()).isZero();
      FilecapRun ours = run("--verify", asked, file);
      assertThat(ours.code())
          .as("has %s, asked for %s: %s", has, asked, ours.out())
          .isEqualTo(Live.run("setcap", "-v", asked, file).code());
      same += ours.code() == 0 ? 1 : 0;
    }
    assertThat(same).isBetween(20, 70);
  }

  @Test
  void listingOfGetcapIsRestoredWhateverTheNames() throws IOException {
    List<String> names =
        List.of(
            "plain",
            "with blank",
            "ends in blank ",
            "ends cap_chown=p",
            "ends =",
            "back\\slash",
            "\\x41",
            "two\\\\",
            "bad\u00ff\u00c3",
            "tab\tesc\u001b[1m",
            "[rootid=7]");
    String tree = Files.createDirectory(directory.resolve("tree")).toString();
    List<String> set = new ArrayList<>(List.of("--remove"));
    for (String name : names) {
      String file = RawPath.text(RawPath.bytes(Path.of(tree)).plus(new ByteString("/" + name)));
      Files.createFile(RawPath.path(file));
      String rootid = Integer.toUnsignedString(random.nextInt(3) * 2_000_000_000);
      assertThat(run("--set", randomText(), "--rootid", rootid, file)).isEqualTo(SILENT);
      set.add(file);
    }
    String listing = directory.resolve("listing").toString();
    list("getcap -n -r \"$0\" | sort > \"$1\"", tree, listing);
    assertThat(run(set.toArray(String[]::new))).isEqualTo(SILENT);
    assertThat(run(tree)).isEqualTo(SILENT);
    assertThat(run("--restore", listing)).isEqualTo(SILENT);
    list("getcap -n -r \"$0\" | sort | cmp - \"$1\"", tree, listing);
    assertThat(Files.readAllBytes(Path.of(listing))).isNotEmpty();
  }

  private static void list(String script, String... words) {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; " + script));
    line.addAll(List.of(words));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output).isEqualTo(new Live.Output(0, "", ""));
  }
}
