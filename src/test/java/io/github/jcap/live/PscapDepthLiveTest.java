package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.LinuxPrivileges;
import io.github.jcap.kernel.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Threads, containers, namespaces and other trees of proc, on the running kernel. */
@Tag("live")
class PscapDepthLiveTest {
  @TempDir private Path directory;

  private static JsonNode process(String... more) {
    List<String> line = new ArrayList<>(List.of("pscap", "--json"));
    line.addAll(List.of(more));
    JsonNode processes = Schemas.parse(Cli.jcap().run(line.toArray(String[]::new)).out());
    return processes.get("processes").get(0);
  }

  /** This JVM: one of its threads drops all but one capability. */
  @Test
  void rootSeesTheThreadThatDroppedItsCapabilities() {
    Live.assumeRoot();
    String pid = Long.toString(ProcessHandle.current().pid());
    CapSet kill = CapSet.of(Capability.KILL);
    try (Privileges thread = LinuxPrivileges.startThread()) {
      thread.capset(new CapUserData(CapSet.EMPTY, kill, CapSet.EMPTY));
      JsonNode threads = process("--threads", "-p", pid).get("threads");
      assertThat(threads.size()).isEqualTo(1);
      JsonNode sets = threads.get(0).get("capabilities");
      assertThat(sets.get("effective").get("names").size()).isZero();
      assertThat(sets.get("permitted").get("names").toString()).isEqualTo("[\"CAP_KILL\"]");
      String tid = threads.get(0).get("tid").asString();
      assertThat(Cli.jcap().run("pscap", "--threads", "-p", pid, "--no-headers").out().lines())
          .hasSize(2)
          .last()
          .matches(row -> row.matches("\\d+ +" + tid + " .*\\} +kill \\(permitted only\\) \\+"));
    }
    // It has been told to end; the kernel takes it off the list when it has.
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (process("--threads", "-p", pid).get("threads").size() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  /** Is my container over-privileged? Its name stands beside the list. */
  @Test
  void rootSeesAContainerWithItsName() throws IOException {
    Container.assumePossible();
    try (Container box = Container.start(directory, "--cap-drop=all", "--cap-add=setuid")) {
      Cli.Result result =
          Cli.jcap()
              .run(
                  "pscap",
                  "--comm=sleep",
                  "--container=" + box.id(),
                  "--format=csv",
                  "--no-headers",
                  "-o",
                  "pid,permitted,container,container.name");
      assertThat(result.out())
          .isEqualTo(box.pid() + ",setuid,podman:" + box.id() + "," + box.name() + "\n");
      JsonNode net = process("-p", Integer.toString(box.pid())).get("namespaces").get("net");
      assertThat(net.get("inode").isNumber()).isTrue();
      assertThat(
              Cli.jcap().run("pscap", "--ns=net=" + box.pid(), "-o", "pid", "--no-headers").out())
          .isEqualTo(box.pid() + "\n");
    }
  }

  @Test
  void aUserNamespaceHasItsPlaceAndItsIds() {
    Live.assumeInitialUserNamespace();
    Live.assumeStarts("unshare", "--user", "--map-user=7");
    try (Live.Subject subject = Live.start("unshare", "--user", "--map-user=7")) {
      JsonNode process = process("-p", Integer.toString(subject.pid()));
      JsonNode user = process.get("namespaces").get("user");
      assertThat(user.get("depth").asInt()).isEqualTo(1);
      assertThat(user.get("parent").asLong()).isEqualTo(4026531837L);
      assertThat(user.get("owner").asLong())
          .isEqualTo(process.get("uid").get("effective").asLong());
      assertThat(process.get("uid_inside").get("effective").asInt()).isEqualTo(7);
      assertThat(user.get("uid_map").get(0).get("inside").asInt()).isEqualTo(7);
    }
  }

  @Test
  void procAndCapgetSayTheSameOfThisPidNamespace() {
    try (Live.Subject subject = Live.start()) {
      Cli.Result result =
          Cli.jcap()
              .run(
                  "pscap",
                  "--source=both",
                  "-p",
                  Integer.toString(subject.pid()),
                  "-o",
                  "capget",
                  "--no-headers");
      assertThat(result.out()).isEqualTo("same\n");
      assertThat(result.code()).isZero();
    }
  }

  /** In another pid namespace a pid is another process, and /proc is still of the first. */
  @Test
  void rootSeesThatATreeOfAnotherPidNamespaceDiffers() {
    Live.assumeRoot();
    Live.assumeStarts("unshare", "--pid", "--fork");
    try (Live.Subject subject = Live.start()) {
      List<String> line = new ArrayList<>(List.of("unshare", "--pid", "--fork"));
      line.addAll(Live.jcap("pscap", "--source=both", "-p", Integer.toString(subject.pid())));
      Live.Output output = Live.run(line.toArray(String[]::new));
      assertThat(output.out()).contains("no such pid");
      assertThat(output.err()).contains("/proc and capget differ in 1 of 1");
      assertThat(output.code()).isEqualTo(1);
    }
  }

  /** A saved copy, of files alone: what is not in it is unknown, and it says why. */
  @Test
  void aSavedCopyIsReadAsFarAsItGoes() throws IOException {
    Path copy = directory.resolve("copy");
    try (Live.Subject subject = Live.start()) {
      Path saved = Files.createDirectories(copy.resolve(Integer.toString(subject.pid())));
      for (String name : List.of("status", "stat", "cgroup", "cmdline")) {
        byte[] bytes = Files.readAllBytes(Path.of("/proc/" + subject.pid(), name));
        Files.write(saved.resolve(name), bytes);
      }
      Cli.Result result =
          Cli.jcap()
              .run(
                  "pscap",
                  "-a",
                  "--proc=" + copy,
                  "--no-headers",
                  "-o",
                  "pid,comm,cmdline,exe,namespaces.net,label");
      assertThat(result.out()).matches(subject.pid() + " +cat cat +\\? \\? +\\?\n");
      assertThat(result.err()).contains("exe: ENOENT").contains("not in this copy of proc");
      assertThat(Cli.jcap().run("pscap", "-a", "--proc=" + copy, "--json", "--strict").code())
          .isEqualTo(4);
    }
  }

  /** Another mount of the same proc is the same tree. */
  @Test
  void rootReadsAProcThatIsMountedElsewhere() {
    Live.assumeRoot();
    Live.assumeStarts("unshare", "--mount", "--propagation=private");
    try (Live.Subject subject = Live.start()) {
      List<String> jcap =
          Live.jcap(
              "pscap",
              "-p",
              Integer.toString(subject.pid()),
              "--proc=" + directory,
              "--root=/",
              "-o",
              "command",
              "--no-headers");
      List<String> line =
          new ArrayList<>(List.of("unshare", "--mount", "--propagation=private", "sh", "-c"));
      line.add("mount -t proc proc " + directory + " && exec \"$@\"");
      line.add("sh");
      line.addAll(jcap);
      Live.Output output = Live.run(line.toArray(String[]::new));
      assertThat(output.out()).as(output.err()).isEqualTo("cat\n");
      assertThat(output.err()).isEmpty();
    }
  }
}
