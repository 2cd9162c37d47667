package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.Faults;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a process is: label, id maps, login, arguments, user namespace; and what cannot be read. */
class IdentityFilesTest {
  private static final String UNSET = "4294967295";
  private static final UserNamespaces NO_NAMESPACES = (inode, link) -> Outcome.gone();

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files);
  private final ProcSubject subject = tree.process(7);

  @BeforeEach
  void describe() {
    subject
        .file("attr/current", "docker-default (enforce)\n")
        .file("uid_map", "         0     100000      65536\n")
        .file("gid_map", "         0     200000      65536\n")
        .file("loginuid", "1000")
        .file("sessionid", "3")
        .file("cmdline", "cat\0-n\0");
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private PidDir read() {
    return read(FaultyAccess.none());
  }

  private PidDir read(FaultyAccess access) {
    return access.tree(tree.write()).pid(7);
  }

  private static Map<String, Function<PidDir, Outcome<? extends Reading<?>>>> readers() {
    Map<String, Function<PidDir, Outcome<? extends Reading<?>>>> readers = new TreeMap<>();
    readers.put("attr/current", PidDir::label);
    readers.put("uid_map", PidDir::uidMap);
    readers.put("gid_map", PidDir::gidMap);
    readers.put("loginuid", PidDir::loginUid);
    readers.put("sessionid", PidDir::session);
    readers.put("cmdline", PidDir::cmdline);
    readers.put("ns/user", dir -> dir.userNamespace(NO_NAMESPACES));
    return readers;
  }

  @Test
  void everythingIsReadFromItsFile() {
    PidDir dir = read();
    assertThat(dir.label())
        .isEqualTo(Outcome.found(LsmLabel.parse(bytes("docker-default (enforce)"))));
    assertThat(dir.uidMap().map(map -> map.map(ids -> ids.outside(1).getAsLong())))
        .isEqualTo(Outcome.found(Reading.of(100001L)));
    assertThat(dir.gidMap().map(map -> map.map(ids -> ids.outside(1).getAsLong())))
        .isEqualTo(Outcome.found(Reading.of(200001L)));
    assertThat(dir.loginUid()).isEqualTo(Outcome.found(Reading.of(1000L)));
    assertThat(dir.session()).isEqualTo(Outcome.found(Reading.of(3L)));
    assertThat(dir.cmdline())
        .isEqualTo(Outcome.found(Reading.of(List.of(ByteString.of("cat"), ByteString.of("-n")))));
  }

  @Test
  void aFileThatThisKernelHasNotIsAbsent() throws IOException {
    PidDir dir = read();
    for (String file : readers().keySet()) {
      Files.delete(files.getPath("/proc/7").resolve(file));
    }
    readers()
        .forEach(
            (file, reader) ->
                assertThat(reader.apply(dir)).as(file).isEqualTo(Outcome.found(Reading.absent())));
  }

  @Test
  void whatACopyOfProcLeftOutIsUnknown() throws IOException {
    PidDir dir = read();
    delete("7/ns");
    for (String file : readers().keySet()) {
      Files.deleteIfExists(files.getPath("/proc/7").resolve(file));
    }
    readers()
        .forEach(
            (file, reader) ->
                assertThat(reader.apply(dir))
                    .as(file)
                    .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                            assertThat(failed.problem().remedy())
                                .isEqualTo("not in this copy of proc")));
  }

  @Test
  void aProcessThatIsNotThereIsGoneAndHasNothingAbsent() {
    PidDir dir = FaultyAccess.none().tree(tree.write()).pid(8);
    readers()
        .forEach(
            (file, reader) -> assertThat(reader.apply(dir)).as(file).isEqualTo(Outcome.gone()));
  }

  @Test
  void aRefusedReadIsAProblemAndNeverAbsent() {
    for (Errno errno : Faults.ERRORS) {
      readers()
          .forEach(
              (file, reader) -> {
                Outcome<? extends Reading<?>> outcome =
                    reader.apply(
                        read(FaultyAccess.failing(name -> name.endsWith("7/" + file), errno)));
                if (errno == Errno.ESRCH) {
                  assertThat(outcome).as(file).isEqualTo(Outcome.gone());
                } else if (errno == Errno.EINVAL && file.equals("attr/current")) {
                  assertThat(outcome).isEqualTo(Outcome.found(Reading.absent()));
                } else {
                  assertThat(outcome.toString())
                      .as(file)
                      .contains("/proc/<pid>/" + file, errno.name(), "/proc/7/" + file);
                }
              });
    }
  }

  /** Whichever access it vanishes before, it is gone; what was read before may still be said. */
  @Test
  void aProcessThatVanishesMeanwhileIsGone() {
    subject.file("loginuid", UNSET).file("attr/current", "");
    readers()
        .forEach(
            (file, reader) -> {
              FaultyAccess sound = FaultyAccess.none();
              assertThat(reader.apply(read(sound)).isGone()).isFalse();
              for (int nth = 0; nth < sound.accesses().size(); nth++) {
                int[] left = {nth};
                PidDir dir =
                    read(FaultyAccess.none().before(name -> left[0]-- == 0, () -> delete("7")));
                assertThat(reader.apply(dir))
                    .as("%s before %s", file, sound.accesses().get(nth))
                    .isEqualTo(Outcome.gone());
              }
            });
  }

  private void delete(String directory) {
    try (Stream<Path> paths = Files.walk(files.getPath("/proc", directory))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereTheFirstModuleHasNoNameAppArmorsOwnFileIsRead() {
    subject.file("attr/apparmor/current", "/usr/bin/man (complain)\n");
    Outcome<Reading<LsmLabel>> expected =
        Outcome.found(LsmLabel.parse(bytes("/usr/bin/man (complain)\n")));
    assertThat(read().label().toString()).as("attr/current goes first").contains("docker-default");
    subject.file("attr/current", "");
    assertThat(read().label()).isEqualTo(expected);
    for (Errno none : List.of(Errno.EINVAL, Errno.ENOENT)) {
      assertThat(read(FaultyAccess.failing(name -> name.endsWith("attr/current"), none)).label())
          .isEqualTo(expected);
    }
    assertThat(
            read(FaultyAccess.failing(name -> name.endsWith("attr/current"), Errno.EACCES)).label())
        .as("a module that refuses is not one that has no name")
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aRefusedLabelNamesTheModuleAsTheCause() {
    FaultyAccess refused =
        FaultyAccess.failing(name -> name.endsWith("attr/current"), Errno.EACCES);
    Outcome<Reading<LsmLabel>> label = read(refused).label();
    assertThat(label)
        .isEqualTo(
            Outcome.failed(
                Problem.of(
                    "read /proc/<pid>/attr/current",
                    Errno.EACCES,
                    "/proc/7/attr/current",
                    "refused by the security module")));
  }

  @Test
  void whoNeverLoggedInHasNoLoginUid() {
    subject.file("loginuid", UNSET).file("sessionid", UNSET);
    assertThat(read().loginUid()).isEqualTo(Outcome.found(Reading.absent()));
    assertThat(read().session()).isEqualTo(Outcome.found(Reading.absent()));
  }

  @Test
  void aLoginWhoseUserHasNoNumberHereIsUnknown() {
    subject.file("loginuid", UNSET);
    assertThat(read().loginUid())
        .isEqualTo(
            Outcome.failed(
                new Problem(
                    Problem.Kind.UNSUPPORTED,
                    "read /proc/<pid>/loginuid",
                    "no number in this user namespace",
                    ByteString.of("/proc/7/loginuid"),
                    "run in the initial user namespace")));
    FaultyAccess unread = FaultyAccess.failing(name -> name.endsWith("sessionid"), Errno.EPERM);
    assertThat(read(unread).loginUid().toString()).contains("read /proc/<pid>/sessionid", "EPERM");
  }

  @Test
  void aLoginBetweenTheTwoReadsIsNotTakenForAUserWithoutNumber() {
    subject.file("loginuid", UNSET);
    FaultyAccess access =
        FaultyAccess.none()
            .before(
                name -> name.endsWith("sessionid"), () -> subject.file("loginuid", "1000").write());
    assertThat(read(access).loginUid()).isEqualTo(Outcome.found(Reading.of(1000L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "-1", "x", "1 ", "4294967296", "99999999999999999999"})
  void whatIsNoAuditIdIsMalformed(String text) {
    assertThatThrownBy(() -> AuditId.parse(bytes(text))).isInstanceOf(Malformed.class);
    subject.file("sessionid", text);
    assertThat(read().session())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().kind()).isEqualTo(Problem.Kind.MALFORMED));
  }

  @Test
  void theGreatestAuditIdIsOneLessThanUnset() {
    assertThat(AuditId.parse(bytes("4294967294"))).isEqualTo(Reading.of(4294967294L));
    assertThat(AuditId.parse(bytes("0\n"))).isEqualTo(Reading.of(0L));
    assertThat(AuditId.parse(bytes(UNSET))).isEqualTo(Reading.absent());
  }

  @Test
  void argumentsEndAtNulAndOnlyThere() {
    assertThat(arguments("sh\0-c\0echo \"a\nb\"\0\0"))
        .containsExactly("sh", "-c", "echo \"a\nb\"", "");
    assertThat(arguments("\u00ff\u00fe\0")).containsExactly("\u00ff\u00fe");
    assertThat(arguments("sshd: root@pts/0")).containsExactly("sshd: root@pts/0");
    String note = "7065726c002d650045002d2d0061ff0a62000063617400";
    assertThat(arguments(new String(HexFormat.of().parseHex(note), ISO_8859_1)))
        .containsExactly("perl", "-e", "E", "--", "a\u00ff\nb", "", "cat");
    assertThat(arguments("   ")).containsExactly("   ");
    assertThat(arguments("\0")).containsExactly("");
    assertThat(arguments("nginx: worker\0\0\0")).containsExactly("nginx: worker", "", "");
    assertThat(Cmdline.parse(bytes(""))).isEqualTo(Reading.absent());
  }

  @Test
  void noByteOfTheArgumentsIsLost() {
    SplittableRandom random = new SplittableRandom(10);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      bytes[random.nextInt(bytes.length)] = 0;
      String text = new String(bytes, ISO_8859_1);
      String joined = String.join("\0", arguments(text));
      assertThat(joined)
          .isEqualTo(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
    }
  }

  private static List<String> arguments(String latin1) {
    return Cmdline.parse(bytes(latin1)).known().orElseThrow().stream()
        .map(ByteString::latin1)
        .toList();
  }

  @Test
  void theNamespaceIsAskedForByItsInodeAndLink() {
    UserNamespace child =
        new UserNamespace(
            4026532207L, Reading.of(1), Reading.of(1000L), Reading.of(4026531837L), List.of());
    subject.namespace(NamespaceKind.USER, child.inode());
    List<String> asked = new ArrayList<>();
    UserNamespaces namespaces =
        (inode, link) -> {
          asked.add(inode + " " + link);
          return Outcome.found(child);
        };
    assertThat(read().userNamespace(namespaces)).isEqualTo(Outcome.found(Reading.of(child)));
    assertThat(asked).containsExactly("4026532207 /proc/7/ns/user");
  }

  /** The link of a copy says which namespace it was, but leads nowhere. */
  @Test
  void inACopyOfProcANamespaceIsUnknownAndTheProcessThere() {
    subject.namespace(NamespaceKind.USER, 4026532207L);
    assertThat(read().userNamespace(NO_NAMESPACES).toString())
        .contains("open /proc/<pid>/ns/user", "ENOENT", "/proc/7/ns/user");
    Problem refused = Problem.of("open", Errno.EACCES, "x", "");
    assertThat(read().userNamespace((inode, link) -> Outcome.failed(refused)))
        .isEqualTo(Outcome.failed(refused));
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }
}
