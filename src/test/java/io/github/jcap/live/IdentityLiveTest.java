package io.github.jcap.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.LinuxUserNamespaces;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.PidStat;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who real processes are: user namespaces and their ids, logins, arguments. */
@Tag("live")
class IdentityLiveTest {
  private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups";
  private static final String AN_ORDINARY_USER = "setpriv --reuid=4242 --regid=4242 --clear-groups";

  /** Two ranges, as a container has them. */
  private static final String RANGES = "0 100000 65536\n70000 1000 1\n";

  private final UserNamespaces namespaces = UserNamespaces.known(LinuxUserNamespaces::bind);

  @TempDir Path directory;

  private static void assumeRootOfTheHost() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
  }

  private static Live.Subject start(String prefix) {
    Live.assumePrograms("setpriv", "unshare");
    String[] words = prefix.split(" ", -1);
    Live.assumeStarts(words);
    return Live.start(words);
  }

  private static PidDir dir(Live.Subject subject) {
    return ProcRoot.of(ProcRoot.SYSTEM).pid(subject.pid());
  }

  private static <T> T value(Outcome<Reading<T>> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<Reading<T>>) outcome).value().known().orElseThrow();
  }

  private UserNamespace namespace(Live.Subject subject) {
    UserNamespace namespace = value(dir(subject).userNamespace(namespaces));
    assertThat(namespace.unread()).isEmpty();
    return namespace;
  }

  private static void map(Live.Subject subject, String file, String ranges) throws IOException {
    Files.writeString(Path.of("/proc/" + subject.pid() + "/" + file), ranges);
  }

  @Test
  @Tag("kernel")
  void whoeverMadeANamespaceOwnsIt() {
    assumeRootOfTheHost();
    try (Live.Subject roots = start("unshare -U");
        Live.Subject anothers = start(AN_ORDINARY_USER + " unshare -U")) {
      assertThat(namespace(roots).owner()).isEqualTo(Reading.of(0L));
      UserNamespace another = namespace(anothers);
      assertThat(another.owner()).isEqualTo(Reading.of(4242L));
      assertThat(another.depth()).isEqualTo(Reading.of(1));
      assertThat(another.parent()).isEqualTo(Reading.of(UserNamespace.INITIAL_INODE));
      assertThat(another.inode()).isNotEqualTo(namespace(roots).inode());
    }
  }

  @Test
  @Tag("kernel")
  void aNamespaceInAnotherHasThatForItsParent() {
    assumeRootOfTheHost();
    try (Live.Subject nested = start(AN_ORDINARY_USER + " unshare -Ur unshare -U")) {
      UserNamespace namespace = namespace(nested);
      assertThat(namespace.depth()).isEqualTo(Reading.of(2));
      assertThat(namespace.owner()).as("root inside is 4242 outside").isEqualTo(Reading.of(4242L));
      assertThat(namespace.parent().known().orElseThrow())
          .isNotIn(namespace.inode(), UserNamespace.INITIAL_INODE);
    }
  }

  @Test
  @Tag("kernel")
  void aProcessOfTheHostIsInTheInitialNamespace() {
    assumeRootOfTheHost();
    try (Live.Subject subject = Live.start()) {
      assertThat(namespace(subject)).isEqualTo(UserNamespace.INITIAL);
      assertThat(value(dir(subject).uidMap()).ranges())
          .containsExactly(new IdMap.Range(0, Reading.of(0L), 4294967295L));
    }
  }

  @Test
  @Tag("kernel")
  void rangesOfIdsAreThoseThatWereGiven() throws IOException {
    assumeRootOfTheHost();
    try (Live.Subject subject = start("unshare -U")) {
      assertThat(value(dir(subject).uidMap()).ranges()).as("not mapped yet").isEmpty();
      map(subject, "uid_map", RANGES);
      map(subject, "gid_map", "0 200000 65536\n");
      IdMap uids = value(dir(subject).uidMap());
      assertThat(uids.ranges())
          .containsExactly(
              new IdMap.Range(0, Reading.of(100000L), 65536),
              new IdMap.Range(70000, Reading.of(1000L), 1));
      assertThat(uids.inside(1000)).hasValue(70000);
      assertThat(value(dir(subject).gidMap()).outside(33)).hasValue(200033);
    }
  }

  @Test
  @Tag("kernel")
  void threeHundredAndFortyRangesAreAllRead() throws IOException {
    assumeRootOfTheHost();
    StringBuilder ranges = new StringBuilder();
    for (int i = 0; i < 340; i++) {
      ranges.append(2 * i).append(' ').append(2 * i).append(" 1\n");
    }
    try (Live.Subject subject = start("unshare -U")) {
      map(subject, "uid_map", ranges.toString());
      IdMap uids = value(dir(subject).uidMap());
      assertThat(uids.ranges()).as("longer than one read").hasSize(340);
      assertThat(uids.outside(678)).hasValue(678);
    }
  }

  /** user_namespaces(7): the second column is told in the numbers of who reads. */
  @Test
  void theOutsideIsTheReadersOrForHisOwnNamespaceItsParent() throws IOException {
    assumeRootOfTheHost();
    Live.assumePrograms("nsenter");
    try (Live.Subject outer = start("unshare -U")) {
      map(outer, "uid_map", RANGES);
      map(outer, "gid_map", "0 100000 65536\n");
      String enter = "nsenter -t " + outer.pid() + " -U";
      try (Live.Subject inner = start(enter + " unshare -U")) {
        String file = "/proc/" + inner.pid() + "/uid_map";
        assertThat(run(enter + " sh -c", "printf '0 1000 10\\n20 70000 1\\n' > " + file).code())
            .isZero();
        assertThat(value(dir(inner).uidMap()).ranges())
            .as("the host's numbers")
            .containsExactly(
                new IdMap.Range(0, Reading.of(101000L), 10),
                new IdMap.Range(20, Reading.of(1000L), 1));
        List<IdMap.Range> asWritten =
            List.of(
                new IdMap.Range(0, Reading.of(1000L), 10),
                new IdMap.Range(20, Reading.of(70000L), 1));
        assertThat(ranges(run(enter + " cat " + file))).isEqualTo(asWritten);
        String within = "nsenter -t " + inner.pid() + " -U --preserve-credentials";
        assertThat(ranges(run(within + " cat " + file))).as("the parent's").isEqualTo(asWritten);
        assertThat(ranges(run("unshare -U cat " + file)))
            .as("another's, where none has a number")
            .extracting(IdMap.Range::outside)
            .containsOnly(Reading.absent());
      }
    }
  }

  private static Live.Output run(String words, String... more) {
    List<String> line = new ArrayList<>(List.of(words.split(" ", -1)));
    line.addAll(List.of(more));
    return Live.run(line.toArray(String[]::new));
  }

  private static List<IdMap.Range> ranges(Live.Output output) {
    assertThat(output.code()).as(output.err()).isZero();
    return IdMap.parse(output.out().getBytes(UTF_8)).ranges();
  }

  /** The word {@code cat} is the last argument of each subject. */
  @Test
  @Tag("kernel")
  void oddArgumentsKeepTheirBytes() {
    Live.assumePrograms("perl");
    String echo = "$|=1; while (<STDIN>) { print }";
    String odd = "exec perl -e \"$0\" -- \"$(printf 'a\\377\\nb')\" '' \"$@\"";
    try (Live.Subject subject = Live.start("sh", "-c", odd, echo)) {
      assertThat(value(dir(subject).cmdline()))
          .containsExactly(
              ByteString.of("perl"),
              ByteString.of("-e"),
              ByteString.of(echo),
              ByteString.of("--"),
              new ByteString("a\u00ff\nb"),
              ByteString.of(""),
              ByteString.of("cat"));
    }
  }

  @Test
  @Tag("kernel")
  void whatAProcessWroteOverItsArgumentsIsShown() {
    Live.assumePrograms("perl");
    String script = "$|=1; $0 = qq( \\033[2J ); while (<STDIN>) { print }";
    try (Live.Subject subject = Live.start("perl", "-e", script)) {
      List<ByteString> arguments = value(dir(subject).cmdline());
      assertThat(arguments.get(0)).isEqualTo(new ByteString(" \u001b[2J "));
      assertThat(arguments.stream().skip(1)).allMatch(argument -> argument.length() == 0);
    }
  }

  @Test
  @Tag("kernel")
  void manyArgumentsAreReadToTheEnd() {
    Live.assumePrograms("perl");
    String[] line =
        Stream.concat(
                Stream.of("perl", "-e", "$|=1; while (<STDIN>) { print }", "--"),
                Stream.generate(() -> "x".repeat(1000)).limit(100))
            .toArray(String[]::new);
    try (Live.Subject subject = Live.start(line)) {
      assertThat(value(dir(subject).cmdline()))
          .hasSize(line.length + 1)
          .endsWith(ByteString.of("cat"));
    }
  }

  @Test
  @Tag("kernel")
  void aKernelThreadHasNoArguments() {
    PidDir kthreadd = ProcRoot.of(ProcRoot.SYSTEM).pid(2);
    assumeTrue(
        kthreadd.stat().map(PidStat::kernelThread).equals(Outcome.found(true)),
        "needs to see the kernel's threads");
    assertThat(kthreadd.cmdline()).isEqualTo(Outcome.found(Reading.absent()));
  }

  @Test
  void aLoginIsRememberedAndHidesInAnotherNamespace() {
    assumeRootOfTheHost();
    String login = "echo 4242 > /proc/self/loginuid && exec \"$@\"";
    Live.assumeStarts("sh", "-c", login, "sh");
    try (Live.Subject subject = Live.start("sh", "-c", login, "sh")) {
      assertThat(dir(subject).loginUid()).isEqualTo(Outcome.found(Reading.of(4242L)));
      assertThat(value(dir(subject).session())).isLessThan(4294967295L);
      Live.assumeStarts("unshare", "-Ur");
      assertThat(program("unshare -Ur", subject.pid()).out())
          .contains("loginuid Failed", "no number in this user namespace")
          .contains("sessionid Found[value=Value[value=");
    }
  }

  /** In a JVM of its own, with the same classes. */
  private static Live.Output program(String prefix, int pid) {
    List<String> line = new ArrayList<>(List.of(prefix.split(" ", -1)));
    line.addAll(Live.jcap());
    line.set(line.size() - 1, IdentityProgram.class.getName());
    line.add(pid == 0 ? "self" : Integer.toString(pid));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    return output;
  }

  @Test
  void fromInsideItsParentIsOutOfSight() {
    Live.assumePrograms("unshare");
    Live.assumeStarts("unshare", "-Ur");
    assertThat(program("unshare -Ur", 0).out())
        .contains("depth=Unknown[]", "owner=Value[value=0]", "parent=Unknown[]")
        .contains("ioctl NS_GET_PARENT: EPERM");
  }

  @Test
  void nobodyReadsWhatIsPublicAndIsRefusedTheNamespace() throws IOException {
    assumeRootOfTheHost();
    Live.assumePrograms("setpriv");
    try (Live.Subject subject = Live.start()) {
      List<String> lines = asNobody(NOBODY, subject.pid());
      assertThat(lines).filteredOn(line -> !line.startsWith("namespace ")).hasSize(6);
      assertThat(lines)
          .filteredOn(line -> !line.startsWith("namespace "))
          .allMatch(line -> line.contains(" Found["));
      assertThat(lines).contains("cmdline Found[value=Value[value=[cat]]]");
      assertThat(lines)
          .anyMatch(
              line ->
                  line.startsWith("namespace Failed")
                      && line.contains("readlink /proc/<pid>/ns/user: EACCES"));
    }
  }

  @Test
  void whatHidepidRefusesNobodyIsAProblemAndNotAbsent() throws IOException {
    assumeRootOfTheHost();
    Live.assumePrograms("setpriv", "unshare", "mount");
    Live.assumeStarts("unshare", "--mount", "--propagation=private");
    try (Live.Subject subject = Live.start()) {
      String mount = "mount -t proc -o hidepid=1 proc /proc && exec " + NOBODY + " \"$@\"";
      List<String> lines =
          asNobody(
              List.of("unshare", "--mount", "--propagation=private", "sh", "-c", mount, "sh"),
              subject.pid());
      assertThat(lines).hasSize(7);
      assertThat(lines).allMatch(line -> line.contains(" Failed[") && line.contains(": EPERM"));
    }
  }

  private List<String> asNobody(String prefix, int pid) throws IOException {
    return asNobody(List.of(prefix.split(" ", -1)), pid);
  }

  /** In a JVM of its own, from a copy of the classes that every user may read. */
  private List<String> asNobody(List<String> prefix, int pid) throws IOException {
    copyClassesOf(ProcRoot.class);
    copyClassesOf(IdentityProgram.class);
    List<String> line = new ArrayList<>(prefix);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:-UsePerfData", "-cp", directory.toString()));
    line.addAll(List.of(IdentityProgram.class.getName(), Integer.toString(pid)));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    return output.out().lines().toList();
  }

  private void copyClassesOf(Class<?> type) throws IOException {
    Path from = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = directory.resolve(from.relativize(file).toString());
        boolean isDirectory = Files.isDirectory(file);
        if (isDirectory) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
        Files.setPosixFilePermissions(
            copy, PosixFilePermissions.fromString(isDirectory ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
