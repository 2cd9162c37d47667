package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Mounts;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.fixture.WaitingShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What {@code jcap execcap --pid} says of a shell and a file is what comes of it when that shell
 * then executes that file: a {@code cat} that shows its own status.
 */
@Tag("live")
class ExeccapLiveTest {
  private static final List<String> SETS =
      List.of("inheritable", "permitted", "effective", "bounding", "ambient");
  private static final Map<String, String> LINES =
      Map.of(
          "inheritable", "CapInh",
          "permitted", "CapPrm",
          "effective", "CapEff",
          "bounding", "CapBnd",
          "ambient", "CapAmb");

  @TempDir Path directory;

  /** States of the caller: how a shell is put into it, and what jcap must be told of it. */
  private static final List<List<String>> STATES =
      List.of(
          List.of(),
          List.of("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"),
          List.of("setpriv", "--reuid=1000", "--regid=1000", "--groups=1000,7"),
          List.of("setpriv", "--bounding-set=-net_raw"),
          List.of("setpriv", "--reuid=1000", "--clear-groups", "--bounding-set=-net_raw"),
          List.of("setpriv", "--reuid=1000", "--clear-groups", "--no-new-privs"),
          List.of("setpriv", "--no-new-privs"),
          List.of(
              "setpriv",
              "--reuid=1000",
              "--clear-groups",
              "--inh-caps=+net_raw,+chown",
              "--ambient-caps=+net_raw"),
          List.of(
              "setpriv",
              "--reuid=1000",
              "--clear-groups",
              "--inh-caps=+net_raw",
              "--ambient-caps=+net_raw",
              "--no-new-privs"),
          List.of("setpriv", "--reuid=1000", "--clear-groups", "--inh-caps=+net_raw"),
          List.of("unshare", "-Ur"),
          List.of("unshare", "-U"));

