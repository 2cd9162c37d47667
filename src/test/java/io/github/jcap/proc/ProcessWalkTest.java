package io.github.jcap.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tree, the Gone rule, and that a snapshot is of one process. */
class ProcessWalkTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);
  private final Problems problems = new Problems();

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private static Optional<ProcessSnapshot> read(
      ProcRoot proc, int pid, Set<ProcessPart> parts, Problems problems) {
    return new ProcessWalk(proc, parts, Choice.ALL, problems)
        .read(new int[] {pid}).stream().findFirst();
  }

  private Optional<ProcessSnapshot> readAll(FaultyAccess access, int pid) {
    return read(
        access.tree(tree.write()),
        pid,
        EnumSet.complementOf(EnumSet.of(ProcessPart.SOCKETS)),
        problems);
  }

  private void delete(int pid) {
    delete(Integer.toString(pid));
  }

  private void delete(String name) {
    try (Stream<Path> paths = Files.walk(files.getPath("/proc/" + name))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProcessWhosePidWasReusedWhileItWasReadIsNotThere() {
    tree.process(7).startTicks(100);
    FaultyAccess access =
        FaultyAccess.none()
            .before(name -> name.endsWith("7/exe"), () -> tree.process(7).startTicks(200).write());
    assertThat(readAll(access, 7)).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
    assertThat(readAll(FaultyAccess.none(), 7)).isPresent();
  }

  @Test
  void aProcessThatVanishesAtAnyAccessIsNotThere() {
    tree.process(7);
    FaultyAccess sound = FaultyAccess.none();
    readAll(sound, 7);
    for (int nth = 0; nth < sound.accesses().size(); nth++) {
      int[] left = {nth};
      FaultyAccess access = FaultyAccess.none().before(name -> left[0]-- == 0, () -> delete(7));
      assertThat(readAll(access, 7)).as("before %s", sound.accesses().get(nth)).isEmpty();
      assertThat(problems.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"EACCES", "EPERM", "EIO", "ENOMEM", "EMFILE", "EINVAL"})
  void aFailedReadOfAProcessThatIsThereIsAProblem(Errno errno) {
    tree.process(7);
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("7/exe"), errno);
    ProcessSnapshot snapshot = readAll(access, 7).orElseThrow();
    assertThat(snapshot.exe().isUnknown()).isTrue();
    assertThat(problems.sorts())
        .extracting(sort -> sort.first().cause())
        .containsExactly(errno.name());
  }

  @Test
  void esrchAloneMeansGoneEvenWhereTheDirectoryIsStillListed() {
    tree.process(7);
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("7/exe"), Errno.ESRCH);
    assertThat(readAll(access, 7)).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void exeOfKernelThreadIsAbsentNotGone() {
    tree.process(7).kernelThread();
    ProcessSnapshot snapshot = readAll(FaultyAccess.none(), 7).orElseThrow();
    assertThat(snapshot.exe()).isEqualTo(Reading.absent());
    assertThat(snapshot.kernelThread()).isEqualTo(Reading.of(true));
    assertThat(problems.isEmpty()).isTrue();
  }

  /** A path that cannot be looked at, here for its length, is not surely absent. */
  @Test
  void aDirectoryThatCannotBeLookedAtIsNotTakenForGone() {
    SystemFiles system = new SystemFiles();
    assertThat(system.exists(Path.of("/" + "x".repeat(300)))).isTrue();
    assertThat(system.exists(Path.of("/no/such/path"))).isFalse();
  }

  @Test
  void onlyWhatIsAskedForIsRead() {
    tree.process(7);
    FaultyAccess access = FaultyAccess.none();
    read(access.tree(tree.write()), 7, Set.of(), problems);
    assertThat(access.accesses()).containsExactly("read /proc/7/status");
    FaultyAccess marked = FaultyAccess.none();
    read(marked.tree(tree.write()), 7, Set.of(ProcessPart.USER_NAMESPACE), problems);
    assertThat(marked.accesses())
        .containsExactly("read /proc/7/status", "readlink /proc/7/ns/user");
  }

  @Test
  void aThreadIsKeptWhereAnyOfItsSetsDiffers() {
    ProcSubject leader = tree.process(7).holds("chown").bounding(new CapSet(7));
    leader.thread(70).holds("chown").bounding(new CapSet(7));
    for (SetKind kind : SetKind.values()) {
      leader.thread(71 + kind.letter()).holds("chown").bounding(new CapSet(7));
      leader.thread(71 + kind.letter()).caps(kind, "net_raw", "kill");
    }
    ProcessSnapshot process =
        read(ProcRoot.of(tree.write()), 7, Set.of(ProcessPart.THREADS), problems).orElseThrow();
    assertThat(process.keptThreads())
        .extracting(thread -> thread.task().tid())
        .containsExactly(71 + 'a', 71 + 'b', 71 + 'e', 71 + 'i', 71 + 'p');
    assertThat(process.keptThreads()).allMatch(thread -> thread.task().tgid() == 7);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aProcessWithOneThreadCostsOneRead() {
    tree.process(7);
    FaultyAccess access = FaultyAccess.none();
    read(access.tree(tree.write()), 7, Set.of(ProcessPart.THREADS), problems);
    assertThat(access.accesses()).containsExactly("read /proc/7/status");
  }

  @Test
  void threadsOfAProcessWhosePidWasReusedAreNotTakenForItsOwn() {
    tree.process(7).startTicks(100).thread(8).holds("chown");
    FaultyAccess access =
        FaultyAccess.none()
            .before(name -> name.endsWith("7/task"), () -> tree.process(7).startTicks(9).write());
    assertThat(read(access.tree(tree.write()), 7, Set.of(ProcessPart.THREADS), problems)).isEmpty();
  }

  @Test
  void aThreadThatEndsIsNotThereAndOneThatIsRefusedIsUnknown() {
    tree.process(7).thread(8).holds("chown");
    tree.process(7).thread(9).holds("chown");
    tree.process(7).thread(10).holds("chown");
    FaultyAccess access =
        FaultyAccess.failing(name -> name.endsWith("7/task/8/status"), Errno.EACCES)
            .before(name -> name.endsWith("task/9/status"), () -> delete("7/task/9"));
    ProcessSnapshot process =
        read(access.tree(tree.write()), 7, Set.of(ProcessPart.THREADS), problems).orElseThrow();
    assertThat(process.keptThreads())
        .extracting(thread -> thread.task().tid(), thread -> thread.status().isUnknown())
        .containsExactly(tuple(8, true), tuple(10, false));
    assertThat(problems.sorts())
        .extracting(sort -> sort.first().toString())
        .containsExactly("read /proc/<pid>/task/<tid>/status: EACCES (/proc/7/task/8/status)");
  }

  @Test
  void threadsThatCannotBeListedAreUnknownNotNone() {
    tree.process(7).thread(8).holds("chown");
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("7/task"), Errno.EACCES);
    ProcessSnapshot process =
        read(access.tree(tree.write()), 7, Set.of(ProcessPart.THREADS), problems).orElseThrow();
    assertThat(process.threads().isUnknown()).isTrue();
    assertThat(problems.isEmpty()).isFalse();
  }

  @Test
  void ofAProcessThatIsNotKeptNothingMoreIsRead() {
    tree.process(7);
    FaultyAccess access = FaultyAccess.none();
    Choice none =
        new Choice() {
          @Override
          public Set<ProcessPart> needs() {
            return Set.of(ProcessPart.NAMESPACES);
          }

          @Override
          public boolean mayKeep(ProcessSnapshot process) {
            return true;
          }

          @Override
          public Reading<Boolean> keeps(ProcessSnapshot process) {
            return process.namespace(NamespaceKind.NET).map(inode -> inode == 1);
          }
        };
    Set<ProcessPart> exe = Set.of(ProcessPart.EXE);
    ProcRoot proc = access.tree(tree.write());
    assertThat(new ProcessWalk(proc, exe, none, problems).read(new int[] {7})).isEmpty();
    assertThat(access.accesses())
        .contains("readlink /proc/7/ns/net")
        .doesNotContain("readlink /proc/7/exe");
    assertThat(problems.isEmpty()).isTrue();
    FaultyAccess refused = FaultyAccess.failing(name -> name.endsWith("ns/net"), Errno.EACCES);
    ProcRoot there = refused.tree(tree.write());
    assertThat(new ProcessWalk(there, exe, none, problems).read(new int[] {7})).isEmpty();
    assertThat(problems.isEmpty()).as("what decides it could not be read").isFalse();
  }

  /** A copy of files alone: of a link that is not there nobody knows whether there was one. */
  @Test
  void aLinkThatWasNotCopiedIsUnknownNotAbsent() {
    tree.process(7).without("exe").without("ns");
    for (NamespaceKind kind : NamespaceKind.values()) {
      tree.process(7).without("ns/" + kind.link());
    }
    ProcessSnapshot copy = readAll(FaultyAccess.none(), 7).orElseThrow();
    assertThat(copy.exe().isUnknown()).isTrue();
    assertThat(copy.namespace(NamespaceKind.NET).isUnknown()).isTrue();
    assertThat(problems.sorts())
        .allMatch(sort -> sort.first().remedy().equals("not in this copy of proc"))
        .isNotEmpty();
  }

  @Test
  void theOrderIsThatOfThePidsHoweverManyWorkersThereAre() {
    int[] pids = IntStream.rangeClosed(1, 700).toArray();
    for (int pid : pids) {
      tree.process(pid);
    }
    ProcRoot proc = ProcRoot.of(tree.write());
    List<ProcessSnapshot> found = new ProcessWalk(proc, Set.of(), Choice.ALL, problems).read(pids);
    assertThat(found).extracting(process -> process.task().tgid()).containsExactly(boxed(pids));
  }

  private static Integer[] boxed(int[] pids) {
    return IntStream.of(pids).boxed().toArray(Integer[]::new);
  }

  @Test
  void onlyNamesThatAreNumbersAreProcesses() throws IOException {
    tree.process(10).process(9).write();
    for (String name : List.of("self", "0", "007", "+8", "4711x", "99999999999", "2147483648")) {
      Files.createDirectories(files.getPath("/proc", name));
    }
    Outcome<int[]> pids = ProcRoot.of(files.getPath("/proc")).pids();
    assertThat(pids.map(IntStream::of).map(IntStream::boxed).map(Stream::toList))
        .isEqualTo(Outcome.found(List.of(9, 10)));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "40,40", "63,63", "64,", "-1,", "x,", "'',", "007,"})
  void theLastCapabilityIsOneOf64(String text, Integer last) {
    tree.file("sys/kernel/cap_last_cap", text + "\n");
    Outcome<Integer> outcome = ProcRoot.of(tree.write()).capLastCap();
    if (last == null) {
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    } else {
      assertThat(outcome).isEqualTo(Outcome.found(last));
    }
  }

  @Test
  void theBootTimeIsALineOfStat() {
    ProcRoot proc = ProcRoot.of(tree.write());
    assertThat(proc.bootTime()).isEqualTo(Outcome.found(ProcTree.BOOT_TIME));
    tree.file("stat", "cpu 1 2 3\n").write();
    assertThat(proc.bootTime().toString()).contains("no line btime");
  }

  @Test
  void aNamespaceOfAnotherFormIsAProblemNotANumber() throws IOException {
    tree.process(7).write();
    Path link = files.getPath("/proc/7/ns/user");
    Files.delete(link);
    Files.createSymbolicLink(link, files.getPath("user:[x]"));
    assertThat(ProcRoot.of(files.getPath("/proc")).pid(7).namespace(NamespaceKind.USER).toString())
        .contains("not an inode");
  }

  @Test
  void aCopysSelfIsNotThisProcess() {
    tree.process(7);
    assertThat(ProcRoot.of(tree.write()).self()).isEqualTo(Outcome.found(Reading.absent()));
    tree.self(7).process(7).startTicks(1);
    assertThat(ProcRoot.of(tree.write()).self()).isEqualTo(Outcome.found(Reading.absent()));
    tree.self(7);
    assertThat(ProcRoot.of(tree.write()).self()).isEqualTo(Outcome.found(Reading.of(7)));
  }
}
