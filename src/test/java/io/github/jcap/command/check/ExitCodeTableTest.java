package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.process;
import static io.github.jcap.command.check.SitePolicy.unread;
import static io.github.jcap.command.check.SitePolicy.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.document.ItemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit code of every combination of what can happen, in every form. */
class ExitCodeTableTest {
  @TempDir private Path directory;

  private CheckRun run(int bits, String form) throws IOException {
    Path policy = directory.resolve("site.yaml");
    Files.writeString(policy, SitePolicy.TEXT, UTF_8);
    FakeInventory inventory = FakeInventory.ofWeb1();
    List<String> line = new ArrayList<>(List.of("--policy", policy.toString(), "--format=" + form));
    if ((bits & 1) != 0) {
      inventory.process(without(process(7, "/bin/app"))); // of medium severity
    }
    if ((bits & 2) != 0) {
      inventory.process(unread(process(8, "/bin/app")));
    }
    if ((bits & 4) != 0) {
      inventory.lacking(ItemKind.SOCKET);
    }
    if ((bits & 8) != 0) {
      line.add("--strict");
    }
    if ((bits & 16) != 0) {
      line.add("--accept-partial");
    }
    if ((bits & 32) != 0) {
      line.add("--fail-on=high");
    }
    return CheckRun.of(inventory, line.toArray(String[]::new));
  }

  private static int expected(int bits) {
    boolean strict = (bits & 8) != 0;
    boolean accepted = (bits & 16) != 0;
    boolean failsOnHigh = (bits & 32) != 0;
    if ((bits & 4) != 0 && !accepted) {
      return 3;
    }
    if ((bits & 1) != 0 && !failsOnHigh) {
      return 1;
    }
    return strict && (bits & (2 | 4)) != 0 ? 4 : 0;
  }

  @Test
  void everyCombinationGivesTheCodeOfTheTable() throws IOException {
    for (int bits = 0; bits < 64; bits++) {
      CheckRun run = run(bits, "json");
      assertThat(run.code())
          .as("%s: %s", Integer.toBinaryString(bits), run)
          .isEqualTo(expected(bits));
    }
  }

  @Test
  void everyFormGivesTheSameCode() throws IOException {
    for (FindingsForm form : FindingsForm.values()) {
      for (int bits : new int[] {0, 1, 4, 10}) {
        assertThat(run(bits, form.word()).code()).as("%s %s", form, bits).isEqualTo(expected(bits));
      }
    }
  }

  @Test
  void whatIsMissingIsSaidOnceWithWhatHelps() throws IOException {
    assertThat(run(4, "text").err())
        .isEqualTo(
            "1 × judge: not all sockets in the inventory (first now); needed by site/open-port;"
                + " collect it as root, leave out these rules by --rule, or give"
                + " --accept-partial\n");
  }

  @Test
  void whatWasNotJudgedIsNeverCalledClean() throws IOException {
    CheckRun run = run(2, "text");
    assertThat(run.out())
        .contains("Not judged\n  site/seccomp-off: 1 not judged for want of seccomp")
        .endsWith(
            "now: no findings in what could be judged; 1 of 5 rules not judged whole;"
                + " 4 of 5\nrules clean\n");
    assertThat(run.err())
        .startsWith("1 × judge site/seccomp-off: 1 not judged for want of seccomp (first /bin/app");
  }
}
