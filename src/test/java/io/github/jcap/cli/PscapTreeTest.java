package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.DeclaredSubjects;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.proc.FaultyAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jcap pscap --tree}. */
class PscapTreeTest {
  private static final Golden GOLDEN = Golden.of("pscap");

  @TempDir Path directory;

  /** pscap 0.9.5 printed the golden files. */
  @ParameterizedTest
  @ValueSource(ints = {399, 80, 40, 30, 20, 10, 1})
  void treeIsThatOfPscap095AtEveryWidth(int width) {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    Cli.Result result = tree(Cli.jcap().terminal(width), proc);
    GOLDEN.check("mirror-tree-" + width + ".txt", result.out());
    assertThat(result.err()).isEmpty();
  }

  /** pscap 0.9.5 printed the golden files, with two processes more: defect 1. */
  @ParameterizedTest
  @ValueSource(ints = {80, 40})
  void treeOfAllProcessesIsThatOfPscap095(int width) {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    Cli.Result result = tree(Cli.jcap().terminal(width), proc, "-a");
    GOLDEN.check("mirror-tree-all-" + width + ".txt", result.out());
  }

  /** Defects 1 and 2: four processes more, and orph has its parent. */
  @Test
  void treeHidesNothingThatHoldsACapability() {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    GOLDEN.check("declared-tree.txt", tree(Cli.jcap(), proc).out());
    GOLDEN.check("declared-tree-all.txt", tree(Cli.jcap(), proc, "-a").out());
  }

  @Test
  void aTerminalOf20ColumnsIsKept() {
    Path proc = DeclaredSubjects.all(directory.resolve("proc")).write();
    String drawn = tree(Cli.jcap().terminal(20), proc, "-a").out();
    assertThat(drawn.lines())
        .allMatch(line -> length(line) <= 20 || length(line.replaceFirst("^[│├└─ ]*", "")) <= 10);
  }

  private static int length(String line) {
    return line.codePointCount(0, line.length());
  }

  @Test
  void wideTreesAreNotWrapped() {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    String wide = tree(Cli.jcap().terminal(20), proc, "--wide").out();
    assertThat(wide).isEqualTo(tree(Cli.jcap().terminal(399), proc).out());
  }

  @Test
  void columnsOfTheEnvironmentCountWhereThereIsNoTerminal() {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    GOLDEN.check("mirror-tree-40.txt", tree(Cli.jcap().env("COLUMNS", "40"), proc).out());
    for (String ignored : List.of("0", "400", "abc", "", "-5", "80 ")) {
      GOLDEN.check("mirror-tree-80.txt", tree(Cli.jcap().env("COLUMNS", ignored), proc).out());
    }
    Cli both = Cli.jcap().env("COLUMNS", "20").terminal(40);
    GOLDEN.check("mirror-tree-40.txt", tree(both, proc).out());
  }

  @Test
  void strokesArePlainWhereTheLocaleIsNotUtf8() {
    Path proc = family();
    assertThat(tree(Cli.jcap().ascii(), proc).out())
        .isEqualTo(
            """
            a(1:root) [chown]
            |- b(2:root) [chown]
            |  `- d(4:root) [chown]
            `- c(3:root) [chown]
            """);
  }

  @Test
  void aChosenProcessHasItsDescendantsBelowIt() {
    assertThat(tree(Cli.jcap(), family(), "-p", "2").out())
        .isEqualTo("b(2:root) [chown]\n└─ d(4:root) [chown]\n");
  }

  @Test
  void aChosenProcessBelowAChosenProcessIsDrawnOnce() {
    assertThat(tree(Cli.jcap(), family(), "-p", "2", "-p", "4").out())
        .isEqualTo("b(2:root) [chown]\n└─ d(4:root) [chown]\n");
  }

  @Test
  void aChosenProcessThatChangesWhileItIsReadIsDrawnOnce() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1).comm("a").parent(0);
    tree.process(2).comm("b").parent(1).state('S').holds("chown");
    Path proc = tree.self(9).write();
    int[] reads = {0};
    FaultyAccess access =
        FaultyAccess.none()
            .before(
                name -> name.endsWith("/2/status") && reads[0]++ == 0,
                () -> tree.process(2).state('R').write());
    Cli cli = Cli.jcap().trees(access::tree);
    assertThat(tree(cli, proc, "-p", "1", "-p", "2").out())
        .isEqualTo("a(1:root) [none]\n└─ b(2:root) [chown]\n");
  }

  @Test
  void jcapIsNotAmongTheDescendantsOfTheShellThatStartedIt() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1).comm("sh").parent(0).holds("chown");
    Path proc = tree.process(2).comm("jcap").parent(1).holds("chown").tree().self(2).write();
    assertThat(tree(Cli.jcap(), proc, "-p", "1").out()).isEqualTo("sh(1:root) [chown]\n");
  }

  @Test
  void parentsInACircleLoseNobody() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(5).comm("e").parent(7).holds("chown");
    tree.process(6).comm("f").parent(5).holds("chown");
    tree.process(7).comm("g").parent(6).holds("chown");
    Path proc = tree.process(8).comm("h").parent(8).holds("chown").tree().self(9).write();
    assertThat(tree(Cli.jcap(), proc).out())
        .isEqualTo(
            """
            e(5:root) [chown]
            └─ f(6:root) [chown]
               └─ g(7:root) [chown]
            h(8:root) [chown]
            """);
  }

  @Test
  void aNameCannotDrawABranch() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1).comm("a\n└─ b").parent(0).holds("chown");
    Path proc = tree.self(9).write();
    assertThat(tree(Cli.jcap(), proc).out()).isEqualTo("a\\x0A└─ b(1:root) [chown]\n");
  }

  @Test
  void theMachineFormsOfATreeAreThoseOfATable() {
    Path proc = DeclaredSubjects.undisputed(directory.resolve("proc")).write();
    assertThat(tree(Cli.jcap(), proc, "--json").out())
        .isEqualTo(Cli.jcap().run("pscap", "--json", "--proc=" + proc, root()).out());
  }

  private Path family() {
    ProcTree tree = ProcTree.at(directory.resolve("proc"));
    tree.process(1).comm("a").parent(0).holds("chown");
    tree.process(2).comm("b").parent(1).holds("chown");
    tree.process(3).comm("c").parent(1).holds("chown");
    tree.process(4).comm("d").parent(2).holds("chown");
    return tree.self(9).write();
  }

  private Cli.Result tree(Cli cli, Path proc, String... more) {
    List<String> args = new ArrayList<>(List.of("pscap", "--tree", "--proc=" + proc, root()));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private String root() {
    return "--root=" + DeclaredSubjects.accounts(directory.resolve("root"));
  }
}
