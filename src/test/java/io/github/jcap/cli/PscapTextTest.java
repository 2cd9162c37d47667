package io.github.jcap.cli;

import static io.github.jcap.cap.SetKind.AMBIENT;
import static io.github.jcap.cap.SetKind.BOUNDING;
import static io.github.jcap.cap.SetKind.EFFECTIVE;
import static io.github.jcap.cap.SetKind.INHERITABLE;
import static io.github.jcap.cap.SetKind.PERMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.fixture.DeclaredSubjects;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jcap pscap} as a table and as CSV. */
class PscapTextTest {
  private static final Golden GOLDEN = Golden.of("pscap");

  @TempDir Path directory;

  /**
   * pscap 0.9.5 printed the golden file, but for one row: it pads by bytes, so that nämé has two
   * blanks too few.
   */
  @Test
  void tableIsThatOfPscap095() {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    assertTable("mirror-table.txt", proc);
  }

  /** Defects 1 and 2: what has no effective capability, pid 2 and its children are not hidden. */
  @Test
  void tableHidesNothingThatHoldsACapability() {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    assertTable("declared-table.txt", proc);
  }

  /** Defect 17: -a counts in the table too. */
  @Test
  void tableOfAllProcesses() {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    assertTable("declared-table-all.txt", proc, "-a");
  }

