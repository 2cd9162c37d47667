package io.github.jcap.command.filecap;

import static io.github.jcap.command.filecap.RealFiles.KILL;
import static io.github.jcap.command.filecap.RealFiles.newFile;
import static io.github.jcap.command.filecap.RealFiles.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Mounts;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * filecap where names are of any bytes and paths of any length. The files lie in a tmpfs, and go
 * with it.
 */
@Tag("live")
@Timeout(60)
class LongPathLiveTest {
  private static final int PATH_MAX = 4096;
  private static final String SAYS = " cap_kill=ep";

  @TempDir private Path directory;
  private final List<Mounts> mounted = new ArrayList<>();
  private Path root = Path.of("");

  @BeforeEach
  void mountATmpfs() {
    Mounts mounts = Mounts.on(directory);
    mounted.add(mounts);
    root = mounts.root();
  }

  @AfterEach
  void unmountIt() {
    mounted.forEach(Mounts::close);
  }

  @Test
  void everyByteOfADirectorysNameIsKeptToo() {
    List<String> names =
        List.of("bad\u00ff\u00fe", "caf\u00c3\u00a9", "esc\u001b[1m", "new\nline", "tab\tblank s");
    List<String> expected = new ArrayList<>();
    for (String name : names) {
      newFile(path("d" + name + "/" + name), KILL);
      expected.add("d" + name + "/" + name + SAYS);
    }
    assertThat(rows(root)).containsExactlyElementsOf(expected);
    List<String> lines = shown(root);
    assertThat(lines).hasSize(names.size());
    assertThat(lines)
        .containsExactly(
            "/dbad\\xFF\\xFE/bad\\xFF\\xFE",
            "/dcaf\u00e9/caf\u00e9",
            "/desc\\x1B[1m/esc\\x1B[1m",
            "/dnew\\x0Aline/new\\x0Aline",
            "/dtab\\x09blank s/tab\\x09blank s");
  }

  @Test
  void namesThatAreOfWordsForTheCommandAreFilesAllTheSame() {
    List<String> names = List.of("'quoted\"", "--strict", "-a", "\\x0A", "cap_kill", "none", "~");
    List<String> expected = new ArrayList<>();
    for (String name : names) {
      newFile(path(name), KILL);
      expected.add(name + SAYS);
    }
    assertThat(rows(root)).containsExactlyElementsOf(expected);
  }

  @Test
  void pathsAroundTheLongestThatTheKernelTakesAreFound() throws IOException {
    List<String> expected = new ArrayList<>();
    // The last that one call takes is of PATH_MAX - 1 bytes, a NUL being after it.
    for (int length = PATH_MAX - 3; length <= PATH_MAX + 3; length++) {
      expected.add(fileWithPathOf(length) + SAYS);
    }
    assertThat(rows(root)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(shown(root)).extracting(String::length).contains(PATH_MAX - rootLength());
  }

  /** {@return the path below the root of a new file whose whole path is of so many bytes} */
  private String fileWithPathOf(int length) throws IOException {
    String top = "n" + length;
    int left = length - rootLength() - 1 - top.length();
    List<String> names = new ArrayList<>();
    for (; left > 400; left -= 201) {
      names.add("d".repeat(200));
    }
    names.add("e".repeat(left / 2 - 1));
    names.add("f".repeat(left - left / 2 - 1));
    // Made where its path is short, and moved to where it is too long for a call.
    Path half = root.resolve("half");
    List<String> tail = names.subList(10, names.size());
    newFile(half.resolve(String.join("/", tail.subList(1, tail.size()))), KILL);
    Path head = root.resolve(top + "/" + String.join("/", names.subList(0, 10)));
    Files.createDirectories(head);
    Files.move(half, head.resolve(tail.get(0)));
    return top + "/" + String.join("/", names);
  }

  private int rootLength() {
    return RawPath.bytes(root).length();
  }

  @Test
  void sixtyLevelsBeyondTheLongestPathAreReadToTheEnd() throws IOException {
    String level = "0123456789".repeat(20);
    String quarter = (level + "/").repeat(15);
    List<String> expected = new ArrayList<>();
    Path below = root.resolve("none");
    for (int i = 0; i < 4; i++) {
      Path top = root.resolve("quarter" + i);
      Path bottom = top.resolve(quarter);
      newFile(bottom.resolve("end"), KILL);
      if (Files.exists(below)) {
        Files.move(below, bottom.resolve("more"));
      }
      below = top;
    }
    String path = "quarter3/" + quarter;
    for (int i = 0; i < 4; i++) {
      expected.add(path + "end" + SAYS);
      path += "more/" + quarter;
    }
    assertThat(rows(root)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(shown(root)).hasSize(4).anyMatch(line -> line.length() > 12_000);
    assertThat(path.length()).isGreaterThan(60 * 200);
  }

  @Test
  void directoryBeyondTheLongestPathIsScannedWhenItIsNamed() throws IOException {
    String file = fileWithPathOf(PATH_MAX + 100);
    Path named = root.resolve(file.substring(0, file.lastIndexOf('/')));
    assertThat(rows(named)).containsExactly(file.substring(file.lastIndexOf('/') + 1) + SAYS);
  }

  @Test
  void thousandsOfLevelsAreReadToTheEnd() throws IOException {
    Path below = newFile(root.resolve("top/end"), KILL).getParent();
    for (int i = 0; i < 11; i++) {
      // A chain of so many levels is put on top of what there is.
      Path chain = root.resolve("chain/" + "d/".repeat(200));
      Files.createDirectories(chain);
      Files.move(below, chain.resolve("d"));
      below = root.resolve("top" + i);
      Files.move(root.resolve("chain"), below);
    }
    assertThat(rows(root))
        .singleElement()
        .asString()
        .endsWith("/end" + SAYS)
        .hasSizeGreaterThan(4400);
  }

  /** {@return the paths of a report in plain text, below the directory} */
  private static List<String> shown(Path directory) {
    FilecapRun run =
        RealFiles.run("-o", "path", "--no-headers", "--wide", "--strict", directory.toString());
    assertThat(run.code()).as(run.err()).isZero();
    String start = RawPath.bytes(directory).latin1();
    return run.out().lines().map(line -> line.substring(start.length())).toList();
  }

  private Path path(String latin1) {
    return RawPath.path(RawPath.text(RawPath.bytes(root).plus(new ByteString("/" + latin1))));
  }
}
