package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Listeners;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Which capability buys which answer, as the README's table says: a user who has exactly those gets
 * what root gets, and where one of them lacks he is told so. Run by setpriv, about a process of a
 * third user in a network namespace of its own, and about a file in a directory that is closed.
 */
@Tag("live")
class PrivilegesIT {
  private static final String JCAP =
      Path.of(System.getProperty("jcap.project", "."), "scripts", "jcap").toString();
  private static final String NOBODY = "65534";
  private static final String OTHER = "65533";

  @TempDir private static Path directory;
  private static Listeners subject;

  @BeforeAll
  static void makeTheWorld() throws IOException {
    Listeners.assumePossible();
    Live.assumePrograms("setcap");
    Live.assumeInitialUserNamespace();
    assumeTrue(as(List.of(), "--version").code() == 0, "another user cannot start " + JCAP);
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Path program = Files.copy(Path.of("/bin/cat"), closed.resolve("program"));
    assumeTrue(
        Live.run("setcap", "cap_net_raw=ep", program.toString()).code() == 0,
        "needs a file system with capabilities");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    subject = Listeners.start("setpriv", "--reuid=" + OTHER, "--regid=" + OTHER, "--clear-groups");
  }

  @AfterAll
  static void endTheWorld() {
    if (subject != null) {
      subject.close();
    }
  }

  /** The bounding set stays: filecap notes which files lie beyond that of who runs it. */
  private static Live.Output as(List<String> capabilities, String... words) {
    StringBuilder set = new StringBuilder("-all");
    capabilities.forEach(each -> set.append(",+").append(each));
    List<String> line = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY));
    line.addAll(List.of("--regid=" + NOBODY, "--clear-groups"));
    line.addAll(List.of("--inh-caps=" + set, "--ambient-caps=" + set));
    line.add(JCAP);
    line.addAll(Arrays.asList(words));
    return Live.run(line.toArray(String[]::new));
  }

  /** As systemd starts the service of scripts/fleet. */
  private static Live.Output asService(List<String> capabilities, String... words) {
    String set = "-all,+" + String.join(",+", capabilities);
    List<String> line = new ArrayList<>(List.of("setpriv", "--bounding-set=" + set, JCAP));
    line.addAll(Arrays.asList(words));
    return Live.run(line.toArray(String[]::new));
  }

  private static Live.Output asRoot(String... words) {
    List<String> line = new ArrayList<>(List.of(JCAP));
    line.addAll(Arrays.asList(words));
    return Live.run(line.toArray(String[]::new));
  }

  /** Lines of the table: what is asked, with PID and DIR in it, and what that needs. */
  static Stream<Arguments> answers() {
    return Stream.of(
        line("pscap -p PID -o pid,comm,capabilities,bounding,uid.real,groups,no_new_privs"),
        line("pscap -p PID -o unit,container.id,label,loginuid,cmdline"),
        line("pscap -p PID -o exe,namespaces.net,namespaces.user.owner", "sys_ptrace"),
        line("netcap -a --netns=PID", "sys_ptrace", "dac_read_search", "sys_admin"),
        line("netcap -a --netns=PID --advanced", "sys_ptrace", "dac_read_search", "sys_admin"),
        line("filecap DIR -o +owner,notes,mode", "dac_read_search"),
        line("show PID", "sys_ptrace"),
        line("can PID read:/etc/shadow", "sys_ptrace"),
        line("can PID bind:80", "sys_ptrace", "sys_admin"),
        line("execcap --pid=PID /bin/cat", "sys_ptrace"),
        line("captest --pid=PID", "sys_ptrace"));
  }

  private static Arguments line(String question, String... capabilities) {
    return Arguments.of(question, List.of(capabilities));
  }

  private static String[] words(String question) {
    return question
        .replace("PID", Integer.toString(subject.pid()))
        .replace("DIR", directory.toString())
        .split(" ");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("answers")
  void withExactlyTheseTheAnswerIsThatOfRootAndWithoutOneItIsSaid(
      String question, List<String> capabilities) {
    String[] words = words(question);
    Live.Output root = asRoot(words);
    assertThat(root.code()).isLessThan(3);
    assertThat(as(capabilities, words)).isEqualTo(root);
    for (String lacking : capabilities) {
      List<String> others = new ArrayList<>(capabilities);
      others.remove(lacking);
      Live.Output output = as(others, words);
      assertThat(output).as("without " + lacking).isNotEqualTo(root);
      assertThat(output.out() + output.err())
          .as("without " + lacking)
          .containsIgnoringCase("cap_" + lacking);
    }
  }

  @Test
  void aFileIsChangedWithSetfcapAlone() throws IOException {
    Path file = Files.copy(Path.of("/bin/cat"), directory.resolve("mine"));
    String[] words = {"filecap", file.toString(), "net_raw"};
    Live.Output without = as(List.of("dac_read_search"), words);
    assertThat(without.code()).isEqualTo(3);
    assertThat(without.err()).contains("CAP_SETFCAP");
    assertThat(as(List.of("setfcap"), words).code()).isZero();
    assertThat(asRoot("filecap", "--text", file.toString()).out()).contains("cap_net_raw=ep");
  }

  /** Of an inventory: what it says of our process and file, and which parts are not whole. */
  private static Map<String, String> facts(Live.Output output) {
    JsonNode document = Schemas.parse(output.out());
    Map<String, String> facts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> part : document.get("parts").properties()) {
      JsonNode is = part.getValue();
      facts.put("part " + part.getKey(), is.get("complete") + " " + is.get("all_found"));
    }
    for (JsonNode problem : document.get("problems")) {
      facts.put("problem " + problem.get("operation").asString(), "");
    }
    for (JsonNode process : document.get("processes")) {
      if (process.get("pid").asInt() == subject.pid()) {
        facts.put("process", process.toString());
      }
    }
    for (JsonNode socket : document.get("sockets")) {
      if (socket.toString().contains("\"pid\":" + subject.pid() + ",")) {
        facts.put("socket " + socket.get("inode"), socket.toString());
      }
    }
    facts.put("files", document.get("files").toString());
    return facts;
  }

  @Test
  void anInventoryNeedsThreeAndSaysWhatLacks() {
    String[] words = {"inventory", "--files=" + directory.resolve("closed"), "--format=json"};
    List<String> all = List.of("sys_ptrace", "dac_read_search", "sys_admin");
    Map<String, String> root = facts(asRoot(words));
    assertThat(root.keySet()).anyMatch(key -> key.startsWith("socket")).contains("process");
    assertThat(facts(as(all, words))).isEqualTo(root);
    assertThat(facts(asService(all, words))).as("with few in the bounding set").isEqualTo(root);
    for (String lacking : all) {
      List<String> others = new ArrayList<>(all);
      others.remove(lacking);
      Live.Output output = as(others, words);
      assertThat(output.err()).as("without " + lacking).containsIgnoringCase("cap_" + lacking);
      assertThat(facts(output)).as("without " + lacking).isNotEqualTo(root);
    }
  }
}
