package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who started a process, from the whole text of its cgroup file. */
class WorkloadTest {
  private static final String ID =
      "d548c5b83fa61d8e3bd86ad42a7ffea9b7c86e3f9d8095c1577d3e1270bb9420";

  /**
   * One section of cgroup/workloads.txt: what is expected, then the file after a line {@code --}.
   */
  record Case(String title, boolean whole, Workload expected, String file) {

    static Case of(String section) {
      String[] parts = section.split("\n--\n", 2);
      String[] lines = parts[0].split("\n", -1);
      return new Case(
          lines[0],
          word(lines, 1, "whole").equals("yes"),
          new Workload(
              bytes(word(lines, 2, "unit")),
              bytes(word(lines, 3, "user-unit")),
              bytes(word(lines, 4, "slice")),
              container(word(lines, 5, "container")),
              bytes(word(lines, 6, "pod"))),
          parts[1].stripTrailing() + "\n");
    }

    private static String word(String[] lines, int line, String key) {
      assertThat(lines[line]).startsWith(key + " ");
      return lines[line].substring(key.length() + 1);
    }

    private static Reading<ByteString> bytes(String text) {
      return switch (text) {
        case "-" -> Reading.absent();
        case "?" -> Reading.unknown();
        default -> Reading.of(ByteString.of(text));
      };
    }

    private static Reading<Workload.Container> container(String text) {
      int blank = text.indexOf(' ');
      if (blank < 0) {
        return bytes(text).map(none -> new Workload.Container(Reading.unknown(), none));
      }
      return Reading.of(
          new Workload.Container(
              bytes(text.substring(0, blank)).map(WorkloadTest::runtime),
              ByteString.of(text.substring(blank + 1))));
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private static ContainerRuntime runtime(ByteString label) {
    return Arrays.stream(ContainerRuntime.values())
        .filter(runtime -> runtime.label().equals(label.latin1()))
        .findFirst()
        .orElseThrow();
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = WorkloadTest.class.getResourceAsStream("/cgroup/workloads.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<Case> cases = new ArrayList<>();
      for (String section : text.split("(?m)^== ", -1)) {
        if (!section.isEmpty()) {
          cases.add(Case.of(section));
        }
      }
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void workloadIsWhatTheFileTells(Case given) {
    assertThat(of(given.file(), given.whole())).isEqualTo(given.expected());
  }

  @Test
  void everyRuntimeVersionAndDriverIsAmongTheCases() throws IOException {
    List<String> titles = cases().stream().map(Case::title).toList();
    for (String runtime : List.of("docker", "containerd", "cri-o", "podman", "Kubernetes")) {
      for (String version : List.of("cgroup v1", "cgroup v2", "hybrid")) {
        for (String driver : List.of("cgroupfs", "systemd")) {
          assertThat(titles)
              .anyMatch(title -> title.startsWith(runtime + ", " + version + ", " + driver));
        }
      }
    }
    assertThat(titles).doesNotHaveDuplicates();
  }

  /** A monitor's mark outweighs the container's in another hierarchy only if it is as deep. */
  @Test
  void innermostContainerCountsWhicheverHierarchyNamesIt() {
    assertThat(container("4:memory:/lxc.payload.a/docker/" + ID + "\n0::/lxc.payload.a/x\n"))
        .isEqualTo(ID);
    assertThat(container("4:memory:/lxc.payload.a\n0::/lxc.payload.b\n")).isEqualTo("b");
    assertThat(container("4:memory:/lxc.payload.a\n3:pids:/lxc.payload.b\n")).isEqualTo("a");
  }

  @Test
  void emptyFileMeansThatThereIsNoHierarchy() {
    Reading<ByteString> none = Reading.absent();
    assertThat(of("", true)).isEqualTo(new Workload(none, none, none, Reading.absent(), none));
    assertThat(of("", false)).isEqualTo(Workload.unknown());
  }

  /** Only the user's own tree can hold such names; none of them is a unit, none is escaped here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/user.slice/\u001b[31mred.service",
        "/user.slice/caf\u00e9.service",
        "/user.slice/\u00ff\u00fe.scope",
        "/user.slice/a b.service",
        "/user.slice/%s%n.service",
        "/user.slice/.service",
        "/user.slice/@x.service",
        "/user.slice/\u00e2\u0080\u00aex.service"
      })
  void whatSystemdCannotHaveNamedIsNoUnit(String path) {
    Workload workload = of("0::" + path + "\n", true);
    assertThat(workload.unit()).isEqualTo(Reading.absent());
    assertThat(workload.slice()).isEqualTo(Reading.of(ByteString.of("user.slice")));
  }

  @Test
  void namesThatAUserChoseKeepTheirBytes() {
    assertThat(container("0::/lxc.payload.\u001b[31m%s\u00ff:x\n"))
        .isEqualTo("\u001b[31m%s\u00ff:x");
    assertThat(container("0::/machine.slice/machine-a\\x1b\\xzz\\x2.scope/payload\n"))
        .isEqualTo("a\u001b\\xzz\\x2");
  }

  @Test
  void unitNamesAreAsLongAsSystemdAllows() {
    String stem = "n".repeat(255 - ".service".length());
    assertThat(of("0::/" + stem + ".service\n", true).unit())
        .isEqualTo(Reading.of(ByteString.of(stem + ".service")));
    assertThat(of("0::/n" + stem + ".service\n", true).unit()).isEqualTo(Reading.absent());
  }

  /**
   * The kernel cuts a path of more than 4095 bytes: the innermost container may be out of sight.
   */
  @Test
  void whatIsNotInACutPathIsUnknown() {
    String deep = "/a.slice" + ("/" + "d".repeat(200)).repeat(21);
    Workload cut = of("0::" + deep.substring(0, 4095) + "\n", true);
    assertThat(cut.slice()).isEqualTo(Reading.of(ByteString.of("a.slice")));
    assertThat(cut.container()).isEqualTo(Reading.unknown());
    assertThat(of("0::" + deep.substring(0, 4094) + "\n", true).container())
        .isEqualTo(Reading.absent());
    String name = "/lxc.payload." + "n".repeat(200);
    String half = deep.substring(0, 4095 - 100) + name.substring(0, 100);
    assertThat(of("0::" + half + "\n", true).container()).isEqualTo(Reading.unknown());
  }

  @Test
  void noPathMakesItThrow() {
    SplittableRandom random = new SplittableRandom(11);
    List<String> words =
        List.of(
            "/",
            "..",
            "lxc",
            "lxc.payload.",
            "lxc.monitor",
            "docker",
            ID,
            "pod",
            "kubepods",
            ":",
            "-",
            ".scope",
            ".slice",
            ".service",
            "machine-",
            "machine.slice",
            "\\x2",
            "_",
            "@",
            "user@1000.service",
            "systemd-nspawn@",
            "libpod-",
            "conmon",
            "supervisor",
            "lxc-4711-",
            "-pod",
            "\u00ff",
            "monitor");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder path = new StringBuilder("/");
      for (int i = random.nextInt(12); i > 0; i--) {
        path.append(words.get(random.nextInt(words.size())));
      }
      assertThat(of("1:name=systemd:" + path + "\n0::" + path + "\n", random.nextBoolean()))
          .isNotNull();
    }
  }

  private static String container(String file) {
    return of(file, true).container().known().orElseThrow().id().latin1();
  }

  private static Workload of(String latin1, boolean whole) {
    return Workload.of(PidCgroup.parse(latin1.getBytes(ISO_8859_1)), whole);
  }
}