  /** Makes the files in a directory; gives their paths. */
  private static List<Path> files(Path where) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(program(where, "plain", "0755", "root", ""));
    files.add(program(where, "ep", "0755", "root", "cap_net_raw=ep"));
    files.add(program(where, "p", "0755", "root", "cap_net_raw=p"));
    files.add(program(where, "ie", "0755", "root", "cap_net_raw=ie"));
    files.add(program(where, "two", "0755", "root", "cap_net_raw,cap_chown=ep"));
    files.add(program(where, "empty", "0755", "root", "="));
    files.add(program(where, "suid", "4755", "root", ""));
    files.add(program(where, "suid-ep", "4755", "root", "cap_net_raw=ep"));
    files.add(program(where, "suid-nobody", "4755", "nobody", ""));
    files.add(program(where, "sgid", "2755", "root:7", ""));
    files.add(program(where, "closed", "0700", "root", ""));
    files.add(program(where, "no-x", "0644", "root", ""));
    Path script = where.resolve("script/cat");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!" + where.resolve("ep/cat") + "\n");
    run("chmod", "0755", script.toString());
    files.add(script);
    Path orphan = where.resolve("orphan/cat");
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "#!/no/such/interpreter\n");
    run("chmod", "0755", orphan.toString());
    files.add(orphan);
    return files;
  }

  private static Path program(Path where, String name, String mode, String owner, String caps)
      throws IOException {
    Path file = where.resolve(name).resolve("cat");
    Files.createDirectories(file.getParent());
    // Not busybox, which gives up by itself what a setuid bit gives.
    Files.copy(Path.of("/usr/bin/cat").toRealPath(), file);
    run("chown", owner, file.toString());
    run("chmod", mode, file.toString());
    if (!caps.isEmpty()) {
      run("setcap", caps, file.toString());
    }
    return file;
  }

  private static void run(String... command) {
    Live.Output output = Live.run(command);
    assertThat(output.code()).as("%s: %s", List.of(command), output.err()).isZero();
  }

  @Test
  void whatIsSaidIsWhatComesOfIt() throws IOException {
    Live.assumeRoot();
    Live.assumePrograms("setpriv", "unshare", "setcap", "cat");
    try (Mounts mounts = Mounts.on(directory)) {
      run("chmod", "0755", directory.toString());
      List<Path> files = new ArrayList<>(files(mounts.directory("files")));
      files.addAll(files(mounts.mount("nosuid", "-t", "tmpfs", "-o", "nosuid,mode=755", "none")));
      Path noexec = mounts.mount("noexec", "-t", "tmpfs", "-o", "noexec,mode=755", "none");
      files.add(program(noexec, "ep", "0755", "root", "cap_net_raw=ep"));
      int compared = 0;
      for (List<String> state : STATES) {
        for (Path file : files) {
          compare(state, file.toString());
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(300);
    }
  }

  private static void compare(List<String> state, String file) {
    String what = state + " executes " + file;
    try (WaitingShell shell = WaitingShell.start(state, file, "/proc/self/status")) {
      JsonNode said = said(what, "--pid=" + shell.pid(), file);
      WaitingShell.Came came = shell.execute();
      if (!said.has("errno")) {
        assertThat(came.errno()).as(what).isEmpty();
        assertThat(sets(came.out())).as(what).isEqualTo(sets(said));
      } else {
        assertThat(came.errno()).as(what).isEqualTo(said.get("errno").asString());
      }
    }
  }

  private static JsonNode said(String what, String... words) {
    String[] line = new String[words.length + 2];
    line[0] = "execcap";
    System.arraycopy(words, 0, line, 1, words.length);
    line[line.length - 1] = "--json";
    Cli.Result result = Cli.jcap().run(line);
    assertThat(result.out()).as("%s: %s", what, result.err()).isNotEmpty();
    return Schemas.parse(result.out());
  }

  private static List<String> sets(JsonNode said) {
    JsonNode after = said.get("after");
    List<String> all = new ArrayList<>();
    for (String set : SETS) {
      all.add(set + " " + after.get("capabilities").get(set).get("mask").asString().substring(2));
    }
    for (String ids : List.of("uid", "gid")) {
      JsonNode four = after.get(ids);
      all.add(
          ids
              + " "
              + four.get("real")
              + " "
              + four.get("effective")
              + " "
              + four.get("saved")
              + " "
              + four.get("filesystem"));
    }
    all.add("no_new_privs " + (after.get("no_new_privs").asBoolean() ? "1" : "0"));
    return all;
  }

  private static List<String> sets(String status) {
    List<String> all = new ArrayList<>();
    for (String set : SETS) {
      all.add(set + " " + line(status, LINES.getOrDefault(set, "")));
    }
    all.add("uid " + line(status, "Uid").replace('\t', ' '));
    all.add("gid " + line(status, "Gid").replace('\t', ' '));
    all.add("no_new_privs " + line(status, "NoNewPrivs"));
    return all;
  }

  private static String line(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key + ":\t"))
        .map(line -> line.substring(key.length() + 2))
        .findFirst()
        .orElse("no line " + key);
  }

  /** Scenario 8: {@code exec: Operation not permitted} for a +ep program under --cap-drop=ALL. */
  @Test
  void aCapabilityDumbProgramInAContainerWithoutCapabilities() throws IOException {
    Container.assumePossible();
    Live.assumePrograms("setcap");
    prepareContainer("cap_net_bind_service=ep");
    try (Container container = Container.start(directory, "--cap-drop=ALL")) {
      String pid = Integer.toString(container.pid());
      Cli.Result said = Cli.jcap().run("execcap", "--pid", pid, "/opt/cat");
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.out().replace("\n", " "))
          .contains("it fails with EPERM, Operation not permitted")
          .contains("CAP_NET_BIND_SERVICE withheld by the bounding set")
          .contains("--cap-add=NET_BIND_SERVICE");
      Live.Output real = inContainer(container);
      assertThat(real.code()).isNotZero();
      assertThat(real.err().toLowerCase(Locale.ROOT)).contains("operation not permitted");
    }
    try (Container container =
        Container.start(directory, "--cap-drop=ALL", "--cap-add=NET_BIND_SERVICE")) {
      JsonNode said = said("with the cure", "--pid=" + container.pid(), "/opt/cat");
      Live.Output real = inContainer(container);
      assertThat(real.code()).as(real.err()).isZero();
      assertThat(sets(real.out())).isEqualTo(sets(said));
    }
  }

  /**
   * Scenario 7: nginx as a user who is not root may not bind port 80. Whether it is the bounding
   * set, the inheritable set, the file or no_new_privs that is in the way.
   */
  @Test
  void aUserWhoIsNotRootInAContainer() throws IOException {
    Container.assumePossible();
    Live.assumePrograms("setcap");
    // Podman makes ambient what --cap-add names for a user who is not root; Docker does not. Its
    // defaults hold the capability in the bounding set alone, as Kubernetes and Docker have it.
    prepareContainer("");
    withheld("no attribute", "nothing asks for a capability");
    prepareContainer("cap_net_bind_service=ie");
    withheld("+ie", "CAP_NET_BIND_SERVICE withheld by the caller's inheritable set");
    prepareContainer("cap_net_bind_service=p");
    withheld(
        "+p without the bounding set",
        "CAP_NET_BIND_SERVICE withheld by the bounding set",
        "--cap-drop=ALL");
    prepareContainer("cap_net_bind_service=ep");
    withheld(
        "allowPrivilegeEscalation: false",
        "CAP_NET_BIND_SERVICE withheld by no_new_privs",
        "--security-opt=no-new-privileges");
    withheld("+ep", "effective none net_bind_service");
  }

  private void withheld(String what, String words, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("--user=101:101"));
    line.addAll(List.of(options));
    try (Container container = Container.start(directory, line.toArray(String[]::new))) {
      String pid = Integer.toString(container.pid());
      Cli.Result text = Cli.jcap().run("execcap", "--pid", pid, "/opt/cat");
      assertThat(text.out().replaceAll("\\s+", " ")).as(what).contains(words);
      Live.Output real = inContainer(container);
      assertThat(real.code()).as(what + real.err()).isZero();
      assertThat(sets(real.out())).as(what).isEqualTo(sets(said(what, "--pid=" + pid, "/opt/cat")));
    }
  }

  private void prepareContainer(String caps) throws IOException {
    Path file = directory.resolve("rootfs/opt/cat");
    if (!Files.exists(file)) {
      Path root = directory.resolve("rootfs");
      for (String each : List.of("bin", "opt", "proc", "sys", "dev", "etc", "tmp", "run")) {
        Files.createDirectories(root.resolve(each));
      }
      Files.copy(Path.of("/usr/bin/busybox"), root.resolve("bin/sleep"));
      run("chmod", "0755", directory.toString(), root.toString(), root + "/bin/sleep");
      Files.copy(Path.of("/usr/bin/busybox"), file);
      run("chmod", "0755", file.toString(), root + "/opt");
    }
    run("setcap", caps.isEmpty() ? "-r" : caps, caps.isEmpty() ? giveFirst(file) : file.toString());
  }

  /** setcap -r of a file that has none fails. */
  private static String giveFirst(Path file) {
    run("setcap", "=", file.toString());
    return file.toString();
  }

  private static Live.Output inContainer(Container container) {
    return Live.run(
        "podman",
        "--runtime",
        "/usr/sbin/runc",
        "exec",
        container.name(),
        "/opt/cat",
        "/proc/self/status");
  }
}
