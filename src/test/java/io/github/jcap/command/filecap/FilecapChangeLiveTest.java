package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes on the real kernel, also where it refuses them; needs CAP_SETFCAP. */
@Tag("live")
class FilecapChangeLiveTest {
  private static final FilecapRun SILENT = new FilecapRun(0, "", "");
  private static final String NOTHING = "jcap filecap: nothing was written\n";

  /** Makes a directory read-only, in a mount namespace that ends with the program. */
  private static final String READ_ONLY =
      "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";

  /** Mounts an overlay on "lower" and a tmpfs, and starts the program in it. */
  private static final String OVERLAY =
      """
      cd "$0" && mkdir -p lower tmp over && mount -t tmpfs x tmp && mkdir tmp/u tmp/w &&
      mount -t overlay -o index=off,lowerdir=lower,upperdir=tmp/u,workdir=tmp/w x over &&
      cd over && exec "$@"
      """;

  @TempDir private Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    assumeTrue(LinuxFileCapsWriter.bind().obstacle().isEmpty(), "needs CAP_SETFCAP");
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(directory.resolve(name), name);
    }
    assumeTrue(run("--set", "cap_kill=ep", file("a")).code() == 0, "needs extended attributes");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private static FilecapRun run(String... args) {
    return FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), args);
  }

  /** What a file has, in libcap's text and with its rootid; nothing where it has none. */
  private String has(String name) {
    return run("-o", "text,rootid", "--no-headers", file(name)).out().strip();
  }

  /** Runs filecap in a JVM of its own, in the state that {@code prefix} puts it in. */
  private static FilecapRun runIn(List<String> prefix, String... args) {
    List<String> words = new ArrayList<>(List.of("filecap"));
    words.addAll(List.of(args));
    List<String> line = new ArrayList<>(prefix);
    line.addAll(Live.jcap(words.toArray(String[]::new)));
    Live.Output output = Live.run(line.toArray(String[]::new));
    return new FilecapRun(output.code(), output.out(), output.err());
  }

  @Test
  void immutableAndAppendOnlyFilesKeepAllFromBeingWritten() {
    Live.assumePrograms("chattr");
    String b = file("b");
    String c = file("c");
    Live.Output immutable = Live.run("chattr", "+i", b);
    assumeTrue(immutable.code() == 0, "cannot be made immutable: " + immutable.err());
    try {
      Live.run("chattr", "+a", c);
      assertThat(run("--set", "cap_chown=p", file("a"), b, c))
          .isEqualTo(
              new FilecapRun(
                  3,
                  "",
                  "jcap filecap: "
                      + b
                      + ": setxattr: EPERM; it is immutable: chattr -i lets it change\n"
                      + "jcap filecap: "
                      + c
                      + ": setxattr: EPERM; it is append-only: chattr -a lets it change\n"
                      + NOTHING));
      assertThat(has("a")).isEqualTo("cap_kill=ep");
      // What has to change nothing is not kept from it.
      assertThat(run("--remove", file("a"), b, c)).isEqualTo(SILENT);
    } finally {
      Live.run("chattr", "-i", b);
      Live.run("chattr", "-a", c);
    }
    assertThat(run("--set", "cap_chown=p", b, c)).isEqualTo(SILENT);
  }

  @Test
  void readOnlyMountKeepsAllFromBeingWritten() throws IOException {
    Live.assumeRoot();
    Live.assumeStarts("unshare", "-m");
    Path mount = Files.createDirectory(directory.resolve("ro"));
    Files.writeString(mount.resolve("x"), "x");
    List<String> there = List.of("unshare", "-m", "sh", "-c", READ_ONLY, mount.toString());
    FilecapRun run = runIn(there, "--set", "=", file("a"), mount + "/x");
    assertThat(run)
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                "jcap filecap: "
                    + mount
                    + "/x: setxattr: EROFS; remount the file system read-write\n"
                    + NOTHING));
    assertThat(has("a")).isEqualTo("cap_kill=ep");
    assertThat(runIn(there, "--remove", mount + "/x")).isEqualTo(SILENT);
  }

  @Test
  void tmpfsHasAttributesAndProcHasNone() {
    Live.assumeRoot();
    Live.assumeStarts("unshare", "-m");
    String program = "mount -t tmpfs x \"$0\" && : > \"$0/x\" && \"$@\" \"$0/x\" && ";
    String verify = "shift $(($# - 2)) && getfattr -n security.capability \"$0/x\"";
    Live.assumePrograms("getfattr");
    FilecapRun run =
        runIn(
            List.of("unshare", "-m", "sh", "-c", program + verify, directory.toString()),
            "--set",
            "cap_kill=ep");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("security.capability=");
    FilecapRun proc = run("--set", "=", file("a"), "/proc/self/status");
    assertThat(proc.code()).isEqualTo(3);
    assertThat(proc.err()).startsWith("jcap filecap: /proc/self/status: getxattr: EOPNOTSUPP; ");
    assertThat(has("a")).isEqualTo("cap_kill=ep");
    assertThat(run("--verify", "none", "/proc/self/status").code()).isZero();
  }

  /** Without its index an overlay copies each name of a file up as a file of its own. */
  @Test
  void everyHardLinkOnAnOverlayIsChanged() throws IOException {
    Live.assumeRoot();
    String[] there = {"unshare", "-m", "sh", "-c", OVERLAY, directory.toString()};
    Live.assumeStarts(there);
    Files.createFile(directory.resolve("lower/one"));
    Files.createLink(directory.resolve("lower/other"), directory.resolve("lower/one"));
    String both = "\"$@\" --set =p one other && exec \"$@\" --verify =p one other";
    List<String> line = new ArrayList<>(List.of(there));
    line.addAll(List.of("sh", "-c", both, "sh"));
    assertThat(runIn(line)).isEqualTo(new FilecapRun(0, "one: OK\nother: OK\n", ""));
    assertThat(has("lower/one")).isEmpty();
  }

  @Test
  void pathLongerThanTheKernelTakesIsChanged() throws IOException {
    Live.assumePrograms("rm");
    String name = "n".repeat(200);
    Path top = Files.createDirectory(directory.resolve(name));
    Files.createFile(top.resolve("x"));
    try {
      // From the inside out, since no call takes the whole path.
      for (int level = 1; level < 25; level++) {
        Path above = Files.createDirectory(directory.resolve("above"));
        Files.move(top, above.resolve(name));
        Files.move(above, top);
      }
      String path = directory + ("/" + name).repeat(25) + "/x";
      assertThat(run("--set", "=p", path)).isEqualTo(SILENT);
      assertThat(run("--verify", "=p", path).out()).endsWith("/x: OK\n");
      FilecapRun listed = run("--text", directory.toString());
      assertThat(listed.out()).contains(path + " =p\n");
      Path listing = Files.writeString(directory.resolve("listing"), path + " cap_kill=i\n");
      assertThat(run("--restore", listing.toString())).isEqualTo(SILENT);
      assertThat(run("--verify", "cap_kill=i", path).code()).isZero();
    } finally {
      Live.run("rm", "-rf", file(name));
    }
  }

  @Test
  void userNamespaceChangesOnlyWhatIsOfItsOwners() throws IOException {
    Live.assumeRoot();
    Live.assumePrograms("chown");
    List<String> there = List.of("unshare", "-Ur");
    Live.assumeStarts("unshare", "-Ur");
    Live.run("chown", "1000", file("b"));
    Live.run("chown", ":1000", file("c"));
    String why = ": setxattr: EPERM; its owner or group has no number in this user namespace\n";
    assertThat(runIn(there, "--set", "=", file("a"), file("b"), file("c")))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                "jcap filecap: " + file("b") + why + "jcap filecap: " + file("c") + why + NOTHING));
    assertThat(has("a")).isEqualTo("cap_kill=ep");
    assertThat(runIn(there, "--set", "cap_chown=p", file("a"))).isEqualTo(SILENT);
    assertThat(has("a")).isEqualTo("cap_chown=p");
    assertThat(runIn(there, "--set", "=", "--rootid=5", file("a")).err())
        .contains(": setxattr: EINVAL; the rootid ");
  }

  @Test
  void processWithoutTheCapabilityIsToldOnce() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    List<String> without = List.of("setpriv", "--bounding-set=-setfcap");
    assertThat(runIn(without, "--set", "=", file("a"), file("b")))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                "jcap filecap: setxattr: EPERM; needs CAP_SETFCAP, which is not effective in this"
                    + " process\n"
                    + NOTHING));
    FilecapRun dry = runIn(without, "--dry-run", "--set", "=", file("a"));
    assertThat(dry.out()).isEqualTo(file("a") + ": cap_kill=ep → =\n");
    assertThat(dry.code()).isEqualTo(3);
    assertThat(runIn(without, "--verify", "cap_kill=ep", file("a")).code()).isZero();
    assertThat(has("a")).isEqualTo("cap_kill=ep");
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));
    Live.run("mkfifo", file("fifo"));
    FilecapRun run =
        run(
            "--remove",
            file("a"),
            file("link"),
            file("fifo"),
            directory.toString(),
            "/dev/null",
            file("gone"),
            file("a/x"));
    assertThat(run.err().lines().map(line -> line.replace(directory.toString(), "D")))
        .containsExactly(
            "jcap filecap: D/link: it is a symbolic link; name the file that the link leads to",
            "jcap filecap: D/fifo: it is a fifo; only regular files have capabilities",
            "jcap filecap: D: it is a directory; only regular files have capabilities: name one in"
                + " it",
            "jcap filecap: /dev/null: it is a character device; only regular files have"
                + " capabilities",
            "jcap filecap: D/gone: ENOENT; no such file",
            "jcap filecap: D/a/x: open: ENOTDIR; a part of its path is no directory",
            "jcap filecap: nothing was written");
    assertThat(run.code()).isEqualTo(3);
    assertThat(has("a")).isEqualTo("cap_kill=ep");
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    Files.createLink(directory.resolve("other"), directory.resolve("a"));
    assertThat(run("--set", "=p", file("a"), file("other"))).isEqualTo(SILENT);
    Path listing =
        Files.writeString(directory.resolve("l"), file("a") + " =i\n" + file("other") + " =p\n");
    assertThat(run("--restore", listing.toString()).err())
        .contains("line 2: ", "named before, as " + file("a"));
    assertThat(has("a")).isEqualTo("=p");
  }

  @Test
  void listingIsTheUndoOfRemoveCpAndTar() throws IOException {
    Live.assumePrograms("cp", "tar");
    run("--set", "cap_chown=i", "--rootid", "4000000000", file("b"));
    String lines = file("a") + " cap_kill=ep\n" + file("b") + " cap_chown=i [rootid=4000000000]\n";
    Path listing = Files.writeString(directory.resolve("listing"), lines);
    for (String loss :
        List.of(
            "cp \"$0/a\" \"$0/n\" && mv \"$0/n\" \"$0/a\"",
            "cd \"$0\" && tar -cf t a b && tar -xf t",
            "echo x >> \"$0/a\"; chown 0 \"$0/b\"")) {
      assertThat(Live.run("sh", "-c", loss, directory.toString()).code()).as(loss).isZero();
      assertThat(run("--verify", "cap_kill=ep", "-q", file("a")).code()).as(loss).isOne();
      assertThat(run("--restore", listing.toString())).isEqualTo(SILENT);
      assertThat(has("a")).isEqualTo("cap_kill=ep");
      assertThat(has("b")).isEqualTo("cap_chown=i 4000000000");
    }
  }

  @Test
  void listingOfOursIsRestoredWhateverTheNames() throws IOException {
    List<String> files = new ArrayList<>(List.of("--remove"));
    Path tree = Files.createDirectory(directory.resolve("tree"));
    for (String name :
        List.of(
            "new\nline =", "esc\u001b[1m", "bad\u00ff", "back\\x41\\", "a =p", "caf\u00c3\u00a9")) {
      String file = RawPath.text(RawPath.bytes(tree).plus(new ByteString("/" + name)));
      Files.createFile(RawPath.path(file));
      assertThat(run("--set", "cap_chown=p cap_kill+i", "--rootid", "3000000000", file))
          .isEqualTo(SILENT);
      files.add(file);
    }
    String before = run("--text", tree.toString()).out();
    assertThat(before.lines()).hasSize(6);
    Path listing = Files.writeString(directory.resolve("listing"), before);
    assertThat(run(files.toArray(String[]::new))).isEqualTo(SILENT);
    assertThat(run("--text", tree.toString())).isEqualTo(SILENT);
    assertThat(run("--restore", listing.toString())).isEqualTo(SILENT);
    assertThat(run("--text", tree.toString()).out()).isEqualTo(before);
  }

  @Test
  void arrowIsPlainWhereTheTerminalShowsNoOther() {
    List<String> ascii = List.of("env", "JAVA_TOOL_OPTIONS=-Djcap.charset=ANSI_X3.4-1968");
    assertThat(runIn(ascii, "--dry-run", "--remove", file("a")).out())
        .isEqualTo(file("a") + ": cap_kill=ep -> none\n");
  }

  @Test
  void listingAndNamesComeFromStandardInput() {
    String names = "printf '%s\\0' \"$0/a\" \"$0/b\" | \"$@\"";
    FilecapRun set =
        runIn(List.of("sh", "-c", names, directory.toString()), "--files0-from=-", "--set", "=p");
    assertThat(set).isEqualTo(SILENT);
    assertThat(has("b")).isEqualTo("=p");
    String listing = "echo \"$0/b cap_kill=i\" | \"$@\"";
    assertThat(runIn(List.of("sh", "-c", listing, directory.toString()), "--restore", "-"))
        .isEqualTo(SILENT);
    assertThat(has("b")).isEqualTo("cap_kill=i");
  }

  @Test
  void nothingIsOpenedForWriting() throws IOException {
    Live.assumePrograms("strace");
    Path trace = directory.resolve("trace");
    String calls = "trace=open,openat,setxattr,lsetxattr,fsetxattr,removexattr,lremovexattr";
    FilecapRun run =
        runIn(
            List.of("strace", "-f", "-qq", "-o", trace.toString(), "-e", calls),
            "--set",
            "=p",
            file("a"),
            file("b"));
    assumeTrue(!run.err().contains("ptrace"), "strace may not trace here: " + run.err());
    assertThat(run).isEqualTo(SILENT);
    List<String> lines = Files.readAllLines(trace);
    // To look at each, and to write each.
    assertThat(lines)
        .filteredOn(line -> line.contains("\"" + file("a")) || line.contains("\"" + file("b")))
        .hasSize(4)
        .allMatch(line -> line.contains("O_NOFOLLOW|O_CLOEXEC|O_PATH"));
    assertThat(lines)
        .filteredOn(line -> line.contains("xattr("))
        .hasSize(2)
        .allMatch(line -> line.contains("setxattr(\"/proc/self/fd/"));
  }

  @Test
  void moreFilesThanMayBeOpenAreChanged() throws IOException {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      names.append(Files.createFile(directory.resolve("many" + i))).append('\0');
    }
    Path list = Files.writeString(directory.resolve("names"), names);
    List<String> few = List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh");
    assertThat(runIn(few, "--set", "=p", "--files0-from", list.toString())).isEqualTo(SILENT);
    assertThat(run("--verify", "=p", "--files0-from", list.toString()).out().lines())
        .hasSize(1_000)
        .allMatch(line -> line.endsWith(": OK"));
  }
}
