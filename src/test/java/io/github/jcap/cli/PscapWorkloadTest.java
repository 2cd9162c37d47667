package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which unit, container and pod each process of {@code jcap pscap} is of. */
class PscapWorkloadTest {
  private static final String WEB = "0123456789ab".repeat(5) + "cdef";
  private static final String BOX = "fedcba987654".repeat(5) + "3210";
  private static final String POD = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";

  @TempDir private Path directory;
  private ProcTree tree;
  private Path root;

  @BeforeEach
  void subjects() throws IOException {
    tree = ProcTree.at(directory.resolve("proc"));
    root = Files.createDirectories(directory.resolve("root"));
    tree.process(1).comm("init").parent(0).holds("chown");
    tree.process(2).comm("nginx").holds("kill").cgroup("/system.slice/nginx.service");
    tree.process(3)
        .comm("shell")
        .holds("kill")
        .cgroup("/user.slice/user-7.slice/user@7.service/app.slice/term.service");
    tree.process(4).comm("web").holds("kill").cgroup("/system.slice/docker-" + WEB + ".scope");
    tree.process(5)
        .comm("box")
        .holds("kill")
        .cgroup("/kubepods.slice/burstable/pod" + POD + "/" + BOX);
    tree.self(99);
    Path docker = root.resolve("var/lib/docker/containers/" + WEB);
    Files.createDirectories(docker);
    Files.writeString(
        docker.resolve("config.v2.json"), "{\"ID\":\"" + WEB + "\",\"Name\":\"/shop\"}");
  }

  private Cli.Result run(String... more) {
    List<String> args = new ArrayList<>(List.of("pscap", "--no-headers", "--root=" + root));
    args.add("--proc=" + tree.write());
    args.addAll(List.of(more));
    return Cli.jcap().kernel(FakeKernel::new).run(args.toArray(String[]::new));
  }

  @Test
  void eachIsAColumn() {
    Cli.Result result =
        run("--format=csv", "-o", "pid,unit,user_unit,slice,container,container.name,pod");
    assertThat(result.out())
        .isEqualTo(
            """
            1,init.scope,,-.slice,,,
            2,nginx.service,,system.slice,,,
            3,user@7.service,term.service,user-7.slice,,,
            4,docker-%1$s.scope,,system.slice,docker:%1$s,shop,
            5,,,kubepods.slice,?:%2$s,,%3$s
            """
                .formatted(WEB, BOX, POD));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aTableShowsAsMuchOfAnIdAsItsRuntimeDoes() {
    String[] columns = {"-p", "4", "-o", "container"};
    assertThat(run(columns).out()).isEqualTo("docker:0123456789ab\n");
    assertThat(run("-p", "4", "-o", "container", "--wide").out()).isEqualTo("docker:" + WEB + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--unit=nginx | 2",
        "--unit=nginx.service | 2",
        "--unit=ngin* | 2",
        "--unit=term | 3",
        "--unit=user@7 | 3",
        "--unit=nginx,init.scope | 1 2",
        "--unit=* | 1 2 3 4",
        "--container=any | 4 5",
        "--container=0123 | 4",
        "--container=shop | 4",
        "--container=fedcba987654,shop | 4 5",
        "--container=nosuch | ",
        "--pod=0a1b2c3d | 5",
        "--pod=0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f | 5",
        "--container=any --unit=* | 4",
      })
  void theyAreFilters(String line, String pids) {
    List<String> args = new ArrayList<>(List.of(line.trim().split(" ", -1)));
    args.addAll(List.of("-o", "tgid"));
    Cli.Result result = run(args.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo(pids == null ? "" : pids.trim().replace(' ', '\n') + "\n");
  }

  @Test
  void anEmptyWordDoesNotSelectEveryContainer() {
    assertThat(run("--container=").code()).isEqualTo(2);
    assertThat(run("--pod=a,").code()).isEqualTo(2);
  }

  @Test
  void jsonHasThemInFull() {
    JsonNode processes = Schemas.parse(run("--json").out()).get("processes");
    assertThat(processes.get(3).get("container").toString())
        .isEqualTo("{\"runtime\":\"docker\",\"id\":\"" + WEB + "\",\"name\":\"shop\"}");
    assertThat(processes.get(4).get("container").get("runtime").isNull()).isTrue();
    assertThat(processes.get(4).get("pod").asString()).isEqualTo(POD);
    assertThat(processes.get(1).has("container")).isFalse();
  }

  /** Where jcap itself is in a cgroup namespace, what its paths do not name may stand above. */
  @Test
  void fromInsideAContainerWhatIsNotNamedIsUnknown() {
    tree.process(99).namespace(NamespaceKind.CGROUP, 4026532999L);
    tree.process(7).comm("inside").holds("kill").cgroup("/");
    assertThat(run("-p", "7", "-o", "unit,container,pod").out()).matches("\\? +\\? +\\?\n");
    JsonNode json = Schemas.parse(run("-p", "7", "--json").out());
    assertThat(json.get("processes").get(0).get("container").isNull()).isTrue();
  }
}
