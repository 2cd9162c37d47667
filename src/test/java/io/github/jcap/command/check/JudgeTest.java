package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.ADMIN;
import static io.github.jcap.command.check.SitePolicy.NO_CAPS;
import static io.github.jcap.command.check.SitePolicy.RAW;
import static io.github.jcap.command.check.SitePolicy.TEXT;
import static io.github.jcap.command.check.SitePolicy.TODAY;
import static io.github.jcap.command.check.SitePolicy.judge;
import static io.github.jcap.command.check.SitePolicy.policy;
import static io.github.jcap.command.check.SitePolicy.process;
import static io.github.jcap.command.check.SitePolicy.unread;
import static io.github.jcap.command.check.SitePolicy.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Value;
import io.github.jcap.policy.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes of the records of an inventory. */
class JudgeTest {
  private static List<String> standing(Judgement judgement) {
    return judgement.standing().stream().map(Finding::id).toList();
  }

  private static RuleResult result(Judgement judgement, String id) {
    return judgement.results().stream()
        .filter(result -> result.rule().rule().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingWrongIsCleanInEveryRule() {
    Judgement judgement = judge(FakeInventory.ofWeb1().process(process(7, "/bin/app")));
    assertThat(judgement.standing()).isEmpty();
    assertThat(judgement.clean()).isEqualTo(5);
  }

  @Test
  void processesThatAreOneThingAreOneFindingWithTheFirstAsExample() {
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(without(process(7, "/bin/app")))
                .process(without(process(9, "/bin/app")))
                .process(without(process(8, "/bin/other"))));
    assertThat(judgement.standing()).hasSize(2);
    Finding finding = judgement.standing().get(0);
    assertThat(finding.subject().text()).isEqualTo("/bin/app as www");
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.howMany()).isEqualTo("2 times, the first pid 7");
    assertThat(finding.evidence())
        .containsExactly(new Evidence("seccomp", List.of(new Value.Text("disabled")), true, false));
  }

