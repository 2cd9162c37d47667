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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code jcap show} of real processes in declared states. */
@Tag("live")
class ShowLiveTest {
  private static final String[] CONFINED = {
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    "--inh-caps=+net_raw",
    "--ambient-caps=+net_raw",
    "--no-new-privs"
  };

  private static JsonNode state(int pid) {
    Cli.Result result = Cli.jcap().run("show", "--json", Integer.toString(pid));
    assertThat(result.code()).isZero();
    return Schemas.parse(result.out()).get("states").get(0);
  }

  private static String page(int pid) {
    return Cli.jcap().run("show", Integer.toString(pid)).out();
  }

  @Test
  void aConfinedProcessIsBounded() {
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    Live.assumeStarts(CONFINED);
    try (Live.Subject subject = Live.start(CONFINED)) {
      JsonNode state = state(subject.pid());
      assertThat(state.get("text").asString()).isEqualTo("cap_net_raw=eip");
      assertThat(state.get("no_new_privs").asBoolean()).isTrue();
      assertThat(state.get("meaning").get("scope").asString()).isEqualTo("host");
      assertThat(page(subject.pid())).contains("gives it more").contains("holds net_raw.");
    }
  }

  @Test
  void rootOfItsOwnUserNamespaceIsRootOfNothingElse() {
    Live.assumePrograms("unshare");
    Live.assumeStarts("unshare", "-Ur");
    try (Live.Subject subject = Live.start("unshare", "-Ur")) {
      JsonNode state = state(subject.pid());
      assertThat(state.get("meaning").get("kind").asString()).isEqualTo("namespace_root");
      assertThat(state.get("namespaces").get("user").get("shared_with_jcap").asBoolean()).isFalse();
      assertThat(page(subject.pid())).contains("Root of a child user namespace only");
    }
  }

  @Test
  void whatItsMountNamespaceHidesIsSaid() {
    Live.assumeRoot();
    Live.assumePrograms("unshare", "mount");
    String mounts =
        "mount -t tmpfs none /home && mount --bind /usr /usr"
            + " && mount -o remount,bind,ro /usr && exec \"$@\"";
    String[] prefix = {"unshare", "-m", "sh", "-c", mounts, "sh"};
    Live.assumeStarts(prefix);
    try (Live.Subject subject = Live.start(prefix)) {
      assertThat(page(subject.pid()))
          .contains("  /home         hidden by a tmpfs\n")
          .contains("  /usr          read-only\n");
    }
  }

  @Test
  void aContainerOfDefaultsIsRootOfWhatItSeesAlone(@TempDir Path directory) throws IOException {
    Container.assumePossible();
    try (Container container = Container.start(directory)) {
      JsonNode state = state(container.pid());
      assertThat(state.get("meaning").get("kind").asString()).isEqualTo("root_equivalent");
      assertThat(state.get("meaning").get("scope").asString()).isEqualTo("own_namespaces");
      assertThat(state.get("container").get("id").asString()).isEqualTo(container.id());
      assertThat(page(container.pid())).contains("masked: ").contains("not pid 1's");
    }
  }

  /** As a user starts it: what is shown is who started the JVM, and self is the JVM. */
  @Test
  void theParentIsWhoStartedJcapAndSelfKnowsItsSecurebits() {
    Live.Output parent = Live.run(Live.jcap("show", "--json").toArray(String[]::new));
    JsonNode state = Schemas.parse(parent.out()).get("states").get(0);
    assertThat(state.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    List<String> locked =
        new ArrayList<>(List.of("setpriv", "--securebits=+noroot,+noroot_locked"));
    Live.assumeRoot();
    Live.assumePrograms("setpriv");
    Live.assumeStarts(locked.toArray(String[]::new));
    locked.addAll(Live.jcap("show", "self"));
    assertThat(Live.run(locked.toArray(String[]::new)).out())
        .contains("jcap itself)")
        .contains("  securebits    NOROOT, NOROOT_LOCKED\n")
        .contains("  libcap mode   UNCERTAIN\n");
  }

  @Test
  void aProcessThatEndedIsNotThere() {
    int pid;
    try (Live.Subject subject = Live.start()) {
      pid = subject.pid();
    }
    Cli.Result result = Cli.jcap().run("show", Integer.toString(pid));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).startsWith("jcap show: no process " + pid + "\n");
  }
}
