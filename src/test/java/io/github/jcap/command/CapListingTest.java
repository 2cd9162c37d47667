package io.github.jcap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapListingTest {
  private static final FileCaps RAW =
      FileCaps.of(CapSet.of(Capability.NET_RAW), CapSet.EMPTY, true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bin/ping cap_net_raw=ep | /bin/ping | cap_net_raw=ep",
        "/bin/ping = cap_net_raw+ep | /bin/ping | cap_net_raw=ep",
        "/a/with blank cap_net_raw=ep | /a/with blank | cap_net_raw=ep",
        "rel ative cap_net_raw=p | rel ative | cap_net_raw=p",
        "/x = | /x | =",
        "/x =ep | /x | =ep",
        "/x =ep cap_sys_resource-ep | /x | =ep cap_sys_resource-ep",
        "/x =i cap_chown+p | /x | =i cap_chown+p",
        "/x cap_chown=ei cap_net_raw+ep | /x | cap_chown=ei cap_net_raw+ep",
        "/x = 41+p | /x | = 41+p",
        "/x = cap_chown+p cap_kill+i | /x | cap_kill=i cap_chown+p",
        "/x cap_chown=p cap_net_raw=ep | /x cap_chown=p | cap_net_raw=ep",
        "/x =ep cap_net_raw=ep | /x =ep | cap_net_raw=ep",
        "/x=y cap_net_raw=ep | /x=y | cap_net_raw=ep",
        "/x [rootid=5] cap_net_raw=ep | /x [rootid=5] | cap_net_raw=ep",
        "/x] cap_net_raw=ep | /x] | cap_net_raw=ep",
      })
  void pathIsWhatStandsBeforeTheClauseOfTheLastEquals(String line, String path, String text) {
    CapListing.Line read = only(line);
    assertThat(read.paths()).containsExactly(ByteString.of(path));
    assertThat(read.caps()).isEqualTo(LibcapText.parseFile(text, 40));
  }

  @Test
  void blanksAtTheEndOfAPathAreKept() {
    assertThat(only("/x  cap_net_raw=ep").paths()).containsExactly(ByteString.of("/x "));
    assertThat(only("  cap_net_raw=ep").paths()).containsExactly(ByteString.of(" "));
    assertThat(only("/\t\r cap_net_raw=ep").paths()).containsExactly(ByteString.of("/\t\r"));
  }

  @ParameterizedTest
  @CsvSource({"1000,1000", "-2,4294967294", "4294967294,4294967294", "-2147483648,2147483648"})
  void rootidIsReadSignedAndUnsigned(String printed, long rootid) {
    assertThat(only("/x cap_net_raw=ep [rootid=" + printed + "]").caps())
        .isEqualTo(RAW.within(OptionalLong.of(rootid)));
  }

  @Test
  void rootidZeroIsNone() {
    assertThat(only("/x cap_net_raw=ep [rootid=0]").caps()).isEqualTo(RAW);
  }

  @Test
  void backslashHasTheReadingsOfBothTools() {
    assertThat(only("/a\\x0Ab\\\\c\\xFF cap_net_raw=ep").paths())
        .containsExactly(new ByteString("/a\nb\\c\u00ff"), ByteString.of("/a\\x0Ab\\\\c\\xFF"));
    for (String raw : List.of("/a\\b", "/a\\", "/a\\x0", "/a\\xg0", "/a\\x00", "/a\\\\\\")) {
      assertThat(only(raw + " cap_net_raw=ep").paths()).containsExactly(ByteString.of(raw));
    }
  }

  @Test
  void equalsAloneMayBelongToTheFormBefore241() {
    assertThat(only("/x = cap_net_raw=ep").paths())
        .containsExactly(ByteString.of("/x ="), ByteString.of("/x"));
  }

  @Test
  void bytesThatAreNoUtf8AreKept() {
    assertThat(only(new ByteString("/bad\u00ff\u00c3 cap_net_raw=ep\n")).paths())
        .containsExactly(new ByteString("/bad\u00ff\u00c3"));
  }

  @Test
  void everyBytePathThatJcapPrintsIsReadBack() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 5_000; i++) {
      byte[] path = new byte[1 + random.nextInt(12)];
      random.nextBytes(path);
      for (int at = 0; at < path.length; at++) {
        path[at] = path[at] == 0 ? (byte) " =\\x4".charAt(at % 5) : path[at];
      }
      ByteString name = new ByteString("/" + ByteString.of(path).latin1());
      ByteString line = ByteString.of(name.escaped() + " cap_kill=ep");
      assertThat(only(line).paths().get(0)).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/ping",
        "cap_net_raw=ep",
        " cap_net_raw=ep",
        "=ep",
        "/x net_raw=ep",
        "/x cap_net_raw=epx",
        "/x cap_chown=ep cap_kill+p",
        "/x (Not a regular file)",
        "/x cap_net_raw=ep [rootid=]",
        "/x cap_net_raw=ep [rootid=4294967296]",
        "/x cap_net_raw=ep [rootid=-2147483649]",
        "/x cap_net_raw=ep [rootid=x]",
        "/x [rootid=5]",
        "[rootid=5]",
        "/x cap_net_raw",
        "\u001b=",
      })
  void otherLinesAreRefusedByTheirNumber(String line) {
    List<String> refused = new ArrayList<>();
    List<CapListing.Line> lines =
        CapListing.lines(ByteString.of("/a =\n\n" + line + "\n/b =i"), 40, refused);
    assertThat(lines).extracting(CapListing.Line::number).containsExactly(1, 4);
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0)).startsWith("line 3: ").doesNotContain("\u001b");
  }

  @Test
  void anyBytesAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(10);
    String[] parts = {
      "/x", " ", "=", "cap_kill", "+p", "ep", "[rootid=", "7]", "\\", "\u00ff", "\n"
    };
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      List<String> refused = new ArrayList<>();
      read += CapListing.lines(new ByteString(text.toString()), 40, refused).size();
    }
    assertThat(read).isGreaterThan(100);
  }

  private static CapListing.Line only(String line) {
    return only(ByteString.of(line));
  }

  private static CapListing.Line only(ByteString line) {
    List<String> refused = new ArrayList<>();
    List<CapListing.Line> lines = CapListing.lines(line, 40, refused);
    assertThat(refused).isEmpty();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }
}
