package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.FakeWriter;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What filecap changes, and when it changes nothing at all. */
class FilecapChangeTest {
  private static final FilecapRun SILENT = new FilecapRun(0, "", "");

  @TempDir private Path proc;
  private final FakeTree tree = new FakeTree();
  private final FakeWriter writer = new FakeWriter(tree);

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel"));
    Files.writeString(proc.resolve("sys/kernel/cap_last_cap"), "40\n");
    tree.plain("/srv/clean").plain("/srv/other");
    has("/srv/raw", "cap_net_raw=ep");
  }

  private void has(String path, String text) {
    tree.file(path, new CapAttribute.Sound(LibcapText.parseFile(text, 40)));
  }

  private FilecapRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("--proc=" + proc));
    all.addAll(List.of(args));
    return FilecapRun.of(tree, writer, Map.of(), all.toArray(String[]::new));
  }

  private String file(String name, String latin1) throws IOException {
    return Files.write(proc.resolve(name), latin1.getBytes(ISO_8859_1)).toString();
  }

  /** What the writer was told, for masks in hexadecimal. */
  private static String caps(String path, String permitted, String inheritable, String rest) {
    return path + " p=" + mask(permitted) + " i=" + mask(inheritable) + rest;
  }

  private static String mask(String digits) {
    return "0x" + "0".repeat(16 - digits.length()) + digits;
  }

  @Test
  void wordsWithoutSlashGiveCapabilities() {
    assertThat(run("/srv/clean", "NET_raw", "cap_Kill", "net_raw")).isEqualTo(SILENT);
    assertThat(writer.written).containsExactly(caps("/srv/clean", "2020", "0", " e"));
  }

  @Test
  void noneTakesThemAndIsReadFromLeftToRight() {
    assertThat(run("/srv/raw", "none")).isEqualTo(SILENT);
    assertThat(run("/srv/clean", "kill", "none")).isEqualTo(SILENT);
    assertThat(run("/srv/clean", "none", "chown")).isEqualTo(SILENT);
    assertThat(writer.written).containsExactly("/srv/raw none", caps("/srv/clean", "1", "0", " e"));
  }

  @Test
  void unknownCapabilityIsAUsageErrorAndNothingIsLookedAt() {
    assertThat(run("/srv/clean", "chown", "cap_net_rwa"))
        .isEqualTo(
            new FilecapRun(
                2, "", "jcap filecap: unknown capability: cap_net_rwa (did you mean net_raw?)\n"));
    assertThat(writer.looked).isEmpty();
  }

  @Test
  void setTakesLibcapsTextForAllFiles() {
    assertThat(run("--set", "cap_chown=p+i 41+p", "/srv/clean", "/srv/raw")).isEqualTo(SILENT);
    assertThat(writer.written)
        .containsExactly(
            caps("/srv/clean", "20000000001", "1", ""), caps("/srv/raw", "20000000001", "1", ""));
  }

  @Test
  void wordsAfterSetAreFilesAndNeedNoSlash() {
    FilecapRun run = run("--set", "=p", "clean", "net_raw");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            """
            jcap filecap: clean: ENOENT; no such file
            jcap filecap: net_raw: ENOENT; no such file
            jcap filecap: nothing was written
            """);
  }

  @Test
  void rootidIsWrittenAsRevision3AndZeroIsNone() {
    assertThat(run("--set=cap_kill=p", "--rootid=4294967294", "/srv/clean")).isEqualTo(SILENT);
    assertThat(run("--rootid", "1000", "/srv/clean", "kill")).isEqualTo(SILENT);
    assertThat(run("--rootid", "0", "/srv/clean", "kill")).isEqualTo(SILENT);
    assertThat(writer.written)
        .containsExactly(
            caps("/srv/clean", "20", "0", " 4294967294"),
            caps("/srv/clean", "20", "0", " e 1000"),
            caps("/srv/clean", "20", "0", " e"));
  }

  @Test
  void sameAttributeIsLeftAlone() {
    writer.mayNot();
    assertThat(run("--set", "cap_net_raw+pe", "/srv/raw")).isEqualTo(SILENT);
    assertThat(run("--remove", "/srv/clean", "/srv/other")).isEqualTo(SILENT);
    assertThat(run("/srv/raw", "net_raw")).isEqualTo(SILENT);
    assertThat(writer.written).isEmpty();
  }

  @Test
  void otherRootidIsAnotherAttribute() {
    assertThat(run("--set", "cap_net_raw=ep", "--rootid=1", "/srv/raw")).isEqualTo(SILENT);
    assertThat(writer.written).containsExactly(caps("/srv/raw", "2000", "0", " e 1"));
  }

  @Test
  void oddAttributeIsReplacedAndRemoved() {
    tree.file("/srv/odd", new CapAttribute.Odd(Oddity.UNREADABLE));
    assertThat(run("--set", "=", "--dry-run", "/srv/odd").out())
        .isEqualTo("/srv/odd: unreadable → =\n");
    assertThat(run("--remove", "/srv/odd")).isEqualTo(SILENT);
    assertThat(writer.written).containsExactly("/srv/odd none");
  }

  @Test
  void oneThatCannotBeChangedKeepsAllFromBeing() {
    tree.directory("/srv/dir").add("/srv/link", FileKind.LINK).plain("/srv/ro").plain("/srv/no");
    writer.fails("check", "/srv/ro", Errno.EROFS, "remount the file system read-write");
    writer.fails("look", "/srv/no", Errno.EACCES, "needs CAP_DAC_READ_SEARCH");
    assertThat(
            run("--remove", "/srv/raw", "/srv/dir", "/srv/link", "/srv/gone", "/srv/ro", "/srv/no"))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                """
                jcap filecap: /srv/dir: it is a directory
                jcap filecap: /srv/link: it is a symbolic link
                jcap filecap: /srv/gone: ENOENT; no such file
                jcap filecap: /srv/no: setxattr: EACCES; needs CAP_DAC_READ_SEARCH
                jcap filecap: nothing was written
                """));
    assertThat(run("--set", "=", "/srv/raw", "/srv/ro").err())
        .isEqualTo(
            """
            jcap filecap: /srv/ro: setxattr: EROFS; remount the file system read-write
            jcap filecap: nothing was written
            """);
    assertThat(writer.written).isEmpty();
  }

  @Test
  void threadThatMayChangeNothingIsToldOnce() {
    writer.mayNot();
    assertThat(run("--set", "=p", "/srv/raw", "/srv/clean"))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                """
                jcap filecap: setxattr: EPERM; needs CAP_SETFCAP
                jcap filecap: nothing was written
                """));
  }

  @Test
  void refusedWriteOfOneFileIsOneLine() {
    writer.fails("write", "/srv/clean", Errno.EPERM, "needs CAP_SETFCAP");
    assertThat(run("/srv/clean", "chown"))
        .isEqualTo(
            new FilecapRun(
                3, "", "jcap filecap: /srv/clean: setxattr: EPERM; needs CAP_SETFCAP\n"));
  }

  @Test
  void failureInBetweenSaysWhatWasDone() {
    has("/srv/done", "=p");
    writer.fails("write", "/srv/other", Errno.ENOSPC, "make room on the file system");
    FilecapRun run = run("--set", "=p", "/srv/clean", "/srv/done", "/srv/other", "/srv/raw");
    assertThat(run)
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                """
                jcap filecap: /srv/other: setxattr: ENOSPC; make room on the file system
                jcap filecap: stopped there; changed 1 of 3 files
                jcap filecap: changed: /srv/clean
                jcap filecap: failed: /srv/other
                jcap filecap: not changed: /srv/raw
                """));
    assertThat(writer.written).hasSize(1);
  }

  @Test
  void dryRunTellsBeforeAndAfterAndWritesNothing() {
    tree.file(
        "/srv/v3",
        new CapAttribute.Sound(
            LibcapText.parseFile("cap_kill=i", 40).within(OptionalLong.of(1000))));
    assertThat(run("--dry-run", "--set", "cap_net_raw=ep", "/srv/clean", "/srv/raw", "/srv/v3"))
        .isEqualTo(
            new FilecapRun(
                0,
                """
                /srv/clean: none → cap_net_raw=ep
                /srv/raw: cap_net_raw=ep (unchanged)
                /srv/v3: cap_kill=i [rootid=1000] → cap_net_raw=ep
                """,
                ""));
    assertThat(run("--dry-run", "/srv/raw", "none").out())
        .isEqualTo("/srv/raw: cap_net_raw=ep → none\n");
    assertThat(writer.written).isEmpty();
  }

  @Test
  void dryRunTellsWhatWouldBeRefused() {
    writer.fails("check", "/srv/raw", Errno.EROFS, "");
    assertThat(run("--dry-run", "--remove", "/srv/raw", "/srv/clean", "/srv/gone"))
        .isEqualTo(
            new FilecapRun(
                3,
                "/srv/raw: cap_net_raw=ep → none\n/srv/clean: none (unchanged)\n",
                """
                jcap filecap: /srv/gone: ENOENT; no such file
                jcap filecap: /srv/raw: setxattr: EROFS
                """));
  }

  @Test
  void sameFileTwiceIsFineUnlessForSomethingElse() throws IOException {
    writer.link("/srv/other", "/srv/clean");
    assertThat(run("--set", "=p", "/srv/clean", "/srv/other", "/srv/clean")).isEqualTo(SILENT);
    assertThat(writer.written).hasSize(2);
    String listing = file("l", "/srv/raw cap_chown=p\n/srv/clean =\n/srv/other =p\n");
    assertThat(run("--restore", listing))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                """
                jcap filecap: line 3: /srv/other: this file was named before, as /srv/clean, for \
                something else
                jcap filecap: nothing was written
                """));
    assertThat(writer.written).hasSize(2);
  }

  @Test
  void restoreSetsWhatAListingSays() throws IOException {
    has("/srv/a b", "=p");
    tree.plain("/srv/new\nline").plain("/srv/back\\slash").plain("/srv/bad\u00ff");
    List<String> lines =
        List.of(
            "/srv/clean cap_net_raw=ep [rootid=-2]",
            "/srv/other = cap_kill+i",
            "",
            "/srv/a b =p",
            "/srv/new\\x0Aline cap_chown=p",
            "/srv/back\\slash cap_chown=p",
            "/srv/bad\u00ff cap_chown=p");
    String listing = file("listing", String.join("\n", lines));
    assertThat(run("--restore", listing)).isEqualTo(SILENT);
    assertThat(writer.written)
        .containsExactly(
            caps("/srv/clean", "2000", "0", " e 4294967294"),
            caps("/srv/other", "0", "20", ""),
            caps("/srv/new\nline", "1", "0", ""),
            caps("/srv/back\\slash", "1", "0", ""),
            caps("/srv/bad\u00ff", "1", "0", ""));
  }

  @Test
  void lineThatMayBeOfTwoFilesIsRefused() throws IOException {
    tree.plain("/srv/a\\\\b").plain("/srv/a\\b");
    String listing = file("listing", "/srv/a\\\\b cap_chown=p");
    assertThat(run("--restore", listing).err())
        .isEqualTo(
            "jcap filecap: line 1: this may be of two files: /srv/a\\\\b and /srv/a\\\\\\\\b\n");
    writer.link("/srv/a\\\\b", "/srv/a\\b");
    assertThat(run("--restore", listing)).isEqualTo(SILENT);
  }

  /** getcap without -n lists what anybody may have given his own file in a namespace of his. */
  @Test
  void lineWithoutRootidDoesNotWidenAFile() throws IOException {
    tree.file(
        "/srv/users",
        new CapAttribute.Sound(
            LibcapText.parseFile("cap_setuid=ep", 40).within(OptionalLong.of(1000))));
    assertThat(run("--restore", file("listing", "/srv/users cap_setuid=ep")))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                "jcap filecap: line 1: /srv/users: it has this with a rootid, which the line does"
                    + " not say; list with getcap -n or --text, or use --set\n"));
    String exact = file("listing", "/srv/users cap_setuid=ep [rootid=1000]");
    assertThat(run("--restore", exact)).isEqualTo(SILENT);
    assertThat(writer.written).isEmpty();
    assertThat(run("--set", "cap_setuid=ep", "/srv/users")).isEqualTo(SILENT);
    assertThat(writer.written).hasSize(1);
  }

  @Test
  void listingWithABadLineChangesNothing() throws IOException {
    String listing = file("listing", "/srv/clean cap_chown=p\n/srv/other\n/srv/gone =\n");
    assertThat(run("--restore", listing))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                """
                jcap filecap: line 2: not a path and libcap's text: "/srv/other"
                jcap filecap: line 3: /srv/gone: ENOENT; no such file
                jcap filecap: nothing was written
                """));
    assertThat(writer.written).isEmpty();
  }

  @Test
  void listingThatIsNotThereIsAFailure() {
    assertThat(run("--restore", "/none/listing"))
        .isEqualTo(new FilecapRun(3, "", "jcap filecap: /none/listing: read: ENOENT\n"));
    assertThat(run("--restore", proc.toString()).err()).endsWith(": read: EISDIR\n");
  }

  @Test
  void namesComeFromAFileToo() throws IOException {
    tree.plain("/srv/bad\u00ff\n");
    String names = file("names", "/srv/bad\u00ff\n\0/srv/clean\0/srv/other");
    assertThat(run("--set", "=p", "--files0-from", names, "/srv/raw")).isEqualTo(SILENT);
    assertThat(writer.looked)
        .containsExactly("/srv/raw", "/srv/bad\u00ff\n", "/srv/clean", "/srv/other");
    assertThat(run("--set", "=p", "--files0-from", file("empty", ""))).isEqualTo(SILENT);
    assertThat(run("--remove", "--files0-from", file("hole", "/srv/raw\0\0")).err())
        .endsWith("/hole: an empty name, at byte 9\n");
  }

  @Test
  void namesFromAFileAreReadToo() throws IOException {
    String names = file("names", "/srv/raw\0/srv/clean\0");
    assertThat(run("--files0-from", names, "-o", "path", "--no-headers"))
        .isEqualTo(new FilecapRun(0, "/srv/raw\n", ""));
    FilecapRun none =
        FilecapRun.of(
            tree,
            writer,
            Map.of("PATH", "/srv"),
            "--proc=" + proc,
            "--files0-from",
            file("empty", ""));
    assertThat(none).isEqualTo(SILENT);
    assertThat(run("-a", "--files0-from", names).code()).isEqualTo(2);
  }

  @Test
  void otherRootIsOfAllPaths() throws IOException {
    tree.plain("/host/bin/x").plain("/host/bin/y");
    assertThat(run("--root=/host", "--set", "=p", "/bin/x")).isEqualTo(SILENT);
    assertThat(run("--root=/host", "--restore", file("listing", "/bin/y =i"))).isEqualTo(SILENT);
    assertThat(run("--root=/host", "--verify", "=p", "/bin/x").out()).isEqualTo("/bin/x: OK\n");
    assertThat(writer.written)
        .containsExactly(
            caps("/host/bin/x", "1ffffffffff", "0", ""),
            caps("/host/bin/y", "0", "1ffffffffff", ""));
  }
}
