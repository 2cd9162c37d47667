package io.github.jcap.command.filecap;

import static io.github.jcap.command.filecap.RealFiles.CHOWN;
import static io.github.jcap.command.filecap.RealFiles.KILL;
import static io.github.jcap.command.filecap.RealFiles.newFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * filecap on {@code /proc/PID/root} of a process whose root directory is the host's, and whose
 * mounts are not: there a directory of the test is {@code /opt}.
 */
@Tag("live")
@Timeout(60)
class OtherRootLiveTest {
  private static final String BIND = "mount --bind \"$0\" /opt && exec \"$@\"";

  @TempDir private Path directory;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Path root = Path.of("");

  @BeforeEach
  void startAProcessWithMountsOfItsOwn() throws IOException {
    Mounts mounts = Mounts.on(directory);
    open.add(mounts);
    Path opt = mounts.directory("opt");
    newFile(opt.resolve("jcap-test/kill"), KILL);
    newFile(opt.resolve("jcap-test/d/chown"), CHOWN);
    Files.createSymbolicLink(opt.resolve("jcap-link"), Path.of("/opt/jcap-test/d"));
    Live.assumePrograms("unshare");
    String[] bound = {"unshare", "-m", "sh", "-c", BIND, opt.toString()};
    Live.assumeStarts(bound);
    Live.Subject subject = Live.start(bound);
    open.add(0, subject);
    root = Path.of("/proc/" + subject.pid() + "/root");
  }

  @AfterEach
  void endIt() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private static List<String> paths(String... arguments) {
    List<String> line = new ArrayList<>(List.of("-o", "path", "--no-headers"));
    line.addAll(List.of(arguments));
    FilecapRun run = RealFiles.run(line.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().lines().toList();
  }

  @Test
  void directoryNamedThroughAProcessIsItsOwn() {
    assertThat(paths(root + "/opt"))
        .containsExactly(root + "/opt/jcap-test/d/chown", root + "/opt/jcap-test/kill");
  }

  @Test
  void directoryBelowThatRootIsItsOwn() {
    assertThat(paths("--root=" + root, "/opt"))
        .containsExactly("/opt/jcap-test/d/chown", "/opt/jcap-test/kill");
    assertThat(paths("--root=" + root, "/opt/jcap-test/kill"))
        .containsExactly("/opt/jcap-test/kill");
  }

  @Test
  void linkBelowThatRootLeadsInsideIt() {
    assertThat(paths("--root=" + root, "/opt/jcap-link")).containsExactly("/opt/jcap-link/chown");
    assertThat(paths("--root=" + root, "/opt/jcap-link/chown"))
        .containsExactly("/opt/jcap-test/d/chown");
  }

  @Test
  void wholeOfThatRootIsItsOwn() {
    assertThat(paths("--root=" + root, "-a", "--exclude=/usr", "--exclude=/var", "--exclude=/home"))
        .contains("/opt/jcap-test/d/chown", "/opt/jcap-test/kill")
        .noneMatch(path -> path.startsWith("/proc/") || path.startsWith("/sys/"));
  }
}
