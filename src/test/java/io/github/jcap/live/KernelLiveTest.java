package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the system calls answer is what /proc says. */
@Tag("live")
@Tag("kernel")
class KernelLiveTest {
  private final Kernel kernel = LinuxKernel.bind();

  @Test
  void capgetAndStatusAgreeForEveryThreadOfTheMachine() throws IOException {
    int compared = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(ProcRoot.SYSTEM, "[1-9]*")) {
      for (Path process : processes) {
        compared += compareThreads(process);
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  private int compareThreads(Path process) throws IOException {
    int compared = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        compared += compare(thread) ? 1 : 0;
      }
    } catch (IOException e) {
      assertThat(process).as("its threads cannot be listed: %s", e).doesNotExist();
    }
    return compared;
  }

  /** A thread may change or end in between, so status is read before and after. */
  private boolean compare(Path thread) {
    int tid = Integer.parseInt(thread.getFileName().toString());
    for (int attempt = 0; attempt < 5; attempt++) {
      Optional<ThreadCaps> before = status(thread);
      Outcome<CapUserData> asked = kernel.capget(tid);
      Optional<ThreadCaps> after = status(thread);
      if (before.isPresent() && before.equals(after) && !asked.isGone()) {
        ThreadCaps caps = before.get();
        assertThat(asked)
            .as("capget of %s", thread)
            .isEqualTo(
                Outcome.found(
                    new CapUserData(caps.effective(), caps.permitted(), caps.inheritable())));
        assertThat(caps.violations()).isEmpty();
        return true;
      }
    }
    return false;
  }

  private static Optional<ThreadCaps> status(Path thread) {
    try {
      byte[] bytes = Files.readAllBytes(thread.resolve("status"));
      return Optional.of(PidStatus.parse(bytes).capabilities());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void ownSetsAreThoseOfTheOwnStatus() throws IOException {
    PidStatus status = PidStatus.parse(Files.readAllBytes(Path.of("/proc/thread-self/status")));
    int last =
        ProcRoot.of(ProcRoot.SYSTEM).capLastCap().map(Integer::intValue)
                instanceof Outcome.Found<Integer> found
            ? found.value()
            : -1;
    ThreadCaps caps = status.capabilities();
    assertThat(kernel.bounding(last)).isEqualTo(Outcome.found(caps.bounding()));
    assertThat(kernel.ambient(last)).isEqualTo(Outcome.found(caps.ambient()));
    assertThat(kernel.noNewPrivs().map(Reading::of)).isEqualTo(Outcome.found(status.noNewPrivs()));
    assertThat(kernel.securebits()).isInstanceOf(Outcome.Found.class);
    assertThat(kernel.capget(0))
        .isEqualTo(
            Outcome.found(new CapUserData(caps.effective(), caps.permitted(), caps.inheritable())));
    assertThat(CapSet.all(last).containsAll(caps.bounding())).isTrue();
  }
}
