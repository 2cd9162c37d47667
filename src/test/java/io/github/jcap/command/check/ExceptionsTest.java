package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.TODAY;
import static io.github.jcap.command.check.SitePolicy.judge;
import static io.github.jcap.command.check.SitePolicy.process;
import static io.github.jcap.command.check.SitePolicy.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jcap.policy.Severity;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What exceptions accept, and what becomes of them when they are over. */
class ExceptionsTest {
  private static final FakeInventory APP =
      FakeInventory.ofWeb1().process(without(process(7, "/bin/app")));

  private static String exception(String rule, String match, LocalDate expires) {
    return "{rule: "
        + rule
        + ", match: "
        + match
        + ", reason: \"as agreed\", expires: \""
        + expires
        + "\"}";
  }

  private static String app(LocalDate expires) {
    return exception("seccomp-off", "{field: exe, equals: /bin/app}", expires);
  }

  @Test
  void exceptionOfAnotherPolicyAcceptsAndTheReasonIsKept() {
    Judgement judgement = judge(APP, app(TODAY.plusDays(30)));
    assertThat(judgement.standing()).isEmpty();
    Finding accepted = judgement.accepted().get(0);
    assertThat(accepted.id()).isEqualTo("site/seccomp-off");
    assertThat(accepted.exception().orElseThrow().line())
        .isEqualTo("as agreed (until 2026-02-01, ours.yaml:4)");
    assertThat(judgement.clean()).isEqualTo(5);
  }

  @Test
  void onItsLastDayAnExceptionStillHolds() {
    assertThat(judge(APP, app(TODAY)).standing()).isEmpty();
  }

  @Test
  void onTheDayAfterTheFindingStandsAndTheExceptionIsAFindingItself() {
    Judgement judgement = judge(APP, app(TODAY.minusDays(1)));
    assertThat(judgement.accepted()).isEmpty();
    assertThat(judgement.standing())
        .extracting(Finding::id)
        .containsExactly("site/seccomp-off", "ours/expired-exception");
    Finding expired = judgement.standing().get(1);
    assertThat(expired.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(expired.subject().text()).isEqualTo("ours.yaml:4");
    assertThat(expired.count()).isEqualTo(1);
    assertThat(expired.description()).contains("2026-01-01", "as agreed", "still there");
  }

  @Test
  void expiredExceptionThatNothingNeedsIsALowFinding() {
    Judgement judgement = judge(FakeInventory.ofWeb1(), app(TODAY.minusDays(1)));
    assertThat(judgement.standing()).hasSize(1);
    Finding expired = judgement.standing().get(0);
    assertThat(expired.severity()).isEqualTo(Severity.LOW);
    assertThat(expired.count()).isZero();
    assertThat(expired.remedy()).isEqualTo("Take it out of the policy.");
  }

  @Test
  void oneThatHoldsAcceptsBesideOneThatHasExpired() {
    Judgement judgement = judge(APP, app(TODAY.minusDays(1)), app(TODAY));
    assertThat(judgement.accepted()).hasSize(1);
    assertThat(judgement.standing())
        .extracting(Finding::id, Finding::severity)
        .containsExactly(tuple("ours/expired-exception", Severity.LOW));
  }

  @Test
  void exceptionThatDependsOnWhatCouldNotBeReadAcceptsNothing() {
    FakeInventory unread =
        FakeInventory.ofWeb1()
            .process(without(process(7, "/bin/app")).replace("'exe':'/bin/app'", "'exe':null"));
    Judgement judgement = judge(unread, app(TODAY));
    assertThat(judgement.accepted()).isEmpty();
    assertThat(judgement.standing()).extracting(Finding::id).containsExactly("site/seccomp-off");
  }

  @Test
  void exceptionFromOneRuleAcceptsNothingOfAnother() {
    Judgement judgement = judge(APP, exception("admin", "{field: exe, equals: /bin/app}", TODAY));
    assertThat(judgement.standing()).extracting(Finding::id).containsExactly("site/seccomp-off");
  }
}
