package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Iab;
import io.github.jcap.cap.IabText;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.XattrText;
import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decode says beside capsh, getcap, setcap, getpcaps and getfattr on this machine. */
@Tag("peer")
class DecodePeerTest {
  private final SplittableRandom random = new SplittableRandom(27);
  private int last;

  @TempDir private Path tree;

  @BeforeEach
  void readLast() {
    last = ((Outcome.Found<Integer>) ProcRoot.of(ProcRoot.SYSTEM).capLastCap()).value();
  }

  private static String column(String column, String... values) {
    List<String> line = new ArrayList<>(List.of("decode", "--no-headers", "-o", column, "--"));
    line.addAll(List.of(values));
    Cli.Result result = Cli.jcap().run(line.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return result.out().strip();
  }

  private static boolean same(String first, String second) {
    Cli.Result result = Cli.jcap().run("decode", "--same", "--", first, second);
    assertThat(result.err()).isEmpty();
    return result.code() == 0;
  }

  @Test
  void aMaskHasTheNamesThatCapshPrints() {
    Live.assumePrograms("capsh");
    for (int i = 0; i < 60; i++) {
      long mask = i < 2 ? -i : few(random);
      String digits = Long.toHexString(mask);
      String printed = Live.run("capsh", "--decode=" + digits).out().strip();
      assertThat(CapSet.of(mask).hex() + "=" + column("libcap", "0x" + digits).replace("-", ""))
          .isEqualTo(printed);
      assertThat(same(printed, "0x" + digits)).as(printed).isTrue();
    }
  }

  @Test
  void iabIsReadAndWrittenAsByCapsh() {
    Live.assumePrograms("capsh", "setpriv");
    Live.assumeRoot();
    for (int i = 0; i < 40; i++) {
      CapSet bounding = held();
      CapSet ambient = CapSet.of(bounding.mask() & few(random));
      CapSet inheritable = ambient.or(CapSet.of(bounding.mask() & random.nextLong()));
      CapSet blocked = CapSet.of(bounding.mask() & few(random));
      Iab iab = new Iab(inheritable, ambient, CapSet.all(last).without(bounding).or(blocked));
      String text = IabText.format(iab);
      Live.Output capsh = Live.run("capsh", "--iab=" + text, "--current");
      assertThat(capsh.code()).as("%s %s", text, capsh.err()).isZero();
      String line = capsh.out().lines().filter(each -> each.contains("IAB")).findFirst().get();
      assertThat(line).isEqualTo("Current IAB: " + text);
      assertThat(column("iab", line)).isEqualTo(text);
      assertThat(same(line, text)).isTrue();
    }
  }

  private static CapSet held() {
    String status;
    try {
      status = Files.readString(Path.of("/proc/self/status"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    int at = status.indexOf("CapPrm:\t") + "CapPrm:\t".length();
    return CapSet.parseHex(status.substring(at, at + 16));
  }

  @Test
  void everyLineOfCapshCurrentAndOfItsSetsIsRead() {
    Live.assumePrograms("capsh");
    Live.Output print = Live.run("capsh", "--print");
    int read = 0;
    for (String line : print.out().lines().toList()) {
      if (line.startsWith("Current") || line.contains("set =")) {
        assertThat(Cli.jcap().run("decode", line).code()).as(line).isZero();
        read++;
      }
    }
    assertThat(read).isEqualTo(4);
  }

  @Test
  void whatGetpcapsPrintsIsWhatTheStatusSays() throws IOException {
    Live.assumePrograms("getpcaps");
    String status = Files.readString(Path.of("/proc/1/status"));
    List<String> lines = status.lines().filter(each -> each.startsWith("Cap")).toList();
    String three = String.join("\n", lines.subList(0, 3));
    for (String option : List.of("", "--verbose", "--legacy")) {
      Live.Output printed =
          option.isEmpty() ? Live.run("getpcaps", "1") : Live.run("getpcaps", option, "1");
      String line = (printed.out() + printed.err()).strip();
      assertThat(same(line, three)).as(line).isTrue();
      String text = line.substring(line.indexOf("1") + 1);
      assertThat(column("libcap", three)).isEqualTo(text.substring(text.indexOf(": ") + 2));
    }
    String withIab = Live.run("getpcaps", "--iab", "1").out().strip();
    assertThat(same(withIab, String.join("\n", lines))).as(withIab).isTrue();
  }

  @Test
  void anAttributeIsWhatGetcapAndGetfattrPrintAndSetcapVerifies() throws IOException {
    Live.assumePrograms("setcap", "getcap", "getfattr");
    Path file = Files.createFile(tree.resolve("file"));
    assumeTrue(Live.run("setcap", "cap_chown=p", file.toString()).code() == 0, "needs CAP_SETFCAP");
    for (int i = 0; i < 40; i++) {
      long known = CapSet.all(last).mask();
      FileCaps caps =
          FileCaps.of(
              CapSet.of(few(random) & known),
              CapSet.of(i % 2 == 0 ? 0 : few(random) & known),
              !random.nextBoolean());
      if (caps.isEmpty()) {
        continue;
      }
      String text = LibcapText.format(caps, last);
      assertThat(Live.run("setcap", text, file.toString()).code()).as(text).isZero();
      String listed = Live.run("getcap", file.toString()).out().strip();
      assertThat(column("libcap", listed)).isEqualTo(text);
      assertThat(column("subject", listed)).isEqualTo(file.toString());
      for (String encoding : List.of("base64", "hex", "text")) {
        String dump =
            Live.run(
                    "getfattr",
                    "--absolute-names",
                    "--encoding=" + encoding,
                    "-n",
                    "security.capability",
                    file.toString())
                .out();
        // As text it prints bytes as they are, and this test reads UTF-8.
        if (dump.contains("\ufffd")) {
          continue;
        }
        assertThat(same(dump, text)).as(dump).isTrue();
        assertThat(column("xattr", dump)).isEqualTo(XattrText.format(caps));
        assertThat(column("subject", dump)).isEqualTo(file.toString());
      }
      String ours = column("libcap", XattrText.hex(caps));
      Live.Output verified = Live.run("setcap", "-v", ours, file.toString());
      assertThat(verified.code()).as("%s %s", ours, verified).isZero();
    }
  }

  /** A mask of which a quarter is set. */
  private static long few(SplittableRandom random) {
    long one = random.nextLong();
    return one & random.nextLong();
  }
}
