package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.command.ContainerNames;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidCgroup;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who started a process of the running kernel. */
@Tag("live")
class WorkloadLiveTest {
  private static final ProcRoot PROC = ProcRoot.of(ProcRoot.SYSTEM);

  @TempDir private Path directory;

  private static Workload of(int pid) {
    Outcome<PidCgroup> cgroup = PROC.pid(pid).cgroup();
    assertThat(cgroup).isInstanceOf(Outcome.Found.class);
    return Workload.of(((Outcome.Found<PidCgroup>) cgroup).value(), seesEveryGroup());
  }

  private static boolean seesEveryGroup() {
    PidDir self = PROC.pid(Math.toIntExact(ProcessHandle.current().pid()));
    return self.namespace(NamespaceKind.CGROUP)
        .equals(Outcome.found(Reading.of(Workload.INITIAL_CGROUP_NAMESPACE)));
  }

  @Test
  void everyProcessHasAFileThatIsUnderstood() throws IOException {
    int read = 0;
    for (int pid : ((Outcome.Found<int[]>) PROC.pids()).value()) {
      Outcome<PidCgroup> cgroup = PROC.pid(pid).cgroup();
      assertThat(cgroup).isNotInstanceOf(Outcome.Failed.class);
      if (cgroup instanceof Outcome.Found<PidCgroup> found) {
        assertThat(Workload.of(found.value(), true)).isNotNull();
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void containerOfPodmanIsKnownByItsIdAndName() throws IOException {
    Container.assumePossible();
    assumeTrue(seesEveryGroup(), "needs the initial cgroup namespace");
    try (Container container = Container.start(directory)) {
      Workload workload = of(container.pid());
      assertThat(workload.container())
          .isEqualTo(
              Reading.of(
                  new Workload.Container(
                      Reading.of(ContainerRuntime.PODMAN), ByteString.of(container.id()))));
      assertThat(workload.pod()).isEqualTo(Reading.absent());

      Problems problems = new Problems();
      ContainerNames names = new ContainerNames(Path.of("/"), problems);
      assertThat(names.name(workload)).isEqualTo(Reading.of(ByteString.of(container.name())));
      Workload untold =
          new Workload(
              workload.unit(),
              workload.userUnit(),
              workload.slice(),
              workload.container().map(c -> new Workload.Container(Reading.unknown(), c.id())),
              workload.pod());
      assertThat(names.runtime(untold)).isEqualTo(Reading.of(ContainerRuntime.PODMAN));
      assertThat(names.name(untold)).isEqualTo(Reading.of(ByteString.of(container.name())));
      assertThat(problems.sorts()).isEmpty();

      assertThat(of(container.monitorPid()).container()).isEqualTo(of(1).container());
    }
  }

  @Test
  void pathIsRelativeToTheReadersCgroupNamespace() throws IOException {
    Live.assumeRoot();
    Live.assumePrograms("nsenter", "unshare", "sh");
    assumeTrue(seesEveryGroup(), "needs the initial cgroup namespace");
    Path top = topOfCgroupV2();
    Path parent = top.resolve("jcap-test-" + ProcessHandle.current().pid());
    Path own = parent.resolve("own");
    Path lxc = parent.resolve("lxc.payload.a:b");
    try {
      Files.createDirectories(own);
      Files.createDirectories(lxc);
      String enter =
          "echo $$ > " + own.resolve("cgroup.procs") + " && exec unshare --cgroup \"$@\"";
      try (Live.Subject reader = Live.start("sh", "-c", enter, "sh");
          Live.Subject subject = Live.start()) {
        Files.writeString(lxc.resolve("cgroup.procs"), Integer.toString(subject.pid()));
        Reading<Workload.Container> container = of(subject.pid()).container();
        assertThat(container.map(Workload.Container::id))
            .isEqualTo(Reading.of(ByteString.of("a:b")));

        PidCgroup seen = readBy(reader, subject.pid());
        assertThat(seen.hierarchies())
            .contains(
                new PidCgroup.Hierarchy(0, List.of(), ByteString.of("/../lxc.payload.a:b"), false));
        assertThat(Workload.of(seen, false).container()).isEqualTo(container);
        assertThat(Workload.of(readBy(reader, reader.pid()), false)).isEqualTo(Workload.unknown());
      }
    } finally {
      delete(own);
      delete(lxc);
      delete(parent);
    }
  }

  private static Path topOfCgroupV2() {
    for (String place : List.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup")) {
      if (Files.exists(Path.of(place, "cgroup.controllers"))
          && Files.isWritable(Path.of(place, "cgroup.procs"))) {
        return Path.of(place);
      }
    }
    assumeTrue(false, "needs cgroup v2");
    throw new AssertionError();
  }

  private static PidCgroup readBy(Live.Subject reader, int pid) {
    String file = "/proc/" + pid + "/cgroup";
    String enter = Integer.toString(reader.pid());
    return PidCgroup.parse(
        Live.run("nsenter", "-t", enter, "-C", "cat", file).out().getBytes(ISO_8859_1));
  }

  /** A group is busy until its last process has been waited for. */
  private static void delete(Path group) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException e) {
        if (tries == 50) {
          throw e;
        }
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
