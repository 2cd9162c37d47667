package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code jcap pscap} of real processes in declared states. */
@Tag("live")
class PscapLiveTest {
  private static final String[] NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
  };

  @TempDir Path directory;

  private static String cells(Live.Subject subject, String columns) {
    Cli.Result result =
        Cli.jcap().run("pscap", "-p", pid(subject), "--no-headers", "--format=csv", "-o", columns);
    assertThat(result.code()).isZero();
    return result.out().strip();
  }

  private static String pid(Live.Subject subject) {
    return Integer.toString(subject.pid());
  }

  private static String[] nobodyWith(String... more) {
    List<String> line = new ArrayList<>(List.of(NOBODY));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  @Test
  @Tag("kernel")
  void rootSeesTheAmbientSetOfAnother() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    try (Live.Subject subject =
        Live.start(nobodyWith("--inh-caps=+net_raw", "--ambient-caps=+net_raw"))) {
      assertThat(cells(subject, "comm,effective,permitted,inheritable,ambient,capabilities"))
          .isEqualTo("cat,net_raw,net_raw,net_raw,net_raw,net_raw @ +");
    }
  }

  @Test
  @Tag("kernel")
  void rootSeesACutBoundingSet() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    try (Live.Subject subject = Live.start("setpriv", "--bounding-set=-all,+chown,+kill")) {
      assertThat(cells(subject, "permitted,bounding,capabilities"))
          .isEqualTo("chown kill,chown kill,\"chown, kill +\"");
    }
    try (Live.Subject subject = Live.start("setpriv", "--bounding-set=-all")) {
      assertThat(cells(subject, "permitted,bounding,capabilities")).isEqualTo(",,none");
    }
  }

  /** Effective is empty, since the effective id is not root's; permitted is what counts. */
  @Test
  @Tag("kernel")
  void rootSeesWhatIsPermittedOnly() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    try (Live.Subject subject =
        Live.start(
            "setpriv", "--ruid=0", "--euid=65534", "--keep-groups", "--bounding-set=-all,+chown")) {
      assertThat(cells(subject, "effective,permitted,uid.real,uid.effective,capabilities"))
          .isEqualTo(",chown,0,65534,chown (permitted only) +");
      assertThat(Cli.jcap().run("pscap").out()).contains(" " + pid(subject) + " ");
    }
  }

  @Test
  @Tag("kernel")
  void aChildUserNamespaceIsMarked() {
    Live.assumePrograms("unshare");
    Live.assumeStarts("unshare", "--user", "--map-root-user");
    try (Live.Subject subject = Live.start("unshare", "--user", "--map-root-user")) {
      assertThat(cells(subject, "command,capabilities")).isEqualTo("cat *,full +");
    }
  }

  @Test
  void aProcessOfTheSameNamespaceIsNotMarked() {
    try (Live.Subject subject = Live.start()) {
      assertThat(cells(subject, "command")).isEqualTo("cat");
    }
  }

  /** Is no_new_privs set where it should be? */
  @Test
  @Tag("kernel")
  void noNewPrivsAndSeccompAreColumns() {
    Live.assumePrograms("setpriv");
    try (Live.Subject locked = Live.start("setpriv", "--no-new-privs");
        Live.Subject open = Live.start()) {
      Cli.Result result =
          Cli.jcap()
              .run("pscap", "-p", pid(locked), "-p", pid(open), "-o", "+no_new_privs,seccomp");
      assertThat(result.out().lines().toList())
          .anyMatch(row -> row.contains(" " + pid(locked) + " ") && row.matches(".* yes +\\w+"))
          .anyMatch(row -> row.contains(" " + pid(open) + " ") && row.matches(".* no +\\w+"));
      assertThat(cells(locked, "seccomp")).isIn("disabled", "filter");
    }
  }

  /** Is my container over-privileged? The list shrinks with each option. */
  @Test
  void rootSeesAContainersListShrink() throws IOException {
    Container.assumePossible();
    try (Container usual = Container.start(directory);
        Container less =
            Container.start(
                directory, "--cap-drop=chown", "--cap-drop=kill", "--cap-drop=net_bind_service");
        Container least =
            Container.start(directory, "--cap-drop=all", "--cap-add=setuid", "--cap-add=setgid")) {
      List<String> all = capabilities(usual);
      List<String> fewer = capabilities(less);
      assertThat(all).contains("chown", "kill", "net_bind_service", "setuid", "setgid");
      List<String> dropped = new ArrayList<>(all);
      dropped.removeAll(List.of("chown", "kill", "net_bind_service"));
      assertThat(fewer).isEqualTo(dropped);
      assertThat(capabilities(least)).containsExactly("setgid", "setuid");
    }
  }

  private static List<String> capabilities(Container container) {
    String pid = Integer.toString(container.pid());
    Cli.Result result = Cli.jcap().run("pscap", "--json", "-p", pid);
    JsonNode process = Schemas.parse(result.out()).get("processes").get(0);
    assertThat(process.get("comm").asString()).isEqualTo("sleep");
    List<String> names = new ArrayList<>();
    for (JsonNode name : process.get("capabilities").get("permitted").get("names")) {
      names.add(name.asString().substring("CAP_".length()).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  @Test
  void processesThatDieAllThroughAreSimplyNotThere() throws Exception {
    Process forks =
        new ProcessBuilder("sh", "-c", "while :; do /bin/true & /bin/true; done")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int round = 0; round < 20; round++) {
        JsonNode report = Schemas.parse(Cli.jcap().run("pscap", "-a", "--json").out());
        for (JsonNode problem : report.get("problems")) {
          assertThat(problem.get("kind").asString()).as("%s", problem).isEqualTo("denied");
        }
        for (JsonNode process : report.get("processes")) {
          assertThat(process.get("capabilities").isNull()).as("%s", process).isFalse();
        }
      }
    } finally {
      forks.destroyForcibly().waitFor();
    }
  }

  @Test
  @Tag("kernel")
  void withoutPrivilegeTheReportSaysThatItIsPartial() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    List<String> line = new ArrayList<>(List.of("setpriv", "--bounding-set=-all"));
    line.addAll(Live.jcap("pscap", "--json", "--strict"));
    Live.Output output = Live.run(line.toArray(String[]::new));
    Schemas.check("processes", output.out());
    assertThat(output.code()).isEqualTo(4);
    assertThat(output.err())
        .contains("readlink /proc/<pid>/ns/user: EACCES (first /proc/1/ns/user)")
        .contains("needs CAP_SYS_PTRACE");
  }

  @Test
  void processesThatHidepidHidesAreNotThere() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv", "unshare", "mount");
    Live.assumeStarts("unshare", "--mount", "--propagation=private");
    try (Live.Subject subject = Live.start()) {
      assertThat(hidden("-p", pid(subject)))
          .extracting(Live.Output::code, Live.Output::err)
          .containsExactly(
              3,
              """
              jcap pscap: no process %s
              1 × list /proc: processes are hidden (first /proc); needs CAP_SYS_PTRACE, or a proc \
              mounted without hidepid
              """
                  .formatted(pid(subject)));
      assertThat(hidden("--strict").code()).isEqualTo(4);
      Live.Output all = hidden("-a", "-o", "pid", "--no-headers");
      assertThat(all.code()).isZero();
      assertThat(all.out().lines().map(String::strip)).doesNotContain(pid(subject), "1");
    }
  }

  /**
   * As one without capabilities and not of group 0, in a mount namespace of its own whose /proc has
   * hidepid=2.
   */
  private static Live.Output hidden(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--propagation=private",
                "sh",
                "-c",
                "mount -t proc -o hidepid=2 proc /proc"
                    + " && exec setpriv --regid=65534 --clear-groups --bounding-set=-all \"$@\"",
                "sh"));
    line.addAll(Live.jcap("pscap"));
    line.addAll(List.of(options));
    return Live.run(line.toArray(String[]::new));
  }
}
