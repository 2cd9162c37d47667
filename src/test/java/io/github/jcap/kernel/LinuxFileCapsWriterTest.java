package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.FileCapsWriter.Change;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes on real files, every native call of which fails once. */
class LinuxFileCapsWriterTest {
  private static final FileCaps RAW =
      FileCaps.of(CapSet.of(Capability.NET_RAW), CapSet.EMPTY, true);

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(directory.resolve("file"), "x");
  }

  private ByteString path() {
    return RawPath.bytes(file);
  }

  private static void assumeWrites(FileCapsWriter writer) {
    assumeThat(writer.obstacle()).as("needs CAP_SETFCAP").isEmpty();
  }

  @Test
  void whatIsSeenIsTheFileAndWhatItHas() {
    FileCapsWriter writer = LinuxFileCapsWriter.bind();
    assumeWrites(writer);
    SeenFile clean = seen(writer);
    assertThat(clean.attribute()).isEmpty();
    assertThat(clean.obstacle()).isEmpty();
    assertThat(writer.write(path(), clean, Change.set(RAW)))
        .isEqualTo(Outcome.found(Change.set(RAW)));
    SeenFile now = seen(writer);
    assertThat(now.attribute()).contains(new CapAttribute.Sound(RAW));
    assertThat(now.isSameFile(clean)).isTrue();
    assertThat(writer.write(path(), now, Change.remove())).isInstanceOf(Outcome.Found.class);
    assertThat(seen(writer).attribute()).isEmpty();
  }

  @Test
  void fileThatTookTheNameMeanwhileIsNotWritten() throws IOException {
    FileCapsWriter writer = LinuxFileCapsWriter.bind();
    SeenFile seen = seen(writer);
    Path other = Files.writeString(directory.resolve("other"), "y");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Problem problem = problem(writer.write(path(), seen, Change.set(RAW)));
    assertThat(problem.cause()).isEqualTo("another file has this name now");
    assertThat(seen(writer).attribute()).isEmpty();
    Files.delete(file);
    assertThat(writer.write(path(), seen, Change.set(RAW)).isGone()).isTrue();
    assertThat(writer.look(path()).isGone()).isTrue();
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertThat(problem(writer.write(path(), seen, Change.set(RAW))).cause())
        .isEqualTo("it is a symbolic link");
  }

  @Test
  void pathThroughAFileAndLinksInACircleAreSaid() throws IOException {
    FileCapsWriter writer = LinuxFileCapsWriter.bind();
    assertThat(problem(writer.look(path().plus(new ByteString("/x")))).cause())
        .isEqualTo("ENOTDIR");
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThat(problem(writer.look(RawPath.bytes(directory.resolve("loop/x")))).cause())
        .isEqualTo("ELOOP");
  }

  @Test
  void rootidThatIsNoUidIsRefused() {
    FileCapsWriter writer = LinuxFileCapsWriter.bind();
    assumeWrites(writer);
    Change change = Change.set(RAW.within(OptionalLong.of(0xffff_ffffL)));
    Problem problem = problem(writer.write(path(), change));
    assertThat(problem.cause()).isEqualTo("EINVAL");
    assertThat(problem.remedy()).contains("rootid");
  }

  @Test
  void fileSystemWithoutAttributesIsAnObstacle() {
    Outcome<SeenFile> seen = LinuxFileCapsWriter.bind().look(new ByteString("/proc/self/status"));
    SeenFile status = ((Outcome.Found<SeenFile>) seen).value();
    assertThat(status.attribute()).isEmpty();
    assertThat(status.obstacle()).map(Problem::cause).contains("EOPNOTSUPP");
  }

  /** Whatever call fails: the answer says so or is right, and no descriptor is left open. */
  @Test
  void everyCallMayFailOnce() throws IOException {
    assumeWrites(LinuxFileCapsWriter.bind());
    OneFault counted = OneFault.none();
    lookAndWrite(counted);
    List<String> calls = List.copyOf(counted.called);
    assertThat(calls).contains("openat", "statx", "getxattr", "access", "setxattr", "capget");
    assertThat(Collections.frequency(calls, "openat"))
        .isEqualTo(Collections.frequency(calls, "close"));
    for (int failing = 0; failing < calls.size(); failing++) {
      String call = calls.get(failing);
      LinuxFileCapsWriter.bind().write(path(), Change.remove());
      int before = descriptors();
      OneFault fault = OneFault.failing(failing, Errno.EIO);
      boolean done = lookAndWrite(fault);
      // Where close fails once, the descriptor stays, since the test's function was not called.
      assertThat(descriptors()).as(call).isEqualTo(before + (call.equals("close") ? 1 : 0));
      boolean harmless = List.of("close", "access", "capget").contains(call);
      assertThat(done).as("%s, call %s", call, failing).isEqualTo(harmless);
      if (done) {
        assertThat(seen(LinuxFileCapsWriter.bind()).attribute())
            .contains(new CapAttribute.Sound(RAW));
      }
    }
  }

  private boolean lookAndWrite(OneFault fault) {
    FileCapsWriter writer = new LinuxFileCapsWriter(fault.calls());
    return writer.look(path()) instanceof Outcome.Found<SeenFile> seen
        && writer.obstacle().isEmpty()
        && writer.write(path(), seen.value(), Change.set(RAW)) instanceof Outcome.Found;
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    }
  }

  private SeenFile seen(FileCapsWriter writer) {
    return ((Outcome.Found<SeenFile>) writer.look(path())).value();
  }

  private static Problem problem(Outcome<?> outcome) {
    return ((Outcome.Failed<?>) outcome).problem();
  }
}
