package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.ExitCode;
import io.github.jcap.fixture.FakePrivileges;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.fixture.StatusText;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The report as JSON; the harness checks each against its schema. */
class CaptestJsonTest {
  private static final String DENIED =
      "Permission denied: not the owner, not in group shadow, mode 0640; neither CAP_DAC_OVERRIDE"
          + " nor CAP_DAC_READ_SEARCH is effective";

  @TempDir Path root;

  private final FakePrivileges thread = new FakePrivileges();

  @Test
  void jsonOfAnEscalation() throws IOException {
    StatusText state =
        StatusText.user(1000)
            .caps(SetKind.EFFECTIVE, Capability.SETUID)
            .caps(SetKind.PERMITTED, Capability.SETUID);
    thread
        .status(state)
        .childStatus(state)
        .open(Errno.EACCES)
        .child(1, "cat: x: Permission denied");
    CaptestRun run = run("--json");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_ANSWER);
    JsonNode report = Schemas.parse(run.out());
    assertThat(report.get("kind").asString()).isEqualTo("captest");
    assertThat(report.get("process").get("uid").get("effective").asInt()).isEqualTo(1000);
    assertThat(report.get("child").get("uid").get("effective").asInt()).isZero();
    assertThat(report.get("attempts").toString())
        .isEqualTo(
            "[{\"name\":\"direct_access\",\"outcome\":\"failed\",\"errno\":\"EACCES\",\"reason\":\""
                + DENIED
                + "\"},{\"name\":\"child_access\",\"outcome\":\"failed\",\"errno\":\"EACCES\",\"reason\":\""
                + DENIED
                + "\"},{\"name\":\"regain_root\",\"outcome\":\"success\",\"escalation\":true,"
                + "\"reason\":\"CAP_SETUID is effective\"},{\"name\":\"root_access\","
                + "\"outcome\":\"failed\",\"errno\":\"EACCES\",\"reason\":\""
                + DENIED
                + "\"}]");
  }

  @Test
  void jsonOfWhatIsNotTriedAndOfWhatIsUnknown() throws IOException {
    StatusText user = StatusText.user(1000);
    thread.status(user).childStatus(user).open(Errno.EACCES);
    JsonNode regain = Schemas.parse(run("--json").out()).get("attempts").get(2);
    assertThat(regain.get("outcome").asString()).isEqualTo("not_tried");
    assertThat(regain.get("escalation").asBoolean()).isFalse();
    thread.statusFails(Errno.EMFILE).openFails(Errno.EMFILE).spawnFails(Errno.ENOMEM);
    JsonNode report = Schemas.parse(run("--json").out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("process").get("capabilities").isNull()).isTrue();
    assertThat(report.get("attempts").get(0).has("reason")).isFalse();
    assertThat(report.get("attempts").get(2).get("escalation").isNull()).isTrue();
  }

  @Test
  void refusalToSetTheUidsOfOneWhoIsRootLeavesHimRoot() throws IOException {
    thread.refuse("setresuid 0 0 0", Errno.EPERM);
    CaptestRun run = run("--json");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    JsonNode regain = Schemas.parse(run.out()).get("attempts").get(2);
    assertThat(regain.get("outcome").asString()).isEqualTo("success");
    assertThat(regain.get("escalation").asBoolean()).isFalse();
    assertThat(regain.get("errno").asString()).isEqualTo("EPERM");
    assertThat(Schemas.parse(run.out()).get("attempts")).hasSize(3);
  }

  @Test
  void csvIsRefused() {
    assertThatThrownBy(() -> run("--format=csv"))
        .hasMessageStartingWith("--format=csv is for lists");
    assertThat(thread.changes()).isEmpty();
  }

  private CaptestRun run(String... options) throws IOException {
    return CaptestRun.of(thread, Outcome.found(new Target(0, 42, 0640)), root, options);
  }
}
