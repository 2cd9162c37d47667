package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execution;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Image;
import io.github.jcap.cap.NgText;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import io.github.jcap.kernel.StateThread;
import io.github.jcap.outcome.Errno;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel does with execve what the model says, in all of many states and files. */
@Tag("live")
class ExecveLiveTest {
  private static final Path CAT = Path.of("/bin/cat");

  /** On an emulated machine each program takes a hundred times as long. */
  private static final boolean IN_A_GUEST = Guest.isHere();

  @TempDir private Path directory;

  @BeforeEach
  void rootOfTheHost() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
  }

  private static Path filled(
      Mounts mounts, String name, String options, LiveFile.Numbers numbers, Image.Trust trust)
      throws IOException {
    Path mount = mounts.mount(name, "-t", "tmpfs", "-o", "mode=0755," + options, "jcap-test");
    for (LiveFile file : LiveFile.all(numbers, trust)) {
      file.make(CAT, mount, numbers);
    }
    return mount;
  }

  @Test
  @Tag("kernel")
  void kernelDoesAsTheModelSays() throws IOException {
    Guest.assumeNoModule();
    LiveFile.Numbers numbers = new LiveFile.Numbers(0);
    try (Mounts mounts = Mounts.on(directory)) {
      Path trusted = filled(mounts, "trusted", "suid", numbers, Image.Trust.TRUSTED);
      Path nosuid = filled(mounts, "nosuid", "nosuid", numbers, Image.Trust.NOSUID);
      ExecveProof.Result result =
          ExecveProof.run(numbers, trusted, nosuid, IN_A_GUEST ? 110 : 450, IN_A_GUEST ? 3 : 8);
      System.out.println("execve on Linux " + LiveCallers.release() + ": " + result);
      assertThat(result.mismatches()).as(result.toString()).isEmpty();
      assertThat(result.compared()).isGreaterThanOrEqualTo(IN_A_GUEST ? 330 : 3600);
      assertThat(result.toldApart()).isGreaterThan(10);
      assertThat(result.outcomes()).containsKeys("ok", "ok secure", "EPERM");
    }
  }

  /** The files are the host's; the callers' root is an ordinary user of it. */
  @Test
  void kernelDoesAsTheModelSaysInAUserNamespace() throws IOException {
    Live.assumePrograms("unshare", "nsenter");
    LiveFile.Numbers numbers = new LiveFile.Numbers(100_000);
    try (Mounts mounts = Mounts.on(directory);
        Live.Subject subject = Live.start("unshare", "-U")) {
      Path trusted = filled(mounts, "trusted", "suid", numbers, Image.Trust.TRUSTED);
      Path nosuid = filled(mounts, "nosuid", "nosuid", numbers, Image.Trust.NOSUID);
      for (String map : List.of("uid_map", "gid_map")) {
        Path file = Path.of("/proc", Integer.toString(subject.pid()), map);
        Files.writeString(file, "0 " + numbers.shift() + " 65536\n");
      }
      Live.Output output =
          Live.run(
              "nsenter",
              "-t",
              Integer.toString(subject.pid()),
              "-U",
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:-UsePerfData",
              "-cp",
              classesForEverybody(mounts.directory("classes")),
              ExecveProof.class.getName(),
              Long.toString(numbers.shift()),
              trusted.toString(),
              nosuid.toString(),
              "150",
              "8");
      System.out.println("execve in a user namespace: " + output.out());
      assertThat(output.code()).as(output.out() + output.err()).isZero();
      assertThat(output.out()).contains("1200 states x files", "EPERM");
    }
  }

  /** {@return a class path that every user may read} */
  private static String classesForEverybody(Path directory) throws IOException {
    String own = System.getProperty("java.class.path", "");
    List<String> copies = new ArrayList<>();
    for (String entry :
        System.getProperty("surefire.test.class.path", own).split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      boolean needed = entry.matches(".*/(jnr-|jffi-|asm|jspecify|\\d-)[^/]*\\.jar");
      if (!needed && !Files.isDirectory(from)) {
        continue;
      }
      Path copy = directory.resolve(copies.size() + "-" + from.getFileName());
      copies.add(copy.toString());
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path target = copy.resolve(from.relativize(file).toString());
          Files.copy(file, Files.isDirectory(from) ? target : copy);
          Files.setPosixFilePermissions(
              Files.isDirectory(from) ? target : copy,
              PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  /** A mount that is in no mount namespace any more is in none of the caller's either. */
  @Test
  void mountOfAnotherNamespaceGivesNothing() throws IOException {
    LiveFile.Numbers host = new LiveFile.Numbers(0);
    LiveCallers callers = new LiveCallers();
    Execve kernel = ExecveProof.runningKernel();
    List<LiveFile> files = LiveFile.all(host, Image.Trust.FOREIGN);
    try (Mounts mounts = Mounts.on(directory);
        StateThread opener = new StateThread()) {
      Path trusted = filled(mounts, "trusted", "suid", host, Image.Trust.TRUSTED);
      Path other = mounts.bind("other", trusted);
      List<Integer> descriptors = new ArrayList<>();
      for (LiveFile file : files) {
        descriptors.add(opener.open(other.resolve(file.name()).toString()));
      }
      assertThat(Live.run("umount", "-l", other.toString()).code()).isZero();
      List<Credentials> all = callers.all();
      int compared = 0;
      for (int i = 0; i < all.size(); i += 30) {
        try (StateThread thread = new StateThread()) {
          thread.enter(all.get(i), callers.held());
          for (int n = i / 30 % 3; n < files.size(); n += 3) {
            Execution said = kernel.apply(all.get(i), Set.of(), files.get(n).image());
            StateThread.Executed done =
                thread.execute("/proc/self/fd/" + descriptors.get(n), "/proc/self/status");
            assertThat(ExecveProof.difference(said, done))
                .as("%s by %s: %s\n%s", files.get(n), all.get(i), said, done)
                .isEmpty();
            compared++;
          }
        }
      }
      descriptors.forEach(opener::close);
      assertThat(compared).isGreaterThan(400);
    }
  }

  private static final String SHARES_ITS_DIRECTORY =
      "my $pid = syscall(56, 0x200 | 17, 0, 0, 0, 0);"
          + " if ($pid == 0) { exec @ARGV; exit 126 } waitpid $pid, 0";

  @Test
  void tracerWithoutPrivilegeKeepsTheProgramFromGaining() throws IOException {
    Live.assumePrograms("strace", "setpriv", "env");
    Live.assumeStarts("strace", "-o", "/dev/null");
    unsafe(Set.of(Execve.Unsafe.TRACED), List.of(), List.of("strace", "-o", "/dev/null"));
  }

  @Test
  void tracerWithPrivilegeDoesNot() throws IOException {
    Live.assumePrograms("strace", "setpriv", "env");
    Live.assumeStarts("strace", "-o", "/dev/null");
    unsafe(Set.of(), List.of("strace", "-o", "/dev/null"), List.of());
  }

  @Test
  void whoSharesItsDirectoryKeepsTheProgramFromGaining() throws IOException {
    Live.assumePrograms("perl", "setpriv", "env");
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "clone has another number here");
    unsafe(Set.of(Execve.Unsafe.SHARED_FS), List.of(), List.of("perl", "-e", SHARES_ITS_DIRECTORY));
  }

  /** An ordinary user executes a third of the files, with three ambient sets. */
  private void unsafe(Set<Execve.Unsafe> unsafe, List<String> outer, List<String> inner)
      throws IOException {
    LiveFile.Numbers host = new LiveFile.Numbers(0);
    LiveCallers callers = new LiveCallers();
    Execve kernel = ExecveProof.runningKernel();
    List<LiveFile> files = LiveFile.all(host, Image.Trust.TRUSTED);
    try (Mounts mounts = Mounts.on(directory)) {
      Path trusted = filled(mounts, "trusted", "suid", host, Image.Trust.TRUSTED);
      for (CapSet ambient :
          List.of(
              CapSet.EMPTY,
              CapSet.of(Capability.NET_RAW, Capability.CHOWN),
              CapSet.of(Capability.SETUID))) {
        Credentials caller = LiveCallers.ordinary(ambient, callers.held());
        for (int n = ambient.size(); n < files.size(); n += 3) {
          List<String> line = new ArrayList<>(outer);
          line.addAll(List.of("setpriv", "--reuid=1000", "--regid=100", "--groups=101"));
          if (!ambient.isEmpty()) {
            String names = "+" + String.join(",+", NgText.names(ambient));
            line.addAll(List.of("--inh-caps=" + names, "--ambient-caps=" + names));
          }
          line.addAll(inner);
          String path = trusted.resolve(files.get(n).name()).toString();
          line.addAll(List.of("env", "LD_SHOW_AUXV=1", path, "/proc/self/status"));
          Live.Output output = Live.run(line.toArray(String[]::new));
          Execution said = kernel.apply(caller, unsafe, files.get(n).image());
          Optional<Errno> error =
              output.out().isEmpty()
                  ? Errno.ofText(output.err().strip().replaceFirst("(?s).*: ", ""))
                  : Optional.empty();
          assertThat(ExecveProof.difference(said, new StateThread.Executed(error, output.out())))
              .as("%s by %s: %s\n%s", files.get(n), caller, said, output)
              .isEmpty();
        }
      }
    }
  }
}
