package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Under which label does it run? {@code jcap pscap -Z}, as {@code ps -Z} and {@code pstree -Z}. */
class PscapLabelTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files).self(99);

  @BeforeEach
  void subjects() {
    tree.process(1).comm("init").parent(0).holds("chown");
    label(1, "system_u:system_r:init_t:s0\0");
    tree.process(2).comm("one").holds("kill");
    label(2, "system_u:system_r:container_t:s0:c1,c2\0");
    tree.process(3).comm("two").holds("kill");
    label(3, "system_u:system_r:container_t:s0:c3,c4\0");
    tree.process(4).comm("time").holds("sys_time");
    label(4, "/usr/sbin/ntpd (enforce)\n");
    tree.process(5).comm("free").holds("kill");
  }

  private void label(int pid, String latin1) {
    tree.process(pid).file("attr/current", latin1.getBytes(ISO_8859_1));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Cli.Result run(FaultyAccess access, String... more) {
    List<String> args = new ArrayList<>(List.of("pscap", "-Z", "-n"));
    args.addAll(List.of(more));
    return Cli.jcap()
        .kernel(FakeKernel::new)
        .trees(path -> access.tree(tree.write()))
        .run(args.toArray(String[]::new));
  }

  @Test
  void aTableHasTheLabelOnTheLeft() {
    Cli.Result result = run(FaultyAccess.none());
    assertThat(result.out().replaceAll(" +", " "))
        .isEqualTo(
            """
            label ppid pid uid command capabilities
            system_u:system_r:init_t:s0 0 1 0 init chown
            system_u:system_r:container_t:s0:c1,c2 1 2 0 one kill
            system_u:system_r:container_t:s0:c3,c4 1 3 0 two kill
            /usr/sbin/ntpd (enforce) 1 4 0 time sys_time
            - 1 5 0 free kill
            """);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aTreeHasTheLabelWherePstreeHasIt() {
    assertThat(run(FaultyAccess.none(), "--tree").out())
        .isEqualTo(
            """
            init(1:0,`system_u:system_r:init_t:s0') [chown]
            ├─ one(2:0,`system_u:system_r:container_t:s0:c1,c2') [kill]
            ├─ two(3:0,`system_u:system_r:container_t:s0:c3,c4') [kill]
            ├─ time(4:0,`/usr/sbin/ntpd (enforce)') [sys_time]
            └─ free(5:0) [kill]
            """);
  }

  @Test
  void jsonHasItsParts() {
    JsonNode processes = Schemas.parse(run(FaultyAccess.none(), "--json").out()).get("processes");
    JsonNode selinux = processes.get(1).get("label");
    assertThat(selinux.get("lsm").asString()).isEqualTo("selinux");
    assertThat(selinux.get("type").asString()).isEqualTo("container_t");
    assertThat(selinux.get("low").get("categories").toString()).isEqualTo("[\"c1\",\"c2\"]");
    JsonNode appArmor = processes.get(3).get("label");
    assertThat(appArmor.get("mode").asString()).isEqualTo("enforce");
    assertThat(appArmor.get("profiles").get(0).get("name").asString()).isEqualTo("/usr/sbin/ntpd");
    assertThat(processes.get(4).has("label")).isFalse();
  }

  /** A label may be set by whoever loads the policy: nothing in it reaches the terminal raw. */
  @Test
  void anyBytesOfALabelAreShownSafely() {
    label(5, "a\0b\n\u001b[31m (complain)\n");
    assertThat(run(FaultyAccess.none(), "-p", "5", "--no-headers").out())
        .startsWith("a\\x00b\\x0A\\x1B[31m (complain) ");
  }

  @Test
  void aLabelThatIsRefusedIsUnknown() {
    FaultyAccess access =
        FaultyAccess.failing(name -> name.endsWith("/2/attr/current"), Errno.EACCES);
    Cli.Result result = run(access, "-p", "2", "--no-headers");
    assertThat(result.out()).startsWith("? ");
    assertThat(result.err()).contains("attr/current: EACCES");
    assertThat(run(access, "-p", "2", "--tree").out()).contains("one(2:0,?) [kill]");
  }
}
