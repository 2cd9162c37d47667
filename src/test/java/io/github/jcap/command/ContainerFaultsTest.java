package io.github.jcap.command;

import static io.github.jcap.fixture.ContainerFiles.known;
import static io.github.jcap.fixture.ContainerFiles.workload;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.ContainerFiles;
import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of runtimes that are refused, malformed or hostile, and ids that are no part of a path. */
class ContainerFaultsTest {
  private static final String DOCKER = "/docker/%s";
  private static final String PODMAN = "/libpod_parent/libpod-%s";
  private static final String CONTAINERD = "/k8s.io/%s";
  private static final String UNTOLD = "/kubepods/podx/%s";
  private static final String CONFIG =
      "var/lib/docker/containers/" + ContainerFiles.ID + "/config.v2.json";
  private static final String TABLE =
      "var/lib/containers/storage/overlay-containers/containers.json";
  private static final String TASK =
      "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ContainerFiles.ID + "/config.json";

  @TempDir private Path directory;
  private final Problems problems = new Problems();

  private ContainerFiles files() {
    return ContainerFiles.below(directory.resolve("root"));
  }

  private ContainerNames names() {
    return new ContainerNames(directory.resolve("root"), problems);
  }

  private Reading<ByteString> name(String path) {
    return names().name(workload(path));
  }

