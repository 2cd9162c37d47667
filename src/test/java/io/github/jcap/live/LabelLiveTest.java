package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.AppArmorLabel;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.SelinuxContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The labels of the security module that this kernel has, if any. Uses /proc, securityfs at its
 * usual place, and one program: that of the property {@code jcap.busybox}, or busybox, which is a
 * shell and a cat.
 */
@Tag("live")
@Tag("kernel")
class LabelLiveTest {
  private static final Path SECURITY = Path.of("/sys/kernel/security");
  private static final Path OWN_LABEL = Path.of("/proc/self/attr/current");
  private static final String BUSYBOX = System.getProperty("jcap.busybox", "busybox");

  /** A profile that whoever set up this kernel may have loaded. */
  private static final String PROFILE = "jcap-test";

  private static List<String> modules() throws IOException {
    Path list = SECURITY.resolve("lsm");
    assumeTrue(Files.isReadable(list), "needs securityfs mounted on " + SECURITY);
    return List.of(Files.readString(list).strip().split(",", -1));
  }

  private static void assumeModule(String name) throws IOException {
    assumeTrue(modules().contains(name), "needs a kernel whose security module is " + name);
  }

  private static Outcome<Reading<LsmLabel>> label(long pid) {
    return ProcRoot.of(ProcRoot.SYSTEM).pid(Math.toIntExact(pid)).label();
  }

  private static LsmLabel known(Outcome<Reading<LsmLabel>> label) {
    assertThat(label).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<Reading<LsmLabel>>) label).value().known().orElseThrow();
  }

  private static LsmLabel ownLabel() {
    return known(label(ProcessHandle.current().pid()));
  }

  /** A cat, started by a shell that first did something to itself. */
  private static Live.Subject startAfter(String command) {
    return Live.start(BUSYBOX, "sh", "-c", command + " && exec \"$0\" \"$@\"", BUSYBOX);
  }

  @Test
  void withoutAModuleThatLabelsProcessesThereIsNoLabel() throws IOException {
    if (Files.isReadable(SECURITY.resolve("lsm"))) {
      assumeFalse(
          Stream.of("apparmor", "selinux", "smack").anyMatch(modules()::contains),
          "needs a kernel without a module that labels processes");
    } else {
      assumeTrue(readOwn().isEmpty(), "needs a kernel without a module that labels processes");
    }
    assertThat(label(ProcessHandle.current().pid())).isEqualTo(Outcome.found(Reading.absent()));
    assertThat(label(1)).isEqualTo(Outcome.found(Reading.absent()));
  }

  private static Optional<String> readOwn() {
    try {
      return Optional.of(Files.readString(OWN_LABEL, ISO_8859_1));
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("Invalid argument");
      return Optional.empty();
    }
  }

  @Test
  void appArmorConfinesAProcessInTheProfileItExecutedInto() throws IOException {
    assumeModule("apparmor");
    Optional<String> mode = modeOfTheProfile();
    assumeTrue(mode.isPresent(), "needs the AppArmor profile " + PROFILE + " loaded");
    try (Live.Subject subject = startAfter("echo 'exec " + PROFILE + "' > /proc/self/attr/exec")) {
      LsmLabel label = known(label(subject.pid()));
      assertThat(label.text()).isEqualTo(ByteString.of(PROFILE + " (" + mode.get() + ")"));
      assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.APPARMOR);
      assertThat(label.appArmor())
          .isEqualTo(
              Reading.of(
                  new AppArmorLabel(
                      List.of(new AppArmorLabel.Profile(Reading.absent(), ByteString.of(PROFILE))),
                      mode.get())));
    }
  }

  /** {@code jcap-test (enforce)} is a line of the list of profiles. */
  private static Optional<String> modeOfTheProfile() throws IOException {
    return Files.readAllLines(SECURITY.resolve("apparmor/profiles"), ISO_8859_1).stream()
        .filter(line -> line.startsWith(PROFILE + " ("))
        .map(line -> line.substring(PROFILE.length() + 2, line.length() - 1))
        .findFirst();
  }

  @Test
  void everyLabelOfAppArmorHasAProfileAndAMode() throws IOException {
    assumeModule("apparmor");
    for (LsmLabel label : allLabels()) {
      assertThat(label.lsm()).as("%s", label).isEqualTo(LsmLabel.Lsm.APPARMOR);
      AppArmorLabel appArmor = label.appArmor().known().orElseThrow();
      assertThat(appArmor.mode())
          .isIn("enforce", "complain", "kill", "unconfined", "user", "mixed", "-");
      assertThat(appArmor.profiles()).isNotEmpty();
    }
  }

  @Test
  void everyLabelOfSelinuxIsAContextOrTheKernelsFirstWord() throws IOException {
    assumeModule("selinux");
    assertThat(Files.readAllBytes(OWN_LABEL)).as("a NUL is the last byte").endsWith(0);
    for (LsmLabel label : allLabels()) {
      assertThat(label.lsm()).as("%s", label).isEqualTo(LsmLabel.Lsm.SELINUX);
      String text = label.text().latin1();
      Optional<SelinuxContext> context = label.selinux().known();
      assertThat(context.isPresent()).as(text).isEqualTo(text.contains(":"));
      context.ifPresent(
          known ->
              assertThat(text)
                  .startsWith(
                      known.user().latin1()
                          + (":" + known.role().latin1())
                          + (":" + known.type().latin1())));
    }
  }

  @Test
  void aSmackLabelIsTheWordThatWasGiven() throws IOException {
    assumeModule("smack");
    try (Live.Subject subject = startAfter("echo -n jcap-test > /proc/self/attr/current")) {
      LsmLabel label = known(label(subject.pid()));
      assertThat(label.text()).isEqualTo(ByteString.of("jcap-test"));
      assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.SMACK);
    }
    assertThat(ownLabel().lsm()).isEqualTo(LsmLabel.Lsm.SMACK);
  }

  private static List<LsmLabel> allLabels() {
    ProcRoot proc = ProcRoot.of(ProcRoot.SYSTEM);
    List<LsmLabel> labels = new ArrayList<>();
    assertThat(proc.pids()).isInstanceOf(Outcome.Found.class);
    for (int pid : ((Outcome.Found<int[]>) proc.pids()).value()) {
      Outcome<Reading<LsmLabel>> label = proc.pid(pid).label();
      if (!label.isGone()) {
        labels.add(known(label));
      }
    }
    assertThat(labels).isNotEmpty();
    return labels;
  }
}
