package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The texts of {@code jcap show} beside getpcaps and capsh of libcap, state for state. */
@Tag("peer")
class ShowPeerTest {
  private static final List<List<String>> STATES =
      List.of(
          List.of(),
          List.of("unshare", "-Ur"),
          List.of("setpriv", "--inh-caps=+net_raw,+kill", "--ambient-caps=+net_raw"),
          List.of("setpriv", "--bounding-set=-all,+chown,+net_raw"),
          List.of("setpriv", "--inh-caps=+kill", "--bounding-set=-kill,-sys_admin"),
          List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  @Test
  void getpcapsPrintsTheSameLine() {
    Live.assumeRoot();
    Live.assumePrograms("getpcaps", "setpriv", "unshare");
    for (List<String> state : STATES) {
      Live.assumeStarts(state.toArray(String[]::new));
      try (Live.Subject subject = Live.start(state.toArray(String[]::new))) {
        String pid = Integer.toString(subject.pid());
        assertThat(Cli.jcap().run("show", "--caps-only", pid).out())
            .as("%s", state)
            .isEqualTo(Live.run("getpcaps", pid).out());
        JsonNode shown =
            Schemas.parse(Cli.jcap().run("show", "--json", pid).out()).get("states").get(0);
        String both = Live.run("getpcaps", "--iab", pid).out().strip();
        // Where nothing is blocked, inheritable or ambient getpcaps leaves the brackets out.
        String iab = shown.get("iab").asString();
        String brackets = iab.isEmpty() ? "" : " [" + iab + "]";
        assertThat(pid + ": \"" + shown.get("text").asString() + "\"" + brackets)
            .as("%s", state)
            .isEqualTo(both);
      }
    }
  }

  /** Both as programs that a capsh in that mode has executed. */
  @Test
  void capshGuessesTheSameMode() {
    Live.assumeRoot();
    Live.assumePrograms("capsh");
    Live.assumeStarts(inMode("NOPRIV").toArray(String[]::new));
    for (String mode : List.of("HYBRID", "PURE1E", "PURE1E_INIT", "NOPRIV")) {
      List<String> jcap = inMode(mode);
      jcap.addAll(Live.jcap("show", "--json", "self"));
      List<String> capsh = inMode(mode);
      capsh.addAll(List.of("capsh", "--mode"));
      Live.Output output = Live.run(jcap.toArray(String[]::new));
      JsonNode state = Schemas.parse(output.out()).get("states").get(0);
      assertThat("Mode: " + state.get("libcap_mode").asString())
          .isEqualTo(Live.run(capsh.toArray(String[]::new)).out().strip());
    }
  }

  private static List<String> inMode(String mode) {
    return new ArrayList<>(List.of("capsh", "--mode=" + mode, "--shell=/usr/bin/env", "--"));
  }
}