  private Problem onlyProblem() {
    assertThat(problems.sorts()).hasSize(1);
    assertThat(problems.sorts().get(0).count()).isEqualTo(1);
    return problems.sorts().get(0).first();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "{",
        "[]",
        "\"Name\"",
        "{\"Name\":7}",
        "{\"Name\":{\"a\":\"b\"}}",
        "{\"Name\":\"/web\"",
        "{\"Name\":\"/we",
        "{\"a\":[1,2}",
        "{\"a\":tr\u202eue}",
        "{\"Name\":\"/\u001b\"}"
      })
  void malformedFileIsUnknownAndOneProblem(String text) {
    files().file(CONFIG, text);
    ContainerNames names = names();
    assertThat(names.name(workload(DOCKER))).isEqualTo(Reading.unknown());
    assertThat(names.name(workload(DOCKER))).isEqualTo(Reading.unknown());
    Problem problem = onlyProblem();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
    assertThat(problem.operation())
        .isEqualTo("read /var/lib/docker/containers/<id>/config.v2.json");
    assertThat(problem.cause()).startsWith("not JSON").matches("[ -~]+");
    assertThat(problem.subject().latin1()).endsWith("/root/" + CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[7]", "[{\"id\":7}]", "[{\"id\":\"a\"}", "[[]]", "[{\"names\":["})
  void malformedTableIsUnknownForEachContainer(String text) {
    files().file(TABLE, text);
    ContainerNames names = names();
    assertThat(names.name(workload(PODMAN))).isEqualTo(Reading.unknown());
    assertThat(names.name(workload("/libpod-" + "0".repeat(64)))).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().operation())
        .isEqualTo("read /var/lib/containers/storage/overlay-containers/containers.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"annotations\":[]}",
        "{\"annotations\":{\"nerdctl/name\":1}}",
        "{\"annotations\":{\"a\":\"b\"",
        "{\"linux\":{}"
      })
  void malformedBundleStillTellsTheRuntime(String text) {
    files().file(TASK, text);
    assertThat(name(CONTAINERD)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().operation())
        .isEqualTo(
            "read /run/containerd/io.containerd.runtime.v2.task/<namespace>/<id>/config.json");
    assertThat(names().runtime(workload(UNTOLD)))
        .isEqualTo(Reading.of(ContainerRuntime.CONTAINERD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"annotations\":null}", "{\"annotations\":{}}"})
  void fileWithoutTheFieldHasNoName(String text) {
    files().file(TASK, text).file(CONFIG, "{}").file(TABLE, "[{},{\"id\":\"x\",\"names\":null}]");
    assertThat(name(CONTAINERD)).isEqualTo(Reading.absent());
    assertThat(name(DOCKER)).isEqualTo(Reading.absent());
    assertThat(name(PODMAN)).isEqualTo(Reading.absent());
    assertThat(problems.sorts()).isEmpty();
  }

  @Test
  void invalidUtf8IsNotJson() {
    files().file(CONFIG, "{\"Name\":\"/\u00ff\"}".getBytes(ISO_8859_1));
    assertThat(name(DOCKER)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("not JSON");
  }

  @Test
  void noBytesMakeItThrow() {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "{}[]\":,\\nullidnames0 /\u0000\u00ff";
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      files().file(CONFIG, text.toString().getBytes(ISO_8859_1));
      files().file(TABLE, ("[{\"id\":" + text).getBytes(ISO_8859_1));
      assertThat(name(DOCKER)).isNotNull();
      assertThat(name(PODMAN)).isNotNull();
    }
  }

  @Test
  void fileThatIsTooLongIsNotReadToItsEnd() {
    byte[] blanks = new byte[(16 << 20) + 100];
    Arrays.fill(blanks, (byte) ' ');
    files().file(CONFIG, blanks);
    assertThat(name(DOCKER)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("longer than 16 MiB");
  }

  @Test
  void longTextThatIsNotWantedIsPassedOver() {
    files().file(CONFIG, "{\"x\":\"" + "y".repeat(1 << 20) + "\",\"Name\":\"/web\"}");
    assertThat(name(DOCKER)).isEqualTo(known("web"));
  }

  @Test
  void longNameIsMalformed() {
    files().file(CONFIG, "{\"Name\":\"/" + "y".repeat(1 << 20) + "\"}");
    assertThat(name(DOCKER)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("not JSON");
  }

  @Test
  void tableOfMoreThanAnyHostHasIsMalformed() {
    StringBuilder rows = new StringBuilder("[");
    for (int row = 0; row <= 20_000; row++) {
      rows.append("{\"id\":\"").append(row).append("\",\"names\":[\"a\"]},");
    }
    files().file(TABLE, rows + "{}]");
    assertThat(name(PODMAN)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("more than 20000 containers");
  }

  /** A reader of a FIFO waits for its writer. */
  @Test
  @Timeout(60)
  void onlyRegularFilesAreOpened() throws IOException {
    Files.createDirectories(directory.resolve("root/" + CONFIG).getParent());
    Live.assumePrograms("mkfifo");
    assertThat(Live.run("mkfifo", directory.resolve("root/" + CONFIG).toString()).code()).isZero();
    assertThat(name(DOCKER)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("not a regular file");
  }

  @Test
  void loopOfLinksIsNoFile() {
    files().link(CONFIG, "config.v2.json");
    assertThat(name(DOCKER)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("not a regular file");
  }

  @Test
  void linksLeadNowhereOutsideTheRoot() throws IOException {
    Path outside = directory.resolve("outside.json");
    Files.writeString(outside, "{\"Name\":\"/outside\"}");
    files().link(CONFIG, outside.toString());
    assertThat(name(DOCKER)).isEqualTo(Reading.absent());

    files().link(TASK, "../../../../../../../outside.json");
    assertThat(name(CONTAINERD)).isEqualTo(Reading.absent());
    assertThat(problems.sorts()).isEmpty();
  }

  @Test
  void linksAreFollowedInsideTheRoot() {
    files().docker("srv/docker", "web").link("var/lib/docker", "/srv/docker");
    assertThat(name(DOCKER)).isEqualTo(known("web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../..", "a/b", "/", "-x", ".x", "a\u0000", "\u00ff", "a b"})
  void idThatCannotBePartOfAPathIsNotLookedFor(String id) {
    files()
        .file("var/lib/docker/config.v2.json", "{\"Name\":\"/no\"}")
        .file("var/lib/docker/containers/config.v2.json", "{\"Name\":\"/no\"}")
        .file("var/lib/docker/containers/a/b/config.v2.json", "{\"Name\":\"/no\"}");
    for (ContainerRuntime runtime : List.of(ContainerRuntime.DOCKER, ContainerRuntime.CRIO)) {
      assertThat(names().name(container(Reading.of(runtime), id))).isEqualTo(Reading.absent());
    }
    assertThat(names().runtime(container(Reading.unknown(), id))).isEqualTo(Reading.unknown());
    assertThat(names().runtime(container(Reading.of(ContainerRuntime.LXC), id)))
        .isEqualTo(Reading.of(ContainerRuntime.LXC));
    assertThat(problems.sorts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ContainerRuntime.class,
      names = {"DOCKER", "CRIO", "CONTAINERD"})
  void whatTheSystemRefusesIsUnknown(ContainerRuntime runtime) {
    files()
        .file(CONFIG, "{}")
        .file(TASK, "{}")
        .file("var/lib/containers/storage/overlay-containers/x", "");
    String tooLong = "n".repeat(300);
    assertThat(names().name(container(Reading.of(runtime), tooLong))).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().cause()).isEqualTo("ENAMETOOLONG");
    assertThat(names().name(container(Reading.unknown(), tooLong))).isEqualTo(Reading.unknown());
  }

  @Test
  void whatIsBelowAFileIsNotThere() {
    files().file("var/lib/docker", "x").file("run/containerd/io.containerd.runtime.v2.task", "x");
    assertThat(name(UNTOLD)).isEqualTo(Reading.absent());
    assertThat(problems.sorts()).isEmpty();
  }

  @Test
  void malformedTableOfAUserHidesNoneOfRoots() {
    files().file("etc/passwd", "ann:x:1000:100::/home/ann:/bin/sh\n");
    files().file("home/ann/.local/share/containers/storage/vfs-containers/containers.json", "no");
    String own = "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-%s.scope";
    assertThat(name(own)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().operation())
        .isEqualTo("read ~/.local/share/containers/storage/vfs-containers/containers.json");
    files().podman(TABLE, "roots");
    assertThat(name(own)).isEqualTo(known("roots"));
  }

  @Test
  void usersContainerIsUnknownWhereTheirHomeIs() throws IOException {
    Files.createDirectories(files().root().resolve("etc/passwd"));
    String own = "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-%s.scope";
    assertThat(name(own)).isEqualTo(Reading.unknown());
    assertThat(onlyProblem().operation()).isEqualTo("read /etc/passwd");
  }

  /** As root without the capabilities that pass over modes: refused, and so it is said. */
  @Test
  @Tag("live")
  void refusedFileIsUnknownAndSaysWhatWouldHelp() throws IOException {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    Live.assumeStarts("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    files().docker("var/lib/docker", "web");
    Path config = files().root().resolve(CONFIG);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("---------"));
    assertThat(run()).isEqualTo("Value[value=web]\n");
    assertThat(run("setpriv", "--bounding-set=-dac_override,-dac_read_search"))
        .isEqualTo(
            "Unknown[]\n1 x read /var/lib/docker/containers/<id>/config.v2.json: EACCES (first "
                + config
                + "); needs CAP_DAC_READ_SEARCH\n");
  }

  private String run(String... prefix) {
    List<String> line = new ArrayList<>(List.of(prefix));
    line.addAll(Live.jcap(directory.resolve("root").toString()));
    line.set(line.indexOf("io.github.jcap.Main"), Program.class.getName());
    Live.Output output = Live.run(line.toArray(String[]::new));
    assertThat(output.code()).as(output.err()).isZero();
    return output.out();
  }

  /** Prints the name of a container and the problems; to be run in another state. */
  static final class Program {
    private Program() {}

    public static void main(String... args) {
      Problems problems = new Problems();
      StringBuilder text = new StringBuilder();
      text.append(new ContainerNames(Path.of(args[0]), problems).name(workload(DOCKER)));
      problems.sorts().forEach(sort -> text.append('\n').append(ProblemReport.line(sort, false)));
      System.out.write(text.append('\n').toString().getBytes(UTF_8), 0, text.length());
      System.out.flush();
    }
  }

  private static Workload container(Reading<ContainerRuntime> runtime, String id) {
    Workload none = workload("/system.slice");
    return new Workload(
        none.unit(),
        none.userUnit(),
        none.slice(),
        Reading.of(new Workload.Container(runtime, ByteString.of(id))),
        none.pod());
  }
}
