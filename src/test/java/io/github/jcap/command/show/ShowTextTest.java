package io.github.jcap.command.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.proc.NamespaceKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code jcap show}, and what it concludes. */
class ShowTextTest {
  private static final Golden GOLDEN = Golden.of("show");

  @TempDir private Path directory;
  private ShowSubjects subjects;

  @BeforeEach
  void makeSubjects() {
    subjects = new ShowSubjects(directory);
  }

  private String meaning(String pid) {
    String page = subjects.run(pid).out();
    return page.substring(page.indexOf("What this means\n"));
  }

  @Test
  void withoutAPidTheParentOfJcapIsShown() {
    Cli.Result result = subjects.run();
    GOLDEN.check("parent.txt", result.out());
    assertThat(result.out()).startsWith("bash (pid 80, the parent of jcap)\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void severalStatesEachOnAPage() {
    subjects.service();
    subjects.container();
    subjects.child();
    Cli.Result result = subjects.run("200", "300", "400", "1");
    GOLDEN.check("pages.txt", result.out());
    assertThat(result.out().lines())
        .filteredOn(line -> !line.contains("25d64400966a")) // one word, which is not broken
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void wideBreaksNoLine() {
    subjects.at(7, "some").holds(new CapSet(0x5555555555L)).bounding(ShowSubjects.ALL);
    assertThat(subjects.run("--wide", "7").out().lines())
        .anyMatch(line -> line.startsWith("  text          cap_chown,") && line.length() > 200);
  }

  @Test
  void uid0WithoutCapabilitiesIsRootAgainAtItsNextExecve() {
    subjects.at(7, "dropped").bounding(ShowSubjects.ALL);
    assertThat(meaning("7"))
        .contains("Full root of the host from its next execve on")
        .contains("Unless its securebits have NOROOT");
  }

  @Test
  void uid0WithoutAnyWayToACapabilityStillOwnsFiles() {
    subjects.at(7, "dropped").noNewPrivs().bounding(ShowSubjects.ALL);
    assertThat(meaning("7"))
        .contains("Bounded")
        .contains("Uid 0 owns most files")
        .contains("no_new_privs: no program that it executes gives it more.");
  }

  @Test
  void whatHasNothingMayGainByASetuidProgramWhatTheBoundingSetLeaves() {
    subjects.at(7, "user").uid(1000).caps(SetKind.BOUNDING, "net_raw", "kill");
    assertThat(meaning("7")).contains("may give it: kill, net_raw.");
    subjects.at(8, "user").uid(1000);
    assertThat(meaning("8")).contains("its bounding set being empty");
  }

  @Test
  void aThreadThatHoldsMoreCountsForItsProcess() {
    subjects.at(7, "server").uid(1000).thread(8).comm("worker").uid(1000).holds("sys_module");
    String page = subjects.run("7").out();
    assertThat(page).contains("  thread 8      {worker} cap_sys_module=ep\n");
    assertThat(meaning("7")).contains("CAP_SYS_MODULE").contains("Counted with its threads");
  }

  @Test
  void aContainerThatSeesTheHostsRootIsNotConfinedByItsOwn() {
    subjects
        .at(7, "backup")
        .uid(1000)
        .holds("dac_override")
        .file("mountinfo", "61 1 0:60 / / rw - overlay o rw\n62 61 8:1 / /host rw - ext4 s rw\n");
    assertThat(meaning("7")).contains("Equivalent to root of the host, by:");
    subjects
        .at(8, "backup")
        .uid(1000)
        .holds("dac_override")
        .file("mountinfo", "61 1 0:60 / / rw - overlay o rw\n62 61 8:1 / /host ro - ext4 s rw\n");
    assertThat(meaning("8")).contains("Equivalent to root of what its own namespaces show, by:");
  }

  @Test
  void aChrootIsSeenAndHoldsNobodyWhoMayChrootAgain() {
    String chroot = "62 21 0:5 / /proc rw - proc proc rw\n";
    subjects.at(7, "jailed").uid(1000).holds("chown").file("mountinfo", chroot);
    assertThat(subjects.run("7").out()).contains("  /             a chroot");
    assertThat(meaning("7")).contains("root of what its own namespaces show");
    subjects.at(8, "jailed").uid(1000).holds("chown", "sys_chroot").file("mountinfo", chroot);
    assertThat(meaning("8")).contains("Equivalent to root of the host, by:");
  }

  @Test
  void aKernelThreadAndAZombieAreNotJudged() {
    subjects.at(2, "kthreadd").kernelThread().holds(ShowSubjects.ALL);
    subjects.at(3, "late").zombie().holds("chown");
    assertThat(meaning("2")).contains("A thread of the kernel");
    assertThat(subjects.run("3").out())
        .contains("program       none: it has ended")
        .doesNotContain("Namespaces")
        .contains("It has ended, and can do nothing more.");
  }

  @Test
  void capabilitiesInAnUnknownUserNamespaceAreNotJudged() {
    ProcSubject far = subjects.at(7, "far").uid(1000).holds("sys_admin").without("ns");
    for (NamespaceKind kind : NamespaceKind.values()) {
      far.without("ns/" + kind.link());
    }
    assertThat(meaning("7")).contains("Not known");
    assertThat(subjects.run("--strict", "7").code()).isEqualTo(4);
  }

  @Test
  void namesOfOthersAreEscaped() {
    subjects
        .at(7, "x")
        .comm(ShowSubjects.hostile())
        .exe("/tmp/\u001b[31m")
        .file("mountinfo", "1 1 0:9 /\u001b[2J / rw - fuse.\u001b[3J s rw\n");
    String page = subjects.run("7").out();
    assertThat(page).startsWith("x\\x1B[2J\\x0A (pid 7)\n").doesNotContain("\u001b");
    assertThat(page).contains("not pid 1's: /\\x1B[2J of fuse.\\x1B[3J");
  }

  @Test
  void coloursAreForWhoAsksForThem() {
    assertThat(subjects.run("--color=always", "1").out())
        .contains("\u001b[38;5;208mFull root of the host");
  }

  @Test
  void numericShowsNoNames() {
    assertThat(subjects.run("-n", "80").out()).contains("  uid           1000\n");
  }
}
