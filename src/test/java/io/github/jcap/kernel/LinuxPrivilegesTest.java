package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel, with whatever privilege the test has: what any thread may give up. */
@Tag("live")
@Tag("kernel")
class LinuxPrivilegesTest {
  private static final CapUserData NOTHING =
      new CapUserData(CapSet.EMPTY, CapSet.EMPTY, CapSet.EMPTY);

  @Test
  void otherThreadsKeepTheirCapabilities() {
    Outcome<CapUserData> before = LinuxKernel.bind().capget(0);
    try (Privileges thread = LinuxPrivileges.startThread()) {
      assertThat(thread.capset(NOTHING)).isEqualTo(Outcome.found(Done.DONE));
      assertThat(thread.setNoNewPrivs()).isEqualTo(Outcome.found(Done.DONE));
      assertThat(text(thread.status()))
          .contains("CapEff:\t0000000000000000")
          .contains("CapPrm:\t0000000000000000")
          .contains("NoNewPrivs:\t1");
    }
    assertThat(LinuxKernel.bind().capget(0)).isEqualTo(before);
    assertThat(LinuxKernel.bind().noNewPrivs()).isEqualTo(Outcome.found(false));
  }

  @Test
  void programHasTheCredentialsOfTheThread() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      thread.setNoNewPrivs();
      Finished finished = run(thread, Privileges.Output.KEPT, "/bin/cat", "/proc/self/status");
      assertThat(finished.exitStatus()).isZero();
      assertThat(finished.output().latin1()).contains("Name:\tcat\n").contains("NoNewPrivs:\t1");
    }
  }

  @Test
  void errorsOfAProgramAreKeptWhereItsOutputIsNot(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "secret");
    String absent = directory.resolve("absent").toString();
    try (Privileges thread = LinuxPrivileges.startThread()) {
      Finished finished =
          run(thread, Privileges.Output.DISCARDED, "/bin/cat", file.toString(), absent);
      assertThat(finished.exitStatus()).isEqualTo(1);
      assertThat(finished.output().latin1())
          .endsWith(": No such file or directory\n")
          .doesNotContain("secret");
    }
  }

  @Test
  void programThatIsNotThereIsAProblemOfSpawn() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      assertThat(thread.run(Privileges.Output.KEPT, List.of("/nonexistent/program")))
          .hasToString(
              Outcome.failed(
                      io.github.jcap.outcome.Problem.of(
                          "posix_spawn", Errno.ENOENT, "/nonexistent/program", ""))
                  .toString());
    }
  }

  @Test
  void longOutputDoesNotBlock() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      Finished finished =
          run(thread, Privileges.Output.KEPT, "/usr/bin/head", "-c", "3000000", "/dev/zero");
      assertThat(finished.exitStatus()).isZero();
      assertThat(finished.output().length()).isBetween(1 << 20, 3000000);
    }
  }

  @Test
  void signalIsAnExitStatusAsShellsSayIt() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      assertThat(run(thread, Privileges.Output.KEPT, "/bin/sh", "-c", "kill -9 $$").exitStatus())
          .isEqualTo(137);
    }
  }

  @Test
  void openingTellsAbsentFromOpened(@TempDir Path directory) {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      assertThat(thread.tryOpen(directory.toString())).isEqualTo(Outcome.found(Optional.empty()));
      assertThat(thread.tryOpen(directory + "/absent"))
          .isEqualTo(Outcome.found(Optional.of(Errno.ENOENT)));
    }
  }

  @Test
  void ambientNeedsPermittedAndInheritable() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      thread.capset(NOTHING);
      assertThat(thread.raiseAmbient(CapSet.of(Capability.CHOWN)))
          .hasToString("Failed[problem=prctl PR_CAP_AMBIENT_RAISE: EPERM (this thread)]");
      assertThat(thread.clearAmbient()).isEqualTo(Outcome.found(Done.DONE));
      assertThat(thread.lowerAmbient(CapSet.of(Capability.CHOWN)))
          .isEqualTo(Outcome.found(Done.DONE));
    }
  }

  @Test
  void idsOfAnUnknownArchitectureAreRefusedAndNotGuessed() {
    try (Privileges thread = new LinuxPrivileges(NativeCalls.bind(), "s390x")) {
      for (Outcome<Done> refused :
          List.of(
              thread.setUids(99, 99, 99),
              thread.setGids(99, 99, 99),
              thread.setGroups(List.of()))) {
        assertThat(refused.toString()).contains("not known").contains("(s390x)");
      }
    }
  }

  @Test
  void unchangedIdsAreLeftAlone() {
    try (Privileges thread = LinuxPrivileges.startThread()) {
      String before = text(thread.status());
      int same = Privileges.UNCHANGED;
      assertThat(thread.setUids(same, same, same)).isEqualTo(Outcome.found(Done.DONE));
      assertThat(thread.setGids(same, same, same)).isEqualTo(Outcome.found(Done.DONE));
      assertThat(ids(text(thread.status()))).isEqualTo(ids(before));
    }
  }

  private static String ids(String status) {
    return status.replaceAll("(?s).*(Uid:[^\n]*\nGid:[^\n]*).*", "$1");
  }

  private static String text(Outcome<ByteString> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<ByteString>) outcome).value().latin1();
  }

  private static Finished run(Privileges thread, Privileges.Output output, String... arguments) {
    Outcome<Finished> outcome = thread.run(output, List.of(arguments));
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<Finished>) outcome).value();
  }
}
