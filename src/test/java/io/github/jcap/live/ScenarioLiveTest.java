package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Listeners;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The questions that people come with, asked of the running kernel; each needs root. */
@Tag("live")
class ScenarioLiveTest {
  @TempDir private Path directory;

  @BeforeEach
  void subjectsCanBeMade() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv", "setcap");
  }

  private static String[] pid(int pid) {
    return new String[] {"pscap", "--no-headers", "-p", Integer.toString(pid)};
  }

  /** Which network daemons hold capabilities? netcap; other processes: pscap; files: filecap. */
  @Test
  void whichNetworkDaemonsHoldCapabilities() throws IOException {
    Listeners.assumePossible();
    try (Listeners daemon = Listeners.start("setpriv", "--bounding-set=-all,+net_raw");
        Live.Subject other = Live.start("setpriv", "--bounding-set=-all,+kill")) {
      String netcap = daemon.run(Live.jcap("netcap", "--no-headers")).out();
      assertThat(netcap.lines())
          .isNotEmpty()
          .allMatch(row -> row.contains(" " + daemon.pid() + " ") && row.endsWith(" net_raw +"));
      assertThat(Cli.jcap().run(pid(other.pid())).out()).endsWith(" kill +\n");
    }
    Path file = Files.writeString(directory.resolve("daemon"), "x");
    assertThat(Live.run("setcap", "cap_net_raw=ep", file.toString()).code()).isZero();
    assertThat(Cli.jcap().run("filecap", "--no-headers", directory.toString()).out())
        .matches("effective " + file + " +net_raw\n");
  }

  /** Is no_new_privs set where files give capabilities? */
  @Test
  void isNoNewPrivsSetBesideFilesWithCapabilities() {
    try (Live.Subject locked = Live.start("setpriv", "--no-new-privs")) {
      String row =
          Cli.jcap()
              .run(
                  "pscap",
                  "--no-headers",
                  "-p",
                  Integer.toString(locked.pid()),
                  "-o",
                  "pid,no_new_privs,seccomp")
              .out();
      assertThat(row).matches(locked.pid() + " +yes +(disabled|filter)\n");
    }
  }

  /** What does {@code CapBnd: 00000000000004c0} mean? */
  @Test
  void whatDoesTheBoundingSetMean() {
    try (Live.Subject subject =
        Live.start("setpriv", "--bounding-set=-all,+setgid,+setuid,+net_bind_service")) {
      String pid = Integer.toString(subject.pid());
      JsonNode process =
          Schemas.parse(Cli.jcap().run("pscap", "--json", "-p", pid).out()).get("processes").get(0);
      JsonNode bounding = process.get("capabilities").get("bounding");
      assertThat(bounding.get("mask").asString()).isEqualTo("0x00000000000004c0");
      assertThat(List.of(bounding.get("names").toString()))
          .containsExactly("[\"CAP_SETGID\",\"CAP_SETUID\",\"CAP_NET_BIND_SERVICE\"]");
      assertThat(Cli.jcap().run("pscap", "--no-headers", "-p", pid, "-o", "bounding").out())
          .isEqualTo("setgid setuid net_bind_service\n");
    }
  }
}
