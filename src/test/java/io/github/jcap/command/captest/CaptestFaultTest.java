package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.fixture.Faults;
import io.github.jcap.kernel.FaultyCalls;
import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each native call fails once with each of seven errors: the report is the full one, or it has a ?
 * in that place and a problem, or there is one clear line and no report.
 */
@Tag("live")
class CaptestFaultTest {
  /** What was read is closed; a root that could not take group 0 as well is root. */
  private static final String HARMLESS =
      "close.*|posix_spawn_file_actions_destroy.*|syscall.*, 0, 0, 0]";

  @ParameterizedTest
  @ValueSource(strings = {"--text", "--drop-caps", "--drop-all --lock", "--id --ambient"})
  void oneFailureIsNeverTakenForAnAnswer(String words) throws IOException {
    CaptestProgram.require(CaptestProgram.ROOT || words.equals("--text"), "root for " + words);
    String[] options = words.split(" ", -1);
    FaultyCalls sound = new FaultyCalls(-1, Errno.EIO);
    CaptestRun whole = CaptestRun.of(sound::startThread, options);
    assertThat(whole.err()).isEmpty();
    assertThat(sound.made()).hasSizeGreaterThan(20);
    for (int call = 0; call < sound.made().size(); call++) {
      for (Errno errno : Faults.ERRORS) {
        check(new FaultyCalls(call, errno), errno, whole, options);
      }
    }
  }

  private static void check(FaultyCalls calls, Errno errno, CaptestRun whole, String... options)
      throws IOException {
    CaptestRun run;
    try {
      run = CaptestRun.of(calls::startThread, options);
    } catch (CommandException e) {
      assertThat(e.code()).isEqualTo(ExitCode.FAILED);
      assertThat(e.getMessage()).contains(": " + errno.name()).doesNotContain("\n");
      return;
    } catch (RuntimeException e) {
      fail(calls.failed() + " " + errno, e);
      return;
    }
    if (!calls.reached()) {
      assertThat(run).isEqualTo(whole);
      return;
    }
    String when = calls.failed() + " " + errno + "\n" + run.out() + run.err();
    if (isAnswer(calls.failed(), errno, run)) {
      return;
    }
    if (run.out().equals(whole.out())) {
      assertThat(run.err()).as(when).isEmpty();
      assertThat(calls.failed()).as(when).matches(HARMLESS);
      return;
    }
    assertThat(run.err()).as(when).contains(errno.name());
    assertThat(run.out()).as(when).contains("?");
    List<String> others = new ArrayList<>(run.out().lines().toList());
    others.removeAll(whole.out().lines().toList());
    assertThat(others).as(when).allMatch(line -> line.contains("?"));
  }

  /** The kernel's own way to refuse the file, or uid 0. */
  private static boolean isAnswer(String call, Errno errno, CaptestRun run) {
    boolean refused = errno == Errno.EACCES || errno == Errno.EPERM;
    return (call.startsWith("open")
            && refused
            && run.out().contains("direct access to shadow...FAILED (" + errno.text()))
        || (call.startsWith("syscall")
            && (refused || errno == Errno.EINVAL)
            && (run.out().contains("regain root...FAILED\n")
                || run.out().contains("regain root...SUCCESS")));
  }
}
