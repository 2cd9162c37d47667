package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.TEXT;
import static io.github.jcap.command.check.SitePolicy.TODAY;
import static io.github.jcap.command.check.SitePolicy.judge;
import static io.github.jcap.command.check.SitePolicy.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of a finding, and what a program is. */
class EvidenceTest {
  private static String set(CapSet set) {
    return "{'mask':'" + set.hex() + "','names':" + names(set) + "}";
  }

  private static String names(CapSet set) {
    return set.isEmpty() ? "[]" : "['" + String.join("','", NgText.constantNames(set)) + "']";
  }

  private static String process(CapSet effective, CapSet permitted) {
    return "{'pid':7,'exe':'/bin/app','user':'www','container':{'id':'0123456789abcdef'},"
        + "'seccomp':'filter','capabilities':{'effective':"
        + set(effective)
        + ",'permitted':"
        + set(permitted)
        + ",'inheritable':"
        + set(CapSet.EMPTY)
        + ",'bounding':"
        + set(CapSet.all(40))
        + ",'ambient':"
        + set(CapSet.EMPTY)
        + "}}";
  }

  /** What is found by a rule about processes with this match. */
  private static Finding found(String match, CapSet effective, CapSet permitted) {
    String yaml = TEXT.replace("{field: seccomp, equals: disabled}", match);
    Judge judge =
        new Judge(
            Policies.of(List.of(policy("site.yaml", yaml)), List.of("seccomp-off")),
            Optional.empty(),
            TODAY);
    return judge(FakeInventory.ofWeb1().process(process(effective, permitted)), judge)
        .standing()
        .get(0);
  }

  private static List<String> told(Finding finding) {
    return finding.told().stream().map(each -> each.line(HOST.values())).toList();
  }

  private static final Judgement HOST = judge(FakeInventory.ofWeb1());

  @Test
  void wholeIsLeftOutBesideItsPart() {
    Finding finding =
        found(
            "{all: [{field: capabilities, exists: true},"
                + " {field: capabilities.effective, any_of: [SYS_ADMIN]}]}",
            CapSet.all(40),
            CapSet.all(40));
    assertThat(told(finding)).containsExactly("capabilities.effective: all");
    assertThat(finding.evidence()).extracting(Evidence::field).contains("capabilities");
  }

  @Test
  void capabilitiesThatAreOnlyThereAreToldByWhatDiffers() {
    Finding finding = found("{field: capabilities, exists: true}", CapSet.EMPTY, CapSet.all(40));
    assertThat(told(finding)).containsExactly("capabilities: effective none, permitted all");
  }

  @Test
  void fieldThatWasOnlyAskedForIsToldWhereItIsAndTheSubjectDoesNotSayIt() {
    Finding finding =
        found(
            "{all: [{field: container, exists: true}, {field: user, exists: true},"
                + " {field: pod, exists: false}, {field: label, exists: false},"
                + " {field: pid, exists: true}, {field: seccomp, equals: filter}]}",
            CapSet.EMPTY,
            CapSet.EMPTY);
    assertThat(told(finding)).containsExactly("pid: 7", "seccomp: filter");
    assertThat(finding.evidence()).hasSize(6);
  }

  @Test
  void setsOfAWholeKernelAreNotCut() {
    Finding finding = found("{field: capabilities, exists: true}", CapSet.all(40), CapSet.all(40));
    Evidence whole = finding.evidence().get(0);
    assertThat(whole.cut()).isFalse();
    assertThat(whole.values().toString()).contains("CAP_CHECKPOINT_RESTORE", "ambient");
    assertThat(whole.size()).isGreaterThan(1000);
  }
}
