package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execution;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Image;
import io.github.jcap.fixture.Ext4Image;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import io.github.jcap.kernel.StateThread;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes that no call writes today, executed all the same. */
@Tag("live")
class ExecveAttributeLiveTest {
  private static final String RAW = "00200000";
  private static final String NONE = "00000000";

  @TempDir private Path mountPoint;
  @TempDir private Path images;

  /** An attribute's bytes and the errno with which execve fails; none where it counts. */
  private record Odd(String name, String bytes, List<Errno> error) {}

  private static final List<Odd> ODD =
      List.of(
          new Odd("revision1", "01000001" + RAW + NONE, List.of()),
          new Odd("aboveLast", "01000002" + "00200000" + NONE + "00feffff" + NONE, List.of()),
          new Odd("flags", "7f000002" + RAW + NONE + NONE + NONE, List.of()),
          new Odd("tooShort", "01000002" + RAW + NONE, List.of(Errno.EINVAL)),
          new Odd("tooLong", "01000002" + RAW + NONE + NONE + NONE + NONE, List.of(Errno.EINVAL)),
          new Odd("revision4", "01000004" + RAW + NONE + NONE + NONE, List.of(Errno.EINVAL)),
          new Odd("tiny", "0100", List.of(Errno.EINVAL)),
          // No longer the attribute's own check: it is larger than any.
          new Odd("huge", "01000002" + RAW + NONE.repeat(6), List.of(Errno.ERANGE)));

  @Test
  void malformedFailsForEverybodyAndTheRestCounts() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    Ext4Image image = Ext4Image.in(images);
    for (Odd odd : ODD) {
      image.program(odd.name(), Path.of("/bin/cat"), odd.bytes());
    }
    try (Mounts mounts = Mounts.on(mountPoint)) {
      Path root = mounts.loop("ext4", image.write(), "ro");
      LiveCallers callers = new LiveCallers();
      CapSet held = callers.held();
      Credentials user = LiveCallers.ordinary(CapSet.EMPTY, held);
      for (Credentials caller : List.of(user, LiveCallers.root(held))) {
        try (StateThread thread = new StateThread()) {
          thread.enter(caller, held);
          for (Odd odd : ODD) {
            compare(thread, caller, odd, root.resolve(odd.name()));
          }
        }
      }
    }
  }

  private static void compare(StateThread thread, Credentials caller, Odd odd, Path path) {
    Image image = Image.plain().with(attribute(odd));
    Execution said = ExecveProof.runningKernel().apply(caller, Set.of(), image);
    StateThread.Executed done = thread.execute(path.toString(), "/proc/self/status");
    if (odd.error().isEmpty()) {
      assertThat(ExecveProof.difference(said, done)).as("%s %s\n%s", odd, said, done).isEmpty();
    } else {
      assertThat(done.error()).as(odd.name()).contains(odd.error().get(0));
      assertThat(said.error()).as(odd.name()).contains(Errno.EINVAL);
    }
  }

  private static Image.Attribute attribute(Odd odd) {
    try {
      FileCaps caps = FileCaps.decode(HexFormat.of().parseHex(odd.bytes()));
      return new Image.Attribute.Caps(caps, Image.Standing.COUNTS);
    } catch (Malformed e) {
      return Image.Attribute.MALFORMED;
    }
  }

  /** Of each file and of each as a script of each other's: the interpreter alone counts. */
  @Test
  void ofAScriptTheInterpreterAloneCounts() throws IOException {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    LiveFile.Numbers host = new LiveFile.Numbers(0);
    List<LiveFile> files = LiveFile.all(host, Image.Trust.TRUSTED);
    try (Mounts mounts = Mounts.on(mountPoint)) {
      Path programs = mounts.directory("programs");
      Path scripts = mounts.directory("scripts");
      Path text = mounts.root().resolve("text");
      for (int i = 0; i < files.size(); i++) {
        files.get(i).make(Path.of("/bin/cat"), programs, host);
        LiveFile script = files.get((i + 40) % files.size());
        Files.writeString(text, "#!" + programs.resolve(files.get(i).name()) + "\n");
        script.make(text, scripts, host);
      }
      LiveCallers callers = new LiveCallers();
      CapSet some = CapSet.of(Capability.NET_RAW);
      for (Credentials caller :
          List.of(LiveCallers.ordinary(some, callers.held()), LiveCallers.root(callers.held()))) {
        try (StateThread thread = new StateThread()) {
          thread.enter(caller, callers.held());
          for (int i = 0; i < files.size(); i++) {
            LiveFile script = files.get((i + 40) % files.size());
            Image image = files.get(i).image().running(script.image());
            Execution said = ExecveProof.runningKernel().apply(caller, Set.of(), image);
            StateThread.Executed done =
                thread.execute(scripts.resolve(script.name()).toString(), "/proc/self/status");
            assertThat(ExecveProof.difference(said, done))
                .as("%s as a script of %s: %s\n%s", script, files.get(i), said, done)
                .isEmpty();
          }
        }
      }
    }
  }
}
