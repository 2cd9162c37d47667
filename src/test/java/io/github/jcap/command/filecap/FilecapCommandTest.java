package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.FakeWriter;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
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

class FilecapCommandTest {
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet CHOWN = CapSet.of(Capability.CHOWN);
  private static final CapSet KILL = CapSet.of(Capability.KILL);
  private static final CapSet NET_RAW = CapSet.of(Capability.NET_RAW);
  private static final CapSet FULL = CapSet.all(40);

  private static final Golden GOLDEN = Golden.of("filecap");

  @TempDir private Path proc;
  private final FakeTree tree = new FakeTree();

  /** Without net_admin in its bounding set; only JSON asks for that. */
  private final FakeKernel kernel =
      new FakeKernel()
          .bounding(Outcome.found(FULL.without(CapSet.of(Capability.NET_ADMIN))))
          .task(0, NONE, NONE, NONE);

  private final FakeWriter writer = new FakeWriter(tree);

  @BeforeEach
  void makeProc() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/mountinfo"), "1 0 0:1 / / rw - ext4 a rw\n");
    Files.writeString(proc.resolve("sys/kernel/cap_last_cap"), "40\n");
    Files.writeString(proc.resolve("sys/kernel/hostname"), "host\n");
    Files.writeString(proc.resolve("sys/kernel/osrelease"), "6.12.0\n");
    Files.writeString(proc.resolve("sys/kernel/arch"), "x86_64\n");
    Files.writeString(
        proc.resolve("sys/kernel/random/boot_id"), "00000000-0000-4000-8000-000000000000\n");
  }

  /** A tree that holds every kind of attribute. */
  private void everyKind() {
    sound("/srv/ep", FileCaps.of(CapSet.of(Capability.NET_ADMIN, Capability.NET_RAW), NONE, true));
    sound("/srv/p", FileCaps.of(NET_RAW, NONE, false));
    sound("/srv/i", FileCaps.of(NONE, NET_RAW, false));
    sound("/srv/ei", FileCaps.of(NONE, NET_RAW, true));
    sound("/srv/pi", FileCaps.of(CHOWN, NET_RAW, false));
    sound("/srv/epi", FileCaps.of(CHOWN, NET_RAW, true));
    sound("/srv/empty", FileCaps.of(NONE, NONE, false));
    sound("/srv/e_empty", FileCaps.of(NONE, NONE, true));
    sound("/srv/full_ep", FileCaps.of(FULL, NONE, true));
    sound("/srv/full_p", FileCaps.of(FULL, NONE, false));
    sound("/srv/full_i", FileCaps.of(NONE, FULL, false));
    sound("/srv/full_ei", FileCaps.of(NONE, FULL, true));
    sound("/srv/beyond", FileCaps.of(new CapSet(FULL.mask() | 7L << 60), NONE, true));
    sound("/srv/unnamed", FileCaps.of(new CapSet(1L << 60 | 1), NONE, true));
    sound("/srv/v3_1000", new FileCaps(CHOWN, NONE, true, OptionalLong.of(1000), 3));
    sound("/srv/v3_max", new FileCaps(CHOWN, NONE, false, OptionalLong.of(0x8000_0001L), 3));
    sound("/srv/v1", new FileCaps(KILL, NONE, true, OptionalLong.empty(), 1));
    sound("/srv/name with blank", FileCaps.of(KILL, NONE, true));
    sound("/srv/new\nline\u001b[1m\u00ff", FileCaps.of(KILL, NONE, true));
    sound("/srv/\u00e2\u0080\u00aebidi", FileCaps.of(KILL, NONE, true));
    sound("/srv/caf\u00c3\u00a9", FileCaps.of(KILL, NONE, true));
    sound("/srv/dir/a_name_of_more_than_twenty_two_bytes", FileCaps.of(CHOWN, NONE, true));
    odd("/srv/odd_einval", Oddity.UNREADABLE);
    odd("/srv/odd_overflow", Oddity.FOREIGN);
    odd("/srv/odd_bytes", Oddity.MALFORMED);
    tree.plain("/srv/clean").add("/srv/link", FileKind.LINK).add("/srv/fifo", FileKind.FIFO);
  }

  private void sound(String path, FileCaps caps) {
    tree.file(path, new CapAttribute.Sound(caps));
  }

  private void odd(String path, Oddity oddity) {
    tree.file(path, new CapAttribute.Odd(oddity));
  }

  @Test
  void tableIsTheOriginalsAndNothingIsHidden() {
    everyKind();
    FilecapRun run = run("/srv");
    GOLDEN.check("every-kind.txt", run.out());
    GOLDEN.check("every-kind.err", run.err());
    assertThat(run.code()).isZero();
  }

  @Test
  void csvHasEveryColumnByName() {
    everyKind();
    GOLDEN.check(
        "every-kind.csv",
        run(
                "--format=csv",
                "-o",
                "path,set,permitted,inheritable,effective,revision,rootid,text",
                "/srv")
            .out());
  }

  @Test
  void jsonIsWhatItsSchemaSays() {
    everyKind();
    FilecapRun run = run("--json", "/srv");
    GOLDEN.check("every-kind.json", run.out());
    Schemas.check("files", run.out());
    assertThat(kernel.boundingAsked()).isEqualTo(1);
  }

  @Test
  void plainFormAsksNothingButAttributes() {
    everyKind();
    run("/srv");
    run("-o", "path,set,text", "--format=csv", "/srv/ep");
    assertThat(tree.told).isEmpty();
    assertThat(tree.opened).isEmpty();
    assertThat(kernel.boundingAsked()).isZero();
  }

  @Test
  void ndjsonHasOneFileALine() {
    sound("/srv/ep", FileCaps.of(NET_RAW, NONE, true));
    String[] lines = run("--format=ndjson", "/srv").out().split("\n", -1);
    assertThat(lines).hasSize(4);
    for (String line : List.of(lines).subList(0, 3)) {
      Schemas.check("files", line);
    }
    assertThat(lines[0]).startsWith("{\"kind\":\"host\",\"schema_version\":1");
    assertThat(lines[1]).startsWith("{\"kind\":\"file\",\"path\":\"/srv/ep\"");
    assertThat(lines[2]).isEqualTo("{\"kind\":\"end\",\"complete\":true,\"problems\":[]}");
  }

  @Test
  void nothingFoundIsAnEmptyReport() {
    tree.plain("/srv/clean");
    assertThat(run("/srv")).isEqualTo(new FilecapRun(0, "", ""));
    assertThat(run("/srv/clean")).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void oddAttributeIsFourWithStrict() {
    odd("/srv/x", Oddity.UNREADABLE);
    assertThat(run("--strict", "/srv").code()).isEqualTo(4);
    assertThat(run("--strict", "/srv/x").code()).isEqualTo(4);
  }

  @Test
  void unreadableDirectoryIsAProblem() {
    tree.capable("/srv/a/x").capable("/srv/b/x").fails("open", "/srv/a", Errno.EACCES);
    FilecapRun run = run("--strict", "/srv");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).doesNotContain("/srv/a").contains("/srv/b/x");
    assertThat(run.err()).contains("EACCES (first /srv/a)");
  }

  @Test
  void severalPathsAreAllTried() {
    tree.capable("/srv/a/x").capable("/srv/b/x").add("/srv/link", FileKind.LINK);
    tree.add("/srv/fifo", FileKind.FIFO).fails("stat", "/srv/refused", Errno.EACCES);
    FilecapRun run =
        run("/srv/b/x", "/srv/none", "/srv/a", "/srv/link", "/srv/fifo", "/srv/refused");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out().lines().skip(1))
        .containsExactly(
            "effective /srv/a/x               chown", "effective /srv/b/x               chown");
    assertThat(run.err().lines())
        .containsExactly(
            "jcap filecap: /srv/none: ENOENT; no such file or directory",
            "jcap filecap: /srv/link: it is a symbolic link; name the file that it leads to",
            "jcap filecap: /srv/fifo: it is a fifo, not a file or directory",
            "1 × stat: EACCES (first /srv/refused)");
  }

  @Test
  void withoutArgumentTheDirectoriesOfPathAreScannedOnce() {
    tree.capable("/opt/bin/x").capable("/srv/bin/y").capable("/srv/tool");
    FilecapRun run =
        FilecapRun.of(
            tree,
            writer,
            Map.of("PATH", "/srv/bin:/opt/bin:/missing:/srv/bin:/srv/tool"),
            "--proc=" + proc,
            "-o",
            "path",
            "--no-headers");
    assertThat(run).isEqualTo(new FilecapRun(0, "/opt/bin/x\n/srv/bin/y\n/srv/tool\n", ""));
  }

  @Test
  void noPathIsAnEmptyReport() {
    assertThat(run()).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void allStaysOffProcSysAndDev() {
    tree.capable("/bin/x").capable("/proc/x").capable("/sys/x").capable("/dev/x");
    tree.capable("/srv/dev/x");
    assertThat(run("-a", "-o", "path", "--no-headers").out()).isEqualTo("/bin/x\n/srv/dev/x\n");
  }

  @Test
  void otherRootIsShownAsSeenInside() {
    tree.capable("/host/bin/x").capable("/host/proc/x").capable("/bin/y");
    assertThat(run("-a", "--root=/host", "-o", "path", "--no-headers").out()).isEqualTo("/bin/x\n");
    assertThat(run("--root=/host", "/bin", "-o", "path", "--no-headers").out())
        .isEqualTo("/bin/x\n");
  }

  @Test
  void rootThatIsNoDirectoryIsNotACleanOne() {
    tree.plain("/file");
    assertThat(run("-a", "--root=/none"))
        .isEqualTo(new FilecapRun(3, "", "jcap filecap: /none: ENOENT; no such directory\n"));
    assertThat(run("-a", "--root=/file").code()).isEqualTo(3);
  }

  @Test
  void excludedDirectoryMayEndInASlash() {
    tree.capable("/srv/a/x").capable("/srv/b/a/y").capable("/srv/c/z");
    assertThat(run("--exclude", "a/", "-o", "path", "--no-headers", "/srv").out())
        .isEqualTo("/srv/c/z\n");
    assertThat(run("--exclude", "/srv/b/", "-o", "path", "--no-headers", "/srv").out())
        .isEqualTo("/srv/a/x\n/srv/c/z\n");
  }

  @Test
  void namesOfThisKernelAreListed() {
    List<String> names = run("-d").out().lines().toList();
    assertThat(names).hasSize(41).startsWith("chown").endsWith("checkpoint_restore");
  }

  @Test
  void pathsAndWordsDoNotMix() {
    assertThat(run("/srv/ping", "chown", "/srv/ls").code()).isEqualTo(2);
    assertThat(run("ping", "/srv/ls").code()).isEqualTo(2);
    assertThat(run("-a", "/srv").code()).isEqualTo(2);
    assertThat(writer.written).isEmpty();
  }

  @Test
  void nameOfACapabilityAloneIsExplained() {
    assertThat(run("net_raw"))
        .isEqualTo(
            new FilecapRun(
                3,
                "",
                "jcap filecap: net_raw: ENOENT; to give a file this capability, name the file"
                    + " first\n"));
  }

  @Test
  void unknownColumnAndFormatAreUsageErrors() {
    assertThat(run("-o", "capabilites", "/srv").err()).contains("did you mean capabilities?");
    assertThat(run("--format=jsn", "/srv").code()).isEqualTo(2);
  }

  @Test
  void missingProcIsAProblemAndNotTheEnd() {
    tree.capable("/srv/x");
    FilecapRun run = FilecapRun.of(tree, writer, Map.of(), "--proc=/none", "/srv");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("/srv/x");
    assertThat(run.err()).contains("cap_last_cap: ENOENT");
  }

  private FilecapRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("--proc=" + proc));
    all.addAll(List.of(args));
    return FilecapRun.in(proc, () -> kernel, tree, writer, Map.of(), all.toArray(String[]::new));
  }
}
