package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text and sets beside setcap and getcap of libcap 2.66 or later, attribute for attribute. */
@Tag("peer")
class LibcapTextPeerTest {
  @TempDir private Path tree;
  private int last;

  @BeforeEach
  void assumeTools() throws IOException {
    Live.assumePrograms("setcap", "getcap");
    Path file = Files.createFile(tree.resolve("first"));
    Live.Output set = Live.run("setcap", "cap_chown=p", file.toString());
    assumeTrue(set.code() == 0, "needs CAP_SETFCAP: " + set.err());
    last = ((Outcome.Found<Integer>) ProcRoot.of(ProcRoot.SYSTEM).capLastCap()).value();
  }

  @Test
  void everyTextOfOursIsSetAndPrintedTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<FileCaps> wanted = new ArrayList<>();
    for (int state = 0; state < 128; state++) {
      wanted.add(FileCaps.of(new CapSet(state & 7), new CapSet(state >> 3 & 7), (state & 64) != 0));
    }
    for (int i = 0; i < 200; i++) {
      long mask = i % 4 == 0 ? -1 : CapSet.all(last).mask();
      wanted.add(
          FileCaps.of(
              new CapSet(random.nextLong() & mask),
              new CapSet(i % 3 == 0 ? 0 : random.nextLong() & mask),
              random.nextBoolean()));
    }
    List<String> set = new ArrayList<>(List.of("setcap"));
    List<String> get = new ArrayList<>(List.of("getcap"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String file = Files.createFile(tree.resolve("f" + i)).toString();
      String text = LibcapText.format(wanted.get(i), last);
      set.addAll(List.of(text, file));
      get.add(file);
      lines.add(file + " " + text);
    }
    Live.Output setcap = Live.run(set.toArray(String[]::new));
    assertThat(setcap.code()).as(setcap.err()).isZero();
    assertThat(Live.run(get.toArray(String[]::new)).out().lines()).containsExactlyElementsOf(lines);
    for (int i = 0; i < wanted.size(); i++) {
      FileCaps read = attribute(tree.resolve("f" + i));
      // Without capabilities there is nothing that e could be on, and the text does not have it.
      assertThat(read.effective()).isEqualTo(wanted.get(i).effective() && !read.isEmpty());
      assertThat(read.permitted()).isEqualTo(wanted.get(i).permitted());
      assertThat(read.inheritable()).isEqualTo(wanted.get(i).inheritable());
    }
  }

  @Test
  void whatSetcapReadsOrRefusesWeDoToo() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    String[] parts = {
      "cap_chown",
      "CAP_Kill",
      "all",
      "13",
      "0x1f",
      "010",
      "41",
      "net_raw",
      ",",
      "=",
      "=",
      "+",
      "-",
      "e",
      "p",
      "p",
      "i",
      "ep",
      " ",
      "\t"
    };
    Path file = tree.resolve("first");
    int accepted = 0;
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(7); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      // What begins so is an option of setcap's.
      if (text.charAt(0) == '-') {
        continue;
      }
      Live.Output set = Live.run("setcap", text.toString(), file.toString());
      Optional<FileCaps> ours = parsed(text.toString());
      assertThat(ours.isPresent()).as("\"%s\" %s", text, set).isEqualTo(set.code() == 0);
      if (ours.isPresent()) {
        accepted++;
        assertThat(attribute(file)).as("\"%s\"", text).isEqualTo(ours.get());
      }
    }
    assertThat(accepted).isBetween(20, 380);
  }

  /** Empty where we refuse; setcap lets e on what a file does not have pass, and drops it. */
  private Optional<FileCaps> parsed(String text) {
    try {
      return Optional.of(LibcapText.parseFile(text, last));
    } catch (Malformed e) {
      if (!String.valueOf(e.getMessage()).contains("has e alone")) {
        return Optional.empty();
      }
      LibcapText.Sets sets = LibcapText.parse(text, last);
      return Optional.of(FileCaps.of(sets.permitted(), sets.inheritable(), true));
    }
  }

  private static FileCaps attribute(Path file) {
    Outcome<Optional<CapAttribute>> read = LinuxFileTree.bind().capabilities(RawPath.bytes(file));
    CapAttribute attribute = ((Outcome.Found<Optional<CapAttribute>>) read).value().orElseThrow();
    return ((CapAttribute.Sound) attribute).caps();
  }
}