  @Test
  void everyColumnAsCsv() {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    String columns =
        "pid,ppid,comm,user,state,effective,permitted,inheritable,ambient,uid.real,"
            + "uid.effective,uid.saved,uid.filesystem,gid.real,gid.effective,gid.saved,"
            + "gid.filesystem,no_new_privs,seccomp,kernel_thread,start_ticks,started_at,exe,"
            + "namespaces.user,namespaces.net,namespaces.pid,command,capabilities";
    Cli.Result result = pscap(proc, "-a", "--format=csv", "-o", columns);
    GOLDEN.check("declared-all.csv", result.out());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void addedColumnsStandRightOfTheUsualOnesAndAreAsWideAsTheirCells() {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    Cli.Result result = pscap(proc, "-p", "7", "-p", "23", "-o", "+ambient,no_new_privs,seccomp");
    GOLDEN.check("added-columns.txt", result.out());
  }

  @Test
  void onlyTheChosenColumnsAreShown() {
    Path proc = tree().process(7).comm("one").holds("chown").write();
    assertThat(pscap(proc, "-o", "comm,pid,effective").out())
        .isEqualTo("comm pid     effective\none  7       chown\n");
  }

  @Test
  void headersCanBeLeftOut() {
    Path proc = tree().process(7).comm("one").holds("chown").write();
    assertThat(pscap(proc, "-o", "pid,comm", "--no-headers").out()).isEqualTo("7       one\n");
    assertThat(pscap(proc, "-o", "pid,comm", "--no-headers", "--format=csv").out())
        .isEqualTo("7,one\n");
  }

  @Test
  void columnsAreListedEachWithItsMeaning() {
    GOLDEN.check(
        "list-columns.txt",
        Cli.jcap().kernel(FakeKernel::new).run("pscap", "--list-columns").out());
  }

  @Test
  void rowsAreSortedByAColumnAsNumbersOrAsBytes() {
    Path proc =
        tree()
            .process(2)
            .comm("b")
            .holds("chown")
            .process(9)
            .comm("c")
            .holds("chown")
            .process(10)
            .comm("a")
            .holds("chown")
            .write();
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "--sort=pid").out())
        .isEqualTo("2\n9\n10\n");
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "--sort=comm").out())
        .isEqualTo("10\n2\n9\n");
  }

  @Test
  void rowsAreSortedByAColumnThatIsNotShown() {
    ProcTree tree = tree();
    tree.process(2).startTicks(1000).exe("/a").holds("chown");
    Path proc = tree.process(3).startTicks(999).exe("/b").holds("chown").write();
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "--sort=start_ticks").out())
        .isEqualTo("3\n2\n");
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "--sort=exe").out()).isEqualTo("2\n3\n");
  }

  @Test
  void aTreeWithoutCapabilitiesGivesAnEmptyReport() {
    Path proc = tree().process(7).write();
    Cli.Result result = pscap(proc);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void permittedWithoutEffectiveIsNamedAndSaidToBeSo() {
    Path proc = tree().process(7).caps(PERMITTED, "chown", "net_raw").write();
    assertThat(capabilities(proc)).isEqualTo("chown, net_raw (permitted only)\n");
  }

  @Test
  void inheritableAloneIsNoneWithTheNamesInBrackets() {
    Path proc = tree().process(7).caps(INHERITABLE, "net_raw").write();
    assertThat(capabilities(proc)).isEqualTo("none (inheritable: net_raw)\n");
  }

  @Test
  void aBitWithoutANameIsWrittenByItsNumber() {
    Path proc = tree().process(7).holds(new CapSet(1L << 63 | 1)).write();
    assertThat(capabilities(proc)).isEqualTo("chown, 63\n");
  }

  @Test
  void fullIsAllUpToThisKernelsLastCapability() {
    ProcTree tree = tree().lastCap(37);
    Path proc = tree.process(7).holds(CapSet.all(37)).bounding(CapSet.all(37)).write();
    assertThat(capabilities(proc)).isEqualTo("full +\n");
    assertThat(capabilities(tree.lastCap(40).write())).startsWith("chown, dac_override,");
  }

  @Test
  void marksOfAmbientAndBoundingEachStandAfterABlank() {
    ProcSubject process = tree().process(7).holds("chown").caps(AMBIENT, "chown");
    assertThat(capabilities(process.write())).isEqualTo("chown @\n");
    process.caps(BOUNDING, "chown");
    assertThat(capabilities(process.write())).isEqualTo("chown @ +\n");
  }

  @Test
  void effectiveChoosesTheRowAndPermittedNamesIt() {
    Path proc = tree().process(7).caps(EFFECTIVE, "chown").caps(PERMITTED, "chown", "kill").write();
    assertThat(capabilities(proc)).isEqualTo("chown, kill\n");
  }

  @Test
  void threadsOfTheKernelAreShownOnlyWhenAskedFor() {
    ProcTree tree = tree();
    tree.process(2).comm("kthreadd").parent(0).kernelThread().holds(CapSet.all(40));
    Path proc = tree.process(3).comm("user").parent(2).holds("chown").write();
    assertThat(pscap(proc, "-o", "pid", "--no-headers").out()).isEqualTo("3\n");
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "--kernel-threads").out())
        .isEqualTo("2\n3\n");
    assertThat(pscap(proc, "-o", "pid", "--no-headers", "-p", "2").out()).isEqualTo("2\n");
  }

  /** Before Linux 6.10 status says nothing of it, and stat is read. */
  @Test
  void threadsOfAnOlderKernelAreKnownByTheirFlags() {
    ProcTree tree = tree();
    tree.process(2).kernelThread().withoutLine("Kthread").holds("chown");
    Path proc = tree.process(3).withoutLine("Kthread").holds("chown").write();
    assertThat(pscap(proc, "-o", "pid", "--no-headers").out()).isEqualTo("3\n");
  }

  @Test
  void aZombieIsARowAndHasNeitherProgramNorMark() {
    Path proc = tree().process(7).comm("late").zombie().holds("chown").tree().self(9).write();
    Cli.Result result = pscap(proc, "-o", "command,state,exe,namespaces.user");
    assertThat(result.out())
        .isEqualTo("command         state exe namespaces.user\nlate            Z     -   -\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void pid2OfAPidNamespaceIsAProcessLikeAnyOther() {
    ProcTree tree = tree();
    tree.process(1).comm("init").holds("chown");
    tree.process(2).comm("shell").parent(1).holds("chown");
    Path proc = tree.process(3).comm("child").parent(2).holds("chown").write();
    assertThat(pscap(proc, "-o", "comm", "--no-headers").out()).isEqualTo("init\nshell\nchild\n");
  }

  @Test
  void jcapItselfIsLeftOutUnlessItsPidIsAskedFor() {
    ProcTree tree = tree();
    tree.process(7).holds("chown");
    Path proc = tree.process(8).comm("jcap").holds("chown").tree().self(8).write();
    assertThat(pscap(proc, "-a", "-o", "pid", "--no-headers").out()).isEqualTo("7\n");
    assertThat(pscap(proc, "-p", "8", "-o", "pid", "--no-headers").out()).isEqualTo("8\n");
  }

  @Test
  void hostileNamesCannotWriteToTheTerminal() {
    ProcTree tree = tree();
    tree.process(1).comm("a\nb").holds("chown");
    tree.process(2).comm("\u001b]0;owned\u0007").holds("chown");
    tree.process(3).comm("x) R 1 (").holds("chown");
    tree.process(4).comm(new ByteString("bad\u00ff\u00c3")).holds("chown");
    tree.process(5).comm("a\u202eb").holds("chown");
    tree.process(6).comm("back\\slash").holds("chown");
    tree.process(7).comm(new ByteString("c\u00c2\u009bm")).holds("chown");
    Path proc = tree.process(8).comm("").holds("chown").write();
    assertThat(pscap(proc, "-o", "comm,start_ticks", "--no-headers", "--format=csv").out())
        .isEqualTo(
            """
            a\\x0Ab,101
            \\x1B]0;owned\\x07,102
            x) R 1 (,103
            bad\\xFF\\xC3,104
            a\\xE2\\x80\\xAEb,105
            back\\\\slash,106
            c\\xC2\\x9Bm,107
            ,108
            """);
  }

  @Test
  void accountsComeFromTheOtherRootAlone() throws Exception {
    Path root = directory.resolve("other");
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "boss:x:0:0::/:\n\n+::::::\nme:x:33:33::/:\n");
    ProcTree tree = tree();
    tree.process(6).uid(0).holds("chown");
    tree.process(7).uid(33).holds("chown");
    Path proc = tree.process(8).uid(4294967294L).holds("chown").write();
    assertThat(pscapOf(proc, "--root=" + root, "-o", "uid", "--no-headers").out())
        .isEqualTo("boss\nme\n4294967294\n");
    assertThat(pscapOf(proc, "--root=" + root, "-n", "-o", "uid", "--no-headers").out())
        .isEqualTo("0\n33\n4294967294\n");
  }

  @Test
  void theAccountShownIsTheEffectiveOne() {
    Path proc = tree().process(7).uids(65534, 0, 65534, 65534).holds("chown").write();
    assertThat(pscap(proc, "-o", "uid,uid.real,uid.saved", "--no-headers").out().strip())
        .matches("root\\s+65534 65534");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG", "lt-LT"})
  void outputDoesNotDependOnTheLanguage(String language) {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertTable("declared-table.txt", proc);
      GOLDEN.check(
          "list-columns.txt",
          Cli.jcap().kernel(FakeKernel::new).run("pscap", "--list-columns").out());
    } finally {
      Locale.setDefault(before);
    }
  }

  private void assertTable(String golden, Path proc, String... more) {
    Cli.Result result = pscap(proc, more);
    GOLDEN.check(golden, result.out());
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  private String capabilities(Path proc) {
    return pscap(proc, "-o", "capabilities", "--no-headers").out();
  }

  /** A tree of which nobody asks whose namespace is another. */
  private ProcTree tree() {
    return ProcTree.at(directory.resolve("proc"));
  }

  private Cli.Result pscap(Path proc, String... more) {
    Path root = DeclaredSubjects.accounts(directory.resolve("root"));
    String[] args = new String[more.length + 1];
    args[0] = "--root=" + root;
    System.arraycopy(more, 0, args, 1, more.length);
    return pscapOf(proc, args);
  }

  private static Cli.Result pscapOf(Path proc, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "pscap";
    args[1] = "--proc=" + proc;
    System.arraycopy(more, 0, args, 2, more.length);
    return Cli.jcap().kernel(FakeKernel::new).run(args);
  }
}
