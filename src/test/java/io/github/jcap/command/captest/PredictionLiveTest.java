package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.LinuxPrivileges;
import io.github.jcap.kernel.Privileges;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is predicted for a process beside what captest, in the same state, really brings about. */
@Tag("live")
class PredictionLiveTest {

  static Stream<String> states() {
    return Stream.of(
        "",
        "setpriv --no-new-privs",
        "setpriv --ruid=1000 --clear-groups",
        "setpriv --bounding-set=-dac_override,-dac_read_search,-chown --inh-caps=-all",
        "setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=+dac_read_search"
            + " --ambient-caps=+dac_read_search",
        "unshare -Ur",
        "unshare -U");
  }

  @BeforeEach
  void needsRootOfTheHost() {
    Live.assumeRoot();
    Live.assumeInitialUserNamespace();
    Live.assumePrograms("setpriv", "unshare");
  }

  private static String[] line(String state, List<String> program) {
    List<String> line =
        new ArrayList<>(state.isEmpty() ? List.of() : List.of(state.split(" ", -1)));
    line.addAll(program);
    return line.toArray(String[]::new);
  }

  /** Names, outcomes and whether it is an escalation; the errno too, and not the words. */
  private static List<String> attempts(JsonNode report) {
    List<String> attempts = new ArrayList<>();
    for (JsonNode attempt : report.get("attempts")) {
      attempts.add(
          attempt.get("name").asString()
              + " "
              + attempt.get("outcome").asString()
              + " "
              + attempt.path("escalation")
              + " "
              + attempt.path("errno"));
    }
    return attempts;
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatIsPredictedIsWhatHappens(String state) {
    Live.Output tried = Live.run(line(state, Live.jcap("captest", "--json")));
    assertThat(tried.err()).isEmpty();
    JsonNode really = Schemas.parse(tried.out());
    try (Live.Subject subject = Live.start(line(state, List.of()))) {
      Live.Output said =
          Live.run(
              Live.jcap("captest", "--pid", Integer.toString(subject.pid()), "--json")
                  .toArray(String[]::new));
      assertThat(said.err()).isEmpty();
      Schemas.check("captest", said.out());
      JsonNode predicted = Schemas.parse(said.out());
      assertThat(attempts(predicted)).isEqualTo(attempts(really));
      assertThat(said.code()).isEqualTo(tried.code());
      assertThat(predicted.get("child").get("capabilities"))
          .isEqualTo(really.get("child").get("capabilities"));
    }
  }

  /**
   * A state of a thread: users who may not read this program's own classes cannot start it.
   *
   * @param effective what is left effective and permitted
   */
  private record ThreadState(int real, int other, List<Integer> groups, CapSet effective) {
    Privileges thread() {
      Privileges thread = LinuxPrivileges.startThread();
      assertThat(thread.keepCaps(true)).isInstanceOf(Outcome.Found.class);
      assertThat(thread.setGroups(groups)).isInstanceOf(Outcome.Found.class);
      assertThat(thread.setGids(1000, 1000, 1000)).isInstanceOf(Outcome.Found.class);
      assertThat(thread.setUids(real, other, other)).isInstanceOf(Outcome.Found.class);
      assertThat(thread.capset(new CapUserData(effective, effective, CapSet.EMPTY)))
          .isInstanceOf(Outcome.Found.class);
      return thread;
    }
  }

  static Stream<ThreadState> threadStates() {
    CapSet none = CapSet.EMPTY;
    CapSet read = CapSet.of(Capability.DAC_READ_SEARCH);
    CapSet setuid = CapSet.of(Capability.SETUID);
    return Stream.of(
        new ThreadState(1000, 1000, List.of(), none),
        new ThreadState(1000, 1000, List.of(42), none),
        new ThreadState(1000, 1000, List.of(), read),
        new ThreadState(1000, 1000, List.of(), setuid),
        new ThreadState(0, 1000, List.of(), none),
        new ThreadState(1000, 0, List.of(), none),
        new ThreadState(0, 0, List.of(), none));
  }

  private static int tid(Privileges thread) {
    ByteString status = ((Outcome.Found<ByteString>) thread.status()).value();
    String line =
        status.latin1().lines().filter(each -> each.startsWith("Pid:")).findFirst().orElseThrow();
    return Integer.parseInt(line.substring("Pid:".length()).strip());
  }

  @ParameterizedTest
  @MethodSource("threadStates")
  void whatIsPredictedOfAThreadIsWhatHappensToOneInItsState(ThreadState state) throws IOException {
    CaptestRun tried = CaptestRun.of(state::thread, "--json");
    try (Privileges thread = state.thread()) {
      Live.Output said =
          Live.run(
              Live.jcap("captest", "--pid", Integer.toString(tid(thread)), "--json")
                  .toArray(String[]::new));
      assertThat(said.err()).isEmpty();
      assertThat(attempts(Schemas.parse(said.out())))
          .isEqualTo(attempts(Schemas.parse(tried.out())));
      assertThat(said.code()).isEqualTo(tried.code().code());
    }
  }

  @Test
  void aPidThatIsNoneAndAnOptionThatChangesTheStateAreRefused() {
    assertThat(Live.run(Live.jcap("captest", "--pid", "x").toArray(String[]::new)).err())
        .isEqualTo("jcap captest: not a pid: x\n");
    Live.Output both =
        Live.run(Live.jcap("captest", "--pid", "1", "--drop-all").toArray(String[]::new));
    assertThat(both.err()).isEqualTo("jcap captest: --drop-all and --pid exclude each other\n");
    assertThat(both.code()).isEqualTo(2);
    assertThat(Live.run(Live.jcap("captest", "--pid", "4194305").toArray(String[]::new)).code())
        .isEqualTo(3);
  }
}