  @Test
  void sameProgramInAnotherContainerUnitOrOfAnotherUserIsAnotherThing() {
    String app = without(process(7, "/bin/app"));
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(app)
                .process(app.replace("'www'", "'root'"))
                .process(app.replace("'pid'", "'unit':'app.service','pid'"))
                .process(
                    app.replace(
                        "'pid'",
                        "'container':{'runtime':'podman','id':'0123456789abcdef0123'},'pid'"))
                .process(
                    app.replace(
                        "'pid'",
                        "'container':{'runtime':'podman','id':'0123456789','name':'web'},'pid'")));
    assertThat(judgement.standing().stream().map(finding -> finding.subject().text()))
        .containsExactly(
            "/bin/app as root",
            "/bin/app as www",
            "/bin/app as www in app.service",
            "/bin/app as www in container 0123456789ab",
            "/bin/app as www in container web");
  }

  @Test
  void worstComesFirstThenTheOrderOfTheRulesThenTheSubject() {
    String admin = process(3, "/bin/z").replace(NO_CAPS, ADMIN);
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(without(process(1, "/bin/b")))
                .process(without(process(2, "/bin/a")))
                .process(admin)
                .file("{'path':'/f','notes':['writable by others']}")
                .socket(
                    "{'family':'inet6','type':'stream','protocol':'tcp','state':'LISTEN','reach':'external','inode':5,"
                        + "'local_address':'::','local_port':80,'owners':[]}"));
    assertThat(
            judgement.standing().stream()
                .map(finding -> finding.rule() + " " + finding.subject().text()))
        .containsExactly(
            "admin /bin/z as www",
            "open-port tcp [::]:80",
            "writable /f",
            "seccomp-off /bin/a as www",
            "seccomp-off /bin/b as www");
  }

  @Test
  void threadIsJudgedByItselfAndNamedWithItsProcess() {
    String thread = "{'tid':12,'comm':'worker','capabilities':" + RAW + "}";
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(
                    process(7, "/bin/app").replace("'threads':[]", "'threads':[" + thread + "]")));
    Finding finding = judgement.standing().get(0);
    assertThat(finding.id()).isEqualTo("site/thread-differs");
    assertThat(finding.line(judgement.values()))
        .isEqualTo(
            "thread {worker} of /bin/app as www (pid 7 tid 12):"
                + " capabilities.permitted: net_raw");
  }

  @Test
  void fieldThatCouldNotBeReadIsNotJudgedAndTheRuleIsNotClean() {
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(unread(process(7, "/bin/app")))
                .process(unread(process(8, "/bin/app"))));
    assertThat(judgement.standing()).isEmpty();
    assertThat(judgement.notJudged()).isEqualTo(2);
    assertThat(judgement.clean()).isEqualTo(4);
    assertThat(result(judgement, "seccomp-off").notJudged())
        .isEqualTo(new NotJudged(2, "/bin/app as www, pid 7", List.of("seccomp")));
  }

  @Test
  void threadsThatCouldNotBeListedAreNotJudged() {
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .process(process(7, "/bin/app").replace("'threads':[]", "'threads':null")));
    assertThat(result(judgement, "thread-differs").notJudged().fields()).containsExactly("threads");
  }

  @Test
  void rulesOfAKindOfWhichRecordsMayBeMissingAreNotWhole() {
    Judgement judgement =
        judge(FakeInventory.ofWeb1().lacking(ItemKind.PROCESS).without(ItemKind.FILE));
    assertThat(judgement.lacking().stream().map(Lack::what))
        .containsExactly("not all processes in the inventory", "no files in the inventory");
    assertThat(judgement.lacking().get(0).neededBy())
        .isEqualTo("site/seccomp-off, site/admin, site/thread-differs");
    assertThat(judgement.results().stream().filter(RuleResult::whole).map(r -> r.rule().id()))
        .containsExactly("site/open-port");
  }

  @Test
  void baselineHidesWhatItHasAndNothingElse() throws Exception {
    FakeInventory before =
        FakeInventory.ofWeb1()
            .process(without(process(7, "/bin/app")))
            .file("{'path':'/f','notes':['writable by others']}");
    FakeInventory after =
        FakeInventory.ofWeb1()
            .process(without(process(7, "/bin/app")))
            .process(without(process(8, "/bin/new")))
            .file("{'path':'/f','notes':['writable by others']}");
    Judgement judgement = judge(after, Optional.of(SitePolicy.baseline(before)));
    assertThat(judgement.standing().stream().map(finding -> finding.subject().text()))
        .containsExactly("/bin/new as www");
  }

  @Test
  void thingThatHasChangedSinceTheBaselineIsJudged() throws Exception {
    FakeInventory before = FakeInventory.ofWeb1().process(process(7, "/bin/app"));
    FakeInventory after =
        FakeInventory.ofWeb1().process(process(7, "/bin/app").replace(NO_CAPS, ADMIN));
    Judgement judgement = judge(after, Optional.of(SitePolicy.baseline(before)));
    assertThat(standing(judgement)).containsExactly("site/admin");
  }

  @Test
  void manyFindingsAreCountedAndTheBadOnesAreKept() {
    FakeInventory inventory = FakeInventory.ofWeb1();
    for (int i = 0; i < 10; i++) {
      inventory.process(without(process(100 + i, "/bin/app" + i)));
    }
    inventory.process(process(9, "/bin/z").replace(NO_CAPS, ADMIN));
    Policies policies = Policies.of(List.of(policy("site.yaml", TEXT)), List.of());
    Judgement judgement = judge(inventory, new Judge(policies, Optional.empty(), TODAY, 3));
    assertThat(judgement.unlisted()).isEqualTo(7);
    assertThat(standing(judgement))
        .containsExactly("site/admin", "site/seccomp-off", "site/seccomp-off", "site/seccomp-off");
  }

  @Test
  void ruleWhoseFindingsAreNotListedIsNotClean() {
    Policies policies = Policies.of(List.of(policy("site.yaml", TEXT)), List.of());
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1().process(without(process(7, "/bin/app"))),
            new Judge(policies, Optional.empty(), TODAY, 0));
    assertThat(judgement.standing()).isEmpty();
    assertThat(judgement.clean()).isEqualTo(4);
    assertThat(judgement.isAsBadAs(Severity.MEDIUM)).isTrue();
    assertThat(judgement.isAsBadAs(Severity.HIGH)).isFalse();
  }

  @Test
  void sameThingFoundByTwoPoliciesIsTwoFindings() {
    List<GivenPolicy> given =
        List.of(
            policy("site.yaml", TEXT),
            policy("more.yaml", TEXT.replace("name: site", "name: more")));
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1().process(without(process(7, "/bin/app"))),
            new Judge(Policies.of(given, List.of()), Optional.empty(), TODAY));
    assertThat(standing(judgement)).containsExactly("site/seccomp-off", "more/seccomp-off");
  }

  @Test
  void rulesAreChosenByTheirIdOrWithTheirPolicy() {
    List<GivenPolicy> given = List.of(policy("site.yaml", TEXT));
    assertThat(Policies.of(given, List.of("*min", "site/open*")).rules())
        .extracting(ChosenRule::id)
        .containsExactly("site/admin", "site/open-port");
  }

  @Test
  void evidenceIsCutWhereARecordIsLong() {
    String names = "'CAP_SYS_ADMIN'" + ",'CAP_X'".repeat(200);
    String caps = ADMIN.replace("'CAP_SYS_ADMIN'", names);
    Judgement judgement =
        judge(FakeInventory.ofWeb1().process(process(7, "/bin/app").replace(NO_CAPS, caps)));
    Evidence evidence = judgement.standing().get(0).evidence().get(0);
    assertThat(evidence.cut()).isTrue();
    assertThat(evidence.shown(judgement.values())).isEqualTo("sys_admin ...");
    assertThat(evidence.size()).isLessThan(1000);
  }
}
