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
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files beside their capabilities: {@code --setid}, notes, packages. */
class FilecapDetailsTest {
  private static final Golden GOLDEN = Golden.of("filecap");
  private static final CapSet NONE = CapSet.EMPTY;
  private static final CapSet RAW = CapSet.of(Capability.NET_RAW);
  private static final int NOSUID = 2;
  private static final String COLUMNS =
      "path,set,capabilities,setuid,setgid,mode,owner,group,size,notes";

  @TempDir private Path proc;
  @TempDir private Path host;
  private final FakeTree tree = new FakeTree();
  private final FakeKernel kernel =
      new FakeKernel()
          .bounding(Outcome.found(CapSet.all(40).without(RAW)))
          .task(0, NONE, NONE, CapSet.of(Capability.NET_ADMIN));

  @BeforeEach
  void makeProc() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("sys/kernel/cap_last_cap"), "40\n");
    Files.writeString(proc.resolve("sys/kernel/hostname"), "host\n");
    Files.writeString(proc.resolve("sys/kernel/osrelease"), "6.12.0\n");
    Files.writeString(proc.resolve("sys/kernel/arch"), "x86_64\n");
    Files.writeString(
        proc.resolve("sys/kernel/random/boot_id"), "00000000-0000-4000-8000-000000000000\n");
    Files.writeString(
        proc.resolve("self/mountinfo"),
        "1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /srv/nosuid rw,nosuid - tmpfs a rw\n");
  }

  private void capable(String path, CapSet permitted) {
    tree.file(path, new CapAttribute.Sound(FileCaps.of(permitted, NONE, true)));
  }

  /** A tree in which every note is told of some file. */
  private void everyNote() {
    CapSet kill = CapSet.of(Capability.KILL);
    for (String name :
        List.of("bin/bash", "group", "others", "script", "both", "nosuid/x", "tmp/x", "plain")) {
      capable("/srv/" + name, kill);
    }
    capable("/srv/eperm", RAW);
    capable("/srv/nosuid/eperm", RAW);
    tree.facts("/srv/group", 0775, 0, 0, 1, 1).facts("/srv/others", 0757, 0, 0, 2, 1);
    tree.facts("/srv/both", 06755, 0, 0, 3, 1).facts("/srv/plain", 0755, 0, 0, 1L << 40, 1);
    tree.facts("/srv/nosuid/x", 0755, 0, 0, 5, NOSUID);
    tree.facts("/srv/nosuid/eperm", 0755, 0, 0, 5, NOSUID);
    tree.directory("/srv/tmp").facts("/srv/tmp", 01777, 0, 0, 4096, 1);
    tree.begins("/srv/script", "#!/bin/sh\n");
    tree.facts("/srv/setid/su", 04755, 0, 0, 6, 1).facts("/srv/setid/wall", 02755, 0, 0, 7, 1);
    tree.facts("/srv/setid/two", 06711, 0, 0, 8, 1).facts("/srv/setid/dash", 04777, 0, 0, 9, 1);
    tree.facts("/srv/setid/script", 04755, 0, 0, 10, 1).begins("/srv/setid/script", "#!");
    tree.plain("/srv/setid/ordinary").facts("/srv/setid/sticky", 01755, 0, 0, 11, 1);
    tree.add("/srv/setid/fifo", FileKind.FIFO).facts("/srv/setid/fifo", 04755, 0, 0, 0, 1);
  }

  @Test
  void everyNoteIsTold() {
    everyNote();
    FilecapRun run = run("--setid", "--json", "/srv");
    GOLDEN.check("notes.json", run.out());
    Schemas.check("files", run.out());
    GOLDEN.check("notes.txt", run("--setid", "-o", COLUMNS, "/srv").out());
    GOLDEN.check("notes.csv", run("--setid", "--format=csv", "-o", COLUMNS, "/srv").out());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void mirroredTableNamesTheBits() {
    everyNote();
    GOLDEN.check("setid.txt", run("--setid", "/srv").out());
    assertThat(run("/srv").out()).doesNotContain("setid");
  }

  @Test
  void filesThatAreNamedAreToldTheSame() {
    everyNote();
    List<String> all = run("--setid", "--json", "/srv").out().lines().toList();
    List<String> args = new ArrayList<>(List.of("--setid", "--json"));
    for (String name : List.of("bin/bash", "tmp/x", "nosuid/x", "setid/su", "setid/ordinary")) {
      args.add("/srv/" + name);
    }
    String named = run(args.toArray(String[]::new)).out();
    assertThat(all).containsAll(named.lines().filter(line -> line.contains("notes")).toList());
    assertThat(named).contains("/srv/setid/su").doesNotContain("ordinary");
  }

  @Test
  void aColumnAsksNoMoreThanItShows() {
    everyNote();
    run("-o", "path,mode,owner,size,setuid", "/srv");
    assertThat(tree.told).hasSize(10).doesNotContain("/srv/setid/su", "/srv/tmp");
    assertThat(tree.opened).isEmpty();
    run("--setid", "/srv");
    assertThat(tree.told)
        .contains("/srv/setid/su", "/srv/setid/ordinary")
        .doesNotContain("/srv/tmp");
    assertThat(tree.opened).isEmpty();
    run("-o", "path", "--sort=notes", "/srv");
    assertThat(tree.opened).hasSize(10);
    assertThat(kernel.boundingAsked()).isEqualTo(1);
  }

  @Test
  void notesAreAskedOfFoundFilesAlone() {
    everyNote();
    run("--json", "/srv");
    assertThat(tree.opened).hasSize(10).doesNotContain("/srv/setid/ordinary", "/srv/setid/su");
  }

  @Test
  void refusedFactsAreNullAndAProblem() {
    capable("/srv/x", CapSet.of(Capability.KILL));
    tree.fails("facts", "/srv/x", Errno.EACCES);
    FilecapRun run = run("--json", "--strict", "/srv");
    Schemas.check("files", run.out());
    assertThat(run.out())
        .contains("\"setuid\": null", "\"mode\": null", "\"uid\": null", "\"owner\": null")
        .contains("\"size\": null", "\"notes\": null", "\"complete\": false");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run("-o", "mode,notes,size", "--no-headers", "/srv").out()).isEqualTo("? ? ?\n");
  }

  @Test
  void refusedBeginningOrDirectoryIsAProblemAndNoNoteIsUnknown() {
    capable("/srv/x", CapSet.of(Capability.KILL));
    capable("/srv/y", CapSet.of(Capability.KILL));
    tree.facts("/srv/y", 0777, 0, 0, 1, 1);
    tree.fails("head", "/srv/x", Errno.EACCES).fails("head", "/srv/y", Errno.EACCES);
    FilecapRun run = run("-o", "path,notes", "--no-headers", "/srv");
    assertThat(run.out()).isEqualTo("/srv/x ?\n/srv/y writable by group; writable by others\n");
    assertThat(run.err()).isEqualTo("2 × head: EACCES (first /srv/x)\n");
  }

  @Test
  void whatIsRemovedMeanwhileIsNotThere() {
    for (String operation : List.of("facts", "head")) {
      FakeTree changing = new FakeTree().capable("/srv/x").fails(operation, "/srv/x", Errno.ENOENT);
      FilecapRun run =
          FilecapRun.in(
              proc, () -> kernel, changing, new FakeWriter(changing), Map.of(), "--json", "/srv");
      assertThat(run.out()).contains("\"files\": []", "\"complete\": true");
    }
    tree.facts("/srv/su", 04755, 0, 0, 1, 1).fails("facts", "/srv/su", Errno.ENOENT);
    assertThat(run("--setid", "/srv")).isEqualTo(new FilecapRun(0, "", ""));
  }

  @Test
  void withSetidAFileWhoseBitsCannotBeReadIsAProblem() {
    tree.facts("/srv/su", 04755, 0, 0, 1, 1).fails("facts", "/srv/su", Errno.EIO);
    FilecapRun run = run("--setid", "--strict", "/srv");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("facts: EIO (first /srv/su)");
  }

  @Test
  void withoutMountIdsThePathSaysWhichMount() {
    capable("/srv/nosuid/x", RAW);
    capable("/srv/x", RAW);
    tree.factsWithoutMount("/srv/nosuid/x", 0755).factsWithoutMount("/srv/x", 0755);
    assertThat(run("-o", "path,notes", "--format=csv", "--no-headers", "/srv").out())
        .isEqualTo(
            """
            /srv/nosuid/x,inert: nosuid mount
            /srv/x,+e beyond this process's bounding set: exec would fail with EPERM
            """);
  }

  @Test
  void mountThatIsNotSeenIsAProblem() {
    capable("/srv/x", CapSet.of(Capability.KILL));
    tree.facts("/srv/x", 0755, 0, 0, 1, 77);
    FilecapRun run = run("-o", "notes", "--no-headers", "/srv");
    assertThat(run.out()).isEqualTo("?\n");
    assertThat(run.err()).contains("not in /proc/self/mountinfo (first /srv/x)");
  }

  @Test
  void unreadableMountinfoAndBoundingSetAreProblems() throws IOException {
    capable("/srv/x", RAW);
    Files.delete(proc.resolve("self/mountinfo"));
    kernel.bounding(
        Outcome.failed(Problem.of("prctl PR_CAPBSET_READ", Errno.EPERM, "capability 0", "")));
    FilecapRun run = run("-o", "notes", "--no-headers", "/srv/x");
    assertThat(run.out()).isEqualTo("?\n");
    assertThat(run.err()).contains("mountinfo: ENOENT", "prctl PR_CAPBSET_READ: EPERM");
  }

  @Test
  void oddAttributesHaveFactsToo() {
    tree.file("/srv/x", new CapAttribute.Odd(Oddity.FOREIGN)).facts("/srv/x", 04755, 0, 0, 1, 1);
    String json = run("--json", "/srv").out();
    Schemas.check("files", json);
    assertThat(json)
        .contains("\"oddity\": \"foreign\"", "\"mode\": \"4755\"", "\"capabilities and setuid\"");
  }

  @Test
  void numbersInsteadOfNames() {
    capable("/srv/x", CapSet.of(Capability.KILL));
    tree.facts("/srv/x", 0755, 4294967290L, 0, 1, 1);
    assertThat(run("-n", "-o", "owner,group", "--no-headers", "/srv").out())
        .isEqualTo("4294967290 0\n");
    assertThat(run("-n", "--json", "/srv").out())
        .contains("\"uid\": 4294967290", "\"owner\": \"4294967290\"", "\"group\": \"0\"");
  }

  @Test
  void packagesAreThoseOfTheOtherRoot() throws IOException {
    String root = host.toRealPath().toString();
    Path info = Files.createDirectories(host.resolve("var/lib/dpkg/info"));
    Files.writeString(info.resolve("iputils-ping.list"), "/.\n/bin/ping\n");
    Files.createDirectories(host.resolve("usr/bin"));
    Files.createSymbolicLink(host.resolve("bin"), Path.of("usr/bin"));
    capable(root + "/usr/bin/ping", CapSet.of(Capability.KILL));
    capable(root + "/usr/bin/pong", CapSet.of(Capability.KILL));
    FilecapRun table = run("--root=" + root, "--owner-package", "--no-headers", "-a");
    assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "effective /usr/bin/ping kill iputils-ping", "effective /usr/bin/pong kill -");
    assertThat(run("--root=" + root, "-o", "package,path", "--no-headers", "-a").out())
        .isEqualTo("iputils-ping /usr/bin/ping\n-            /usr/bin/pong\n");
    String json = run("--root=" + root, "--owner-package", "--json", "-a").out();
    Schemas.check("files", json);
    assertThat(json)
        .containsOnlyOnce("\"package\": \"iputils-ping\"")
        .containsOnlyOnce("\"notes\": [ \"unpackaged\" ]");
    assertThat(run("--root=" + root, "--json", "-a").out()).doesNotContain("package");
  }

  @Test
  void withoutDpkgThePackageIsUnknown() throws IOException {
    String root = host.toRealPath().toString();
    capable(root + "/usr/bin/ping", CapSet.of(Capability.KILL));
    FilecapRun run = run("--root=" + root, "--owner-package", "--json", "-a");
    Schemas.check("files", run.out());
    assertThat(run.out()).contains("\"package\": null", "\"notes\": null");
    assertThat(run.err()).contains("no package lists", "dpkg's lists alone");
  }

  private FilecapRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("--proc=" + proc));
    all.addAll(List.of(args));
    return FilecapRun.in(
        proc, () -> kernel, tree, new FakeWriter(tree), Map.of(), all.toArray(String[]::new));
  }
}
