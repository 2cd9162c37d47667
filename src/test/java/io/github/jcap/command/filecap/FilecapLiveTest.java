package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** filecap on the real kernel; needs CAP_SETFCAP to make its subjects. */
@Tag("live")
@Tag("kernel")
class FilecapLiveTest {
  private static final FileCaps KILL = FileCaps.of(CapSet.of(Capability.KILL), CapSet.EMPTY, true);

  @TempDir private Path directory;

  @BeforeEach
  void mayWrite() throws IOException {
    Path probe = Files.writeString(directory.resolve("probe"), "x");
    assumeTrue(
        give("probe", KILL) instanceof Outcome.Found,
        "needs CAP_SETFCAP and a file system with extended attributes");
    Files.delete(probe);
  }

  @Test
  void everyByteOfANameIsKept() throws IOException {
    for (String name : List.of("new\nline", "esc\u001b[1m", "bad\u00ff\u00fe", "caf\u00c3\u00a9")) {
      create(name);
      give(name, KILL);
    }
    FilecapRun run = run("--json", directory.toString());
    Schemas.check("files", run.out());
    assertThat(run.out()).contains("/new\\nline\"", "/esc\\u001B[1m\"", "/café\"", "path_bytes");
    assertThat(run("-o", "path", "--no-headers", directory.toString()).out().lines())
        .extracting(line -> line.substring(directory.toString().length()))
        .containsExactly("/bad\\xFF\\xFE", "/café", "/esc\\x1B[1m", "/new\\x0Aline");
  }

  @Test
  void fileWithInvalidBytesIsReadAndWrittenByItsName() throws IOException {
    create("bad\u00ff");
    String argument = RawPath.text(path("bad\u00ff"));
    assertThat(run(argument, "kill")).isEqualTo(new FilecapRun(0, "", ""));
    assertThat(run(argument).out()).contains("bad\\xFF", "kill");
    assertThat(run(argument, "none")).isEqualTo(new FilecapRun(0, "", ""));
    assertThat(run(argument)).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void runningProgramIsWritten() throws IOException, InterruptedException {
    Path program = directory.resolve("sleeper");
    Files.copy(Path.of("/bin/sleep"), program);
    Process running = new ProcessBuilder(program.toString(), "60").start();
    try {
      assertThat(run(program.toString(), "net_raw")).isEqualTo(new FilecapRun(0, "", ""));
      assertThat(run(program.toString()).out()).contains("net_raw");
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void noneOnACleanFileIsSuccess() throws IOException {
    create("clean");
    assertThat(run(directory + "/clean", "none")).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void linkAndDirectoryAreRefusedAndLeftAlone() throws IOException {
    create("file");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    FilecapRun link = run(directory + "/link", "kill");
    assertThat(link.code()).isEqualTo(3);
    assertThat(link.err()).contains("it is a symbolic link");
    FilecapRun self = run(directory.toString(), "kill");
    assertThat(self.code()).isEqualTo(3);
    assertThat(self.err()).contains("it is a directory");
    assertThat(run(directory.toString())).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void fileSystemWithoutAttributesIsRefused() {
    FilecapRun run = run("/proc/self/status", "kill");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("EOPNOTSUPP");
  }

  @Test
  void linkedDirectoryIsScannedAtTheTopAlone() throws IOException {
    Files.createDirectory(directory.resolve("real"));
    create("real/x");
    give("real/x", KILL);
    Files.createSymbolicLink(directory.resolve("dirlink"), Path.of("real"));
    assertThat(run("-o", "path", "--no-headers", directory + "/dirlink").out())
        .isEqualTo(directory + "/dirlink/x\n");
    assertThat(run("-o", "path", "--no-headers", directory.toString()).out())
        .isEqualTo(directory + "/real/x\n");
  }

  @Test
  void everyAttributeIsReadAsItWasWritten() throws IOException {
    CapSet some = CapSet.of(Capability.CHOWN, Capability.BPF);
    List<FileCaps> kinds =
        List.of(
            FileCaps.of(some, some, true),
            FileCaps.of(CapSet.EMPTY, some, false),
            FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, false),
            FileCaps.of(new CapSet(-1), CapSet.EMPTY, true),
            new FileCaps(some, CapSet.EMPTY, true, OptionalLong.of(100_000), 3),
            new FileCaps(some, CapSet.EMPTY, false, OptionalLong.of(0x8000_0001L), 3));
    create("subject");
    for (FileCaps caps : kinds) {
      assertThat(give("subject", caps)).isInstanceOf(Outcome.Found.class);
      assertThat(LinuxFileTree.bind().capabilities(path("subject")))
          .isEqualTo(Outcome.found(Optional.of(new CapAttribute.Sound(caps))));
    }
  }

  @Test
  void rootidOfThisNamespaceIsHandedOverAsRevision2() throws IOException {
    create("v3");
    give("v3", new FileCaps(KILL.permitted(), CapSet.EMPTY, true, OptionalLong.of(0), 3));
    assertThat(run("-o", "revision,rootid", "--no-headers", directory + "/v3").out())
        .isEqualTo("2\n");
  }

  @Test
  void searchPathThroughALinkIsShownWhereItIs() throws IOException {
    Files.createDirectories(directory.resolve("usr/bin"));
    create("usr/bin/x");
    give("usr/bin/x", KILL);
    Files.createSymbolicLink(directory.resolve("bin"), Path.of("usr/bin"));
    String path = directory + "/bin:" + directory + "/usr/bin";
    FilecapRun run =
        FilecapRun.of(
            LinuxFileTree.bind(),
            LinuxFileCapsWriter.bind(),
            Map.of("PATH", path),
            "-o",
            "path",
            "--no-headers");
    assertThat(run.out()).isEqualTo(directory.toRealPath() + "/usr/bin/x\n");
  }

  @Test
  void otherRootsLinksLeadInsideIt() throws IOException {
    Files.createDirectories(directory.resolve("usr/bin"));
    create("usr/bin/x");
    give("usr/bin/x", KILL);
    Files.createSymbolicLink(directory.resolve("bin"), Path.of("/usr/bin"));
    assertThat(run("--root=" + directory, "-o", "path", "--no-headers", "/bin/x", "/bin").out())
        .isEqualTo("/bin/x\n/usr/bin/x\n");
    assertThat(run("--root=" + directory, "-a", "-o", "path", "--no-headers").out())
        .isEqualTo("/usr/bin/x\n");
  }

  private void create(String latin1) throws IOException {
    Files.writeString(RawPath.path(RawPath.text(path(latin1))), "x");
  }

  private Outcome<FileCapsWriter.Change> give(String latin1, FileCaps caps) {
    return LinuxFileCapsWriter.bind().write(path(latin1), FileCapsWriter.Change.set(caps));
  }

  private ByteString path(String latin1) {
    return RawPath.bytes(directory).plus(new ByteString("/" + latin1));
  }

  private static FilecapRun run(String... args) {
    return FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), args);
  }
}
