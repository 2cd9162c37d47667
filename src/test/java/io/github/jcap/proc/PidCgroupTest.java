package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /proc/<pid>/cgroup}. */
class PidCgroupTest {
  private static final Path NOTE =
      Path.of(System.getProperty("jcap.project", "."), "native-notes", "proc_pid_cgroup.md");
  private static final String POD =
      "/libpod_parent/libpod-07b991f5929232ef7df28e857422a670a45a7b49319fd2eca60e417b70dd814b";

  /** The n-th example of the note, from 0. */
  private static List<PidCgroup.Hierarchy> example(int n) throws IOException {
    return parse(Files.readString(NOTE).split("```text\n", -1)[n + 1].split("```", -1)[0]);
  }

  @Test
  void hybridExampleOfTheNoteIsRead() throws IOException {
    assertThat(example(0))
        .hasSize(10)
        .startsWith(hierarchy(9, List.of("name=systemd"), POD))
        .contains(hierarchy(4, List.of("memory"), POD))
        .endsWith(hierarchy(1, List.of("cpu"), POD), hierarchy(0, List.of(), POD));
  }

  @Test
  void otherExamplesOfTheNoteAreRead() throws IOException {
    assertThat(example(1))
        .containsExactly(hierarchy(6, List.of("freezer"), "/jcap-test/a:b%5c\\x2d"));
    assertThat(example(2)).containsExactly(hierarchy(6, List.of("freezer"), "/../a:b%5c\\x2d"));
    assertThat(example(3))
        .containsExactly(
            new PidCgroup.Hierarchy(0, List.of(), ByteString.of("/jcap-test/gone"), true));
  }

  @Test
  void controllersAndNameAreWords() {
    assertThat(parse("10:net_cls,net_prio,name=x:/\n"))
        .containsExactly(hierarchy(10, List.of("net_cls", "net_prio", "name=x"), "/"));
  }

  @Test
  void pathKeepsItsBytes() {
    assertThat(parse("0::/a:b::c /\u00ff\u001b[31m%s\\n\t\n").get(0).path())
        .isEqualTo(new ByteString("/a:b::c /\u00ff\u001b[31m%s\\n\t"));
    String deep = "/" + "n".repeat(4094);
    assertThat(parse("0::" + deep).get(0).path()).isEqualTo(ByteString.of(deep));
  }

  @Test
  void deletedIsAMarkOfCgroupV2Alone() {
    assertThat(parse("0::/a (deleted) (deleted)\n"))
        .containsExactly(
            new PidCgroup.Hierarchy(0, List.of(), ByteString.of("/a (deleted)"), true));
    assertThat(parse("4:memory:/a (deleted)\n"))
        .containsExactly(hierarchy(4, List.of("memory"), "/a (deleted)"));
    assertThat(parse("0::/(deleted)\n")).containsExactly(hierarchy(0, List.of(), "/(deleted)"));
  }

  @Test
  void emptyFileHasNoHierarchies() {
    assertThat(parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "0\n",
        "0:\n",
        "0::\n",
        "0::x\n",
        "0:: (deleted)\n",
        ":cpu:/\n",
        "-1:cpu:/\n",
        "+1:cpu:/\n",
        "x:cpu:/\n",
        "1x:cpu:/\n",
        "99999999999:cpu:/\n",
        "1:name=systemd:/\n\n0::/\n",
        "1:cpu:(unreachable)\n"
      })
  void linesOfAnotherFormAreMalformed(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(Malformed.class).hasMessageContaining("\"");
  }

  @Test
  void malformedLineIsQuotedWithoutItsEscapes() {
    assertThatThrownBy(() -> parse("0::/\nx\u001b\n")).hasMessageContaining("\"x\\x1B\"");
  }

  @Test
  void anyBytesAreReadOrMalformed() {
    SplittableRandom random = new SplittableRandom(7);
    String alphabet = "019:::,/=a\n \u00ff(deleted)";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "0::/" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(parse(text.toString())).isNotNull();
      } catch (Malformed e) {
        assertThat(e).hasMessageContaining("\"");
      }
    }
  }

  @Test
  void fileOfAProcessIsFoundRefusedOrGone() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path root =
          ProcTree.on(files)
              .process(7)
              .file("cgroup", "0::/init.scope\n")
              .process(8)
              .file("cgroup", "no\n")
              .write();
      ProcRoot tree = ProcRoot.of(root);
      assertThat(tree.pid(7).cgroup())
          .isEqualTo(Outcome.found(new PidCgroup(List.of(hierarchy(0, List.of(), "/init.scope")))));
      assertThat(problem(tree.pid(8).cgroup()).kind()).isEqualTo(Problem.Kind.MALFORMED);
      assertThat(tree.pid(9).cgroup().isGone()).isTrue();
      ProcRoot refused =
          FaultyAccess.failing(access -> access.endsWith("/cgroup"), Errno.EACCES).tree(root);
      assertThat(problem(refused.pid(7).cgroup()).operation()).isEqualTo("read /proc/<pid>/cgroup");
    }
  }

  private static Problem problem(Outcome<PidCgroup> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<PidCgroup>) outcome).problem();
  }

  private static PidCgroup.Hierarchy hierarchy(int id, List<String> controllers, String path) {
    return new PidCgroup.Hierarchy(id, controllers, ByteString.of(path), false);
  }

  private static List<PidCgroup.Hierarchy> parse(String latin1) {
    return PidCgroup.parse(latin1.getBytes(ISO_8859_1)).hierarchies();
  }
}
