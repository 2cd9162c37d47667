package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notes of real files, each beside what the kernel does with the file. Needs CAP_SETFCAP to
 * make its subjects; what another user sees is a JVM of his own.
 */
@Tag("live")
class FilecapNotesLiveTest {
  private static final FileCaps KILL = FileCaps.of(CapSet.of(Capability.KILL), CapSet.EMPTY, true);

  @TempDir private Path directory;

  @BeforeEach
  void mayWrite() throws IOException {
    Live.assumeRoot();
    mode(directory, 0755);
    assumeTrue(
        give(program("tool")) instanceof Outcome.Found,
        "needs CAP_SETFCAP and a file system with extended attributes");
  }

  /** A program that says what it holds: {@code CapEff} of the process that is executed. */
  private Path program(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.copy(Path.of("/bin/cat"), file);
    mode(file, 0755);
    return file;
  }

  private static void mode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode);
  }

  private static Outcome<FileCapsWriter.Change> give(Path file) {
    return LinuxFileCapsWriter.bind().write(RawPath.bytes(file), FileCapsWriter.Change.set(KILL));
  }

  private static String notes(Path... files) {
    List<String> args = new ArrayList<>(List.of("--setid", "-o", "notes", "--no-headers"));
    for (Path file : files) {
      args.add(file.toString());
    }
    return filecap(args.toArray(String[]::new));
  }

  private static String filecap(String... args) {
    FilecapRun run =
        FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), args);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run.out();
  }

  /** What a user without privilege holds after he executed the program. */
  private static String effectiveAs(int user, String... command) {
    List<String> line =
        new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    line.addAll(List.of(command));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    return output
        .out()
        .lines()
        .filter(row -> row.startsWith("CapEff:"))
        .map(row -> row.substring("CapEff:".length()).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rootIsToldNothingOfAnOrdinaryProgram() throws IOException {
    assertThat(notes(directory.resolve("tool"))).isEqualTo("-\n");
    Schemas.check("files", filecap("--json", directory.toString()));
  }

  @Test
  void rootSeesWhoMayWrite() throws IOException {
    Path tool = directory.resolve("tool");
    mode(tool, 0775);
    assertThat(notes(tool)).isEqualTo("writable by group\n");
    mode(tool, 0757);
    assertThat(notes(tool)).isEqualTo("writable by others\n");
    mode(tool, 0755);
    mode(directory, 01777);
    assertThat(notes(tool)).isEqualTo("in a world-writable directory\n");
    assertThat(notes(directory)).isEqualTo("in a world-writable directory\n");
  }

  @Test
  void rootSeesSetIdBitsBesideCapabilities() throws IOException {
    Path tool = directory.resolve("tool");
    mode(tool, 04755);
    assertThat(notes(tool)).isEqualTo("capabilities and setuid\n");
    mode(tool, 02755);
    assertThat(notes(tool)).isEqualTo("capabilities and setgid\n");
    mode(tool, 02745);
    assertThat(notes(tool)).as("of which execve takes no notice").isEqualTo("-\n");
  }

  @Test
  void scriptsAndInterpretersAreToldApart() throws IOException {
    Path script = Files.writeString(directory.resolve("python3"), "#!/bin/cat /proc/self/status\n");
    mode(script, 0755);
    give(script);
    assertThat(notes(script)).isEqualTo("inert: script\n");
    mode(script, 06755);
    assertThat(notes(script))
        .isEqualTo("inert: script; capabilities and setuid; capabilities and setgid\n");
    Files.delete(script);
    assertThat(notes(program("bash"))).as("neither attribute nor set-id bit").isEmpty();
    give(directory.resolve("bash"));
    assertThat(notes(directory.resolve("bash"))).isEqualTo("interpreter\n");
  }

  @Test
  void attributeOfAScriptGivesNothing() throws IOException {
    Live.assumePrograms("setpriv");
    Path script = Files.writeString(directory.resolve("s"), "#!/bin/cat /proc/self/status\n");
    mode(script, 0755);
    give(script);
    assertThat(notes(script)).isEqualTo("inert: script\n");
    assertThat(effectiveAs(65534, script.toString())).isEqualTo("0000000000000000");
    String tool = directory.resolve("tool").toString();
    assertThat(effectiveAs(65534, tool, "/proc/self/status")).isEqualTo("0000000000000020");
  }

  /** In a mount namespace of its own, which ends with the shell: nothing is left behind. */
  @Test
  void programOnANosuidMountIsInertForTheKernelToo() throws IOException {
    Live.assumePrograms("unshare", "setpriv", "setcap", "mount");
    Live.assumeStarts("unshare", "--mount");
    Path inside = Files.createDirectory(directory.resolve("mnt"));
    String script =
        "mount -t tmpfs -o nosuid,mode=755 tmpfs \"$0\" && cp /bin/cat \"$0\"/tool"
            + " && PATH=$PATH:/usr/sbin:/sbin setcap cap_kill=ep \"$0\"/tool"
            + " && cp /bin/cat \"$0\"/su && chmod 4755 \"$0\"/su"
            + " && setpriv --reuid=65534 --clear-groups \"$0\"/tool /proc/self/status"
            + " && exec \"$@\"";
    List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script));
    line.add(inside.toString());
    line.addAll(
        Live.jcap("filecap", "--setid", "-o", "path,notes", "--no-headers", directory.toString()));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.out()).contains("CapEff:\t0000000000000000\n");
    assertThat(output.out().lines().filter(row -> row.startsWith("/")).map(row -> squeezed(row)))
        .containsExactly(
            inside + "/su inert: nosuid mount",
            inside + "/tool inert: nosuid mount",
            directory + "/tool -");
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("/mnt tmpfs");
    assertThat(inside).isEmptyDirectory();
  }

  private static String squeezed(String row) {
    return row.replaceAll(" +", " ");
  }

  @Test
  void beyondTheBoundingSetExecFailsAsTold() {
    Live.assumePrograms("setpriv");
    String tool = directory.resolve("tool").toString();
    String[] without = {"setpriv", "--bounding-set=-kill"};
    Live.Output told = Live.run(with(without, Live.jcap("filecap", "--json", tool)));
    Schemas.check("files", told.out());
    assertThat(told.out())
        .contains(
            "\"notes\": [ \"+e beyond this process's bounding set: exec would fail with EPERM\" ]");
    Live.Output executed = Live.run(with(without, List.of(tool, "/proc/self/status")));
    assertThat(executed.code()).as(executed.err()).isNotZero();
    assertThat(executed.err()).contains("Operation not permitted");
    String[] other = {"setpriv", "--bounding-set=-chown"};
    assertThat(Live.run(with(other, Live.jcap("filecap", "--json", tool))).out())
        .contains("\"notes\": []");
    assertThat(Live.run(with(other, List.of(tool, "/proc/self/status"))).code()).isZero();
  }

  /** Both inheritable sets give what the bounding set does not. */
  @Test
  void whatBothInheritableSetsGiveIsNotBeyond() {
    Live.assumePrograms("setpriv");
    FileCaps both = FileCaps.of(KILL.permitted(), KILL.permitted(), true);
    Path tool = directory.resolve("tool");
    LinuxFileCapsWriter.bind().write(RawPath.bytes(tool), FileCapsWriter.Change.set(both));
    // In one step the bounding set goes first, and inheritable may not be beyond it.
    String[] holding = {"setpriv", "--inh-caps=+kill", "setpriv", "--bounding-set=-kill"};
    assertThat(Live.run(with(holding, Live.jcap("filecap", "--json", tool.toString()))).out())
        .contains("\"notes\": []");
    assertThat(Live.run(with(holding, List.of(tool.toString(), "/proc/self/status"))).code())
        .isZero();
  }

  private static String[] with(String[] prefix, List<String> command) {
    List<String> line = new ArrayList<>(List.of(prefix));
    line.addAll(command);
    return line.toArray(String[]::new);
  }

  @Test
  void whoMayNotReadTheFileIsToldThatItIsUnknown() throws IOException {
    Live.assumePrograms("setpriv");
    Path tool = directory.resolve("tool");
    Files.setAttribute(tool, "unix:uid", 65534);
    mode(tool, 0711);
    give(tool);
    String[] refused = {"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
    List<String> line = Live.jcap("filecap", "--json", "--strict", tool.toString());
    Live.Output output = Live.run(with(refused, line));
    assertThat(output.code()).as(output.err()).isEqualTo(4);
    Schemas.check("files", output.out());
    assertThat(output.out())
        .contains("\"mode\": \"0711\"", "\"uid\": 65534", "\"notes\": null")
        .contains("\"operation\": \"open <file>\"", "needs CAP_DAC_READ_SEARCH");
  }

  @Test
  void setIdBitsCostOneStatxForEachFileAndNoneIsOpened() throws IOException {
    Live.assumePrograms("strace");
    Files.createDirectory(directory.resolve("in"));
    mode(program("in/setuid"), 04755);
    program("in/ordinary");
    give(program("in/capable"));
    Path trace = directory.resolve("trace");
    String[] traced = {
      "strace", "-f", "-o", trace.toString(), "-e", "trace=file", "-E", "LC_ALL=C.UTF-8"
    };
    Live.Output output =
        Live.run(with(traced, Live.jcap("filecap", "--setid", directory.resolve("in").toString())));
    assumeTrue(!output.err().contains("ptrace"), "strace may not trace here");
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.out()).contains("/in/setuid", "/in/capable").doesNotContain("ordinary");
    for (String name : List.of("setuid", "ordinary", "capable")) {
      assertThat(Files.readAllLines(trace).stream().filter(call -> call.contains("\"" + name)))
          .as(name)
          .satisfiesExactlyInAnyOrder(
              call -> assertThat(call).contains("lgetxattr(\"" + name + "\""),
              call -> assertThat(call).contains("statx(", "\"" + name + "\""));
    }
  }

  @Test
  void nothingIsReadOfWhatIsNotFound() throws IOException {
    Path ordinary = program("ordinary");
    Files.setAttribute(ordinary, "lastAccessTime", FileTime.fromMillis(1000));
    filecap("--setid", "--json", directory.toString());
    assertThat(Files.getAttribute(ordinary, "lastAccessTime").toString())
        .startsWith("1970-01-01T00:00:01");
    assertThat(new String(Files.readAllBytes(ordinary), 1, 3, UTF_8)).isEqualTo("ELF");
  }
}
