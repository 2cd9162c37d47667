package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.exceptions;
import static io.github.jcap.command.check.SitePolicy.process;
import static io.github.jcap.command.check.SitePolicy.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.document.DocumentException;
import io.github.jcap.document.DocumentSink;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be typed, and what is said of what may not. */
class CheckCommandTest {
  @TempDir private Path directory;

  private String policy(String name, String yaml) {
    Path file = directory.resolve(name);
    try {
      Files.writeString(file, yaml, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toString();
  }

  private String site() {
    return policy("site.yaml", SitePolicy.TEXT);
  }

  private static CheckRun run(String... args) {
    return CheckRun.of(FakeInventory.ofWeb1().process(without(process(7, "/bin/app"))), args);
  }

  @Test
  void shippedPolicyIsJudgedWhereNoneIsNamed() {
    CheckRun run = CheckRun.of(FakeInventory.ofWeb1(), "--list-rules");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("default/");
  }

  @Test
  void rulesAreListedWithSeverityKindAndDescription() {
    CheckRun run = run("--policy", site(), "--rule=*o*", "--list-rules");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            site/seccomp-off medium   process A process may make every system call.
            site/open-port   high     socket  A listener can be reached from outside.
            """);
    assertThat(run.scopes()).isEmpty();
    assertThat(run("--policy", site(), "--json", "--list-rules").code()).isEqualTo(2);
  }

  @Test
  void hostIsSearchedForFilesOnlyWhereARuleNeedsThem() {
    assertThat(run("--policy", site()).scopes()).containsExactly(Scope.ALL);
    assertThat(run("--policy", site(), "--rule=admin").scopes())
        .containsExactly(new Scope(List.of()));
  }

  @Test
  void exceptionsMayStandInAFileOfTheirOwn() {
    String ours =
        policy(
            "ours.yaml",
            exceptions("{rule: seccomp-off, match: {field: user, equals: www}, reason: agreed}"));
    CheckRun run = run("--wide", "--policy", site() + "," + ours);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Accepted\n  site/seccomp-off: /bin/app as www: agreed (" + ours + ":4)\n");
  }

  @Test
  void everyMistakeOfEveryPolicyIsPrintedAndNothingIsJudged() {
    String one = policy("one.yaml", SitePolicy.TEXT.replace("medium", "mediun"));
    String two = policy("two.yaml", SitePolicy.TEXT.replace("field: seccomp", "field: secomp"));
    CheckRun run = run("--policy", one, "--policy", two);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.scopes()).isEmpty();
    assertThat(run.err().lines())
        .anyMatch(line -> line.contains("one.yaml:6:") && line.contains("medium"))
        .anyMatch(line -> line.contains("two.yaml:9:") && line.contains("seccomp"));
  }

  @Test
  void exceptionFromARuleThatNoPolicyHasIsAMistake() {
    String ours =
        policy(
            "ours.yaml",
            exceptions("{rule: secomp-off, match: {field: user, equals: www}, reason: agreed}"));
    CheckRun run = run("--policy", site() + "," + ours);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("ours.yaml:4:", "seccomp-off");
  }

  @Test
  void twoPoliciesOfOneNameAreAMistake() {
    CheckRun run = run("--policy", site(), "--policy", policy("copy.yaml", SitePolicy.TEXT));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("copy.yaml:1: another policy has this name too");
  }

  @Test
  void policyFileThatCannotBeReadIsCodeThree() {
    CheckRun run = run("--policy", directory.resolve("none.yaml").toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("none.yaml: read: ENOENT\n");
  }

  @Test
  void mistakeWeighsMoreThanAFileThatCannotBeRead() {
    String one = policy("one.yaml", SitePolicy.TEXT.replace("medium", "mediun"));
    CheckRun run = run("--policy", directory.resolve("none.yaml") + "," + one);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none.yaml: read: ENOENT\n", "one.yaml:6:");
  }

  @Test
  void unknownWordsAreUsageWithTheNearest() {
    assertThat(run("--policy=defualt").err())
        .contains("unknown policy: defualt (did you mean default?)");
    assertThat(run("--policy", site(), "--format=sarf").err()).contains("(did you mean sarif?)");
    assertThat(run("--policy", site(), "--fail-on=hgih").err()).contains("(did you mean high?)");
    assertThat(run("--policy", site(), "--rule=admim").err()).contains("(did you mean admin?)");
    for (String wrong : List.of("--format=csv", "--fail-on=none", "--rule=x*", "--color=red")) {
      assertThat(run("--policy", site(), wrong).code()).as(wrong).isEqualTo(2);
    }
  }

  @Test
  void inventoryThatCannotBeReadIsCodeThreeWithOneLine() {
    DocumentSource cut =
        new DocumentSource() {
          @Override
          public String name() {
            return "host.json";
          }

          @Override
          public void read(DocumentSink sink) throws DocumentException {
            throw new DocumentException("host.json: line 3, column 17: cut off");
          }
        };
    CheckRun run = CheckRun.of(cut, "--policy", site(), "now");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("jcap check: host.json: line 3, column 17: cut off\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void filesOfSomeDirectoriesAloneAreSaid() {
    CheckRun run = CheckRun.of(FakeInventory.ofWeb1().searched("/usr", "/opt"), "--policy", site());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEqualTo("jcap check: now has files of /usr, /opt alone\n");
  }

  @Test
  void problemsOfTheInventoryAreSaidWhereTheyMatter() {
    FakeInventory whole = FakeInventory.ofWeb1().problem("3 × readlink\u001b: EACCES");
    assertThat(CheckRun.of(whole, "--policy", site()).err()).isEmpty();
    FakeInventory unread =
        FakeInventory.ofWeb1()
            .problem("3 × readlink\u001b: EACCES")
            .process(SitePolicy.unread(process(7, "/bin/app")));
    assertThat(CheckRun.of(unread, "--policy", site()).err())
        .endsWith("jcap check: now says: 3 × readlink\\x1B: EACCES\n");
    assertThat(CheckRun.of(unread.problem("1 × open: EIO"), "--policy", site()).err())
        .endsWith("jcap check: now says: 3 × readlink\\x1B: EACCES (and 1 more)\n");
  }
}
