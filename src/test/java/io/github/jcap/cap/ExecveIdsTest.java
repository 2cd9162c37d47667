package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.ALL;
import static io.github.jcap.cap.Callers.LAST;
import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.ambient;
import static io.github.jcap.cap.Callers.bounding;
import static io.github.jcap.cap.Callers.gids;
import static io.github.jcap.cap.Callers.inheritable;
import static io.github.jcap.cap.Callers.noNewPrivs;
import static io.github.jcap.cap.Callers.permitted;
import static io.github.jcap.cap.Callers.root;
import static io.github.jcap.cap.Callers.securebits;
import static io.github.jcap.cap.Callers.set;
import static io.github.jcap.cap.Callers.uids;
import static io.github.jcap.cap.Callers.user;
import static io.github.jcap.cap.Images.file;
import static io.github.jcap.cap.Images.setgid;
import static io.github.jcap.cap.Images.setuid;
import static io.github.jcap.cap.Images.setuidRoot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is worth knowing of execve, ambient capabilities, ids and root, a test for each. */
class ExecveIdsTest {
  private static final CapSet RAW = set(Capability.NET_RAW);
  private static final CapSet BIND = set(Capability.NET_BIND_SERVICE);
  private static final Execve NEW = new Execve(Execve.IdChange.FROM_EFFECTIVE, LAST);
  private static final Execve OLD = new Execve(Execve.IdChange.FROM_REAL, LAST);
  private static final Ids SETUID_ROOT = new Ids(1000, 0, 0, 0);

  private static Execution exec(Credentials caller, Image image) {
    return NEW.apply(caller, Set.of(), image);
  }

  private static ThreadCaps sets(Execution execution) {
    assertThat(execution.error()).isEmpty();
    return execution.after().capabilities();
  }

  private static List<String> rules(Execution execution) {
    return execution.reasons().stream().map(Reason::rule).toList();
  }

  private static Missing missing(Capability capability, Withholder by) {
    return new Missing(capability.number(), by);
  }

  // --- ambient

  @Test
  void ambientBecomesPermittedAndEffective() {
    Execution execution = exec(ambient(user(), RAW), Image.plain());
    assertThat(sets(execution)).isEqualTo(new ThreadCaps(RAW, RAW, RAW, ALL, RAW));
    assertThat(execution.missing()).isEmpty();
    assertThat(execution.secure()).isFalse();
  }

  @Test
  void anyAttributeThatCountsClearsAmbient() {
    Execution execution = exec(ambient(user(), RAW), file(BIND, NONE, false));
    assertThat(sets(execution).ambient()).isEqualTo(NONE);
    assertThat(sets(execution).permitted()).isEqualTo(BIND);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.AMBIENT_BY_ATTRIBUTE));
    assertThat(exec(ambient(user(), RAW), file(RAW, NONE, true)).missing())
        .as("obtained in another way")
        .isEmpty();
  }

  @Test
  void setuidProgramOfTheCallerKeepsAmbient() {
    assertThat(sets(exec(ambient(user(), RAW), setuid(Image.plain(), 1000))).effective())
        .isEqualTo(RAW);
  }

  @Test
  void setuidProgramOfAnotherClearsAmbient() {
    Execution execution = exec(ambient(user(), RAW), setuid(Image.plain(), 1001));
    assertThat(sets(execution).ambient()).isEqualTo(NONE);
    assertThat(execution.after().uid()).isEqualTo(new Ids(1000, 1001, 1001, 1001));
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.AMBIENT_BY_IDS));
  }

  @Test
  void setuidRootClearsAmbientAndThenRootsRulesFillPermitted() {
    Execution execution = exec(ambient(user(), RAW), setuidRoot());
    assertThat(sets(execution).ambient()).isEqualTo(NONE);
    assertThat(sets(execution).effective()).isEqualTo(ALL);
    assertThat(execution.missing()).isEmpty();
  }

  @Test
  void setgidToAGroupOfTheCallerKeepsAmbientOnNewKernels() {
    Image file = setgid(Image.plain(), 1001);
    Execution execution = exec(ambient(user(), RAW), file);
    assertThat(sets(execution).effective()).isEqualTo(RAW);
    assertThat(execution.after().gid()).isEqualTo(new Ids(1000, 1001, 1001, 1001));
    assertThat(sets(OLD.apply(ambient(user(), RAW), Set.of(), file)).effective()).isEqualTo(NONE);
  }

  @Test
  void setgidToAnotherGroupClearsAmbient() {
    Execution execution = exec(ambient(user(), RAW), setgid(Image.plain(), 1002));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.reasons())
        .extracting(Reason::text)
        .contains("the ambient set is cleared: the effective gid is none of the caller's groups");
  }

  @Test
  void groupMembershipIsThatOfTheFilesystemGid() {
    Credentials caller = gids(ambient(user(), RAW), new Ids(1000, 1000, 1000, 1003));
    assertThat(sets(exec(caller, Image.plain())).effective())
        .as("its own effective gid is none of its groups")
        .isEqualTo(NONE);
    assertThat(sets(exec(caller, setgid(Image.plain(), 1003))).effective()).isEqualTo(RAW);
  }

  @Test
  void realAndEffectiveIdThatDifferClearAmbientOnOldKernelsAlone() {
    Credentials caller = uids(ambient(user(), RAW), new Ids(1000, 1001, 1001, 1001));
    assertThat(sets(exec(caller, Image.plain())).effective()).isEqualTo(RAW);
    Execution old = OLD.apply(caller, Set.of(), Image.plain());
    assertThat(sets(old).effective()).isEqualTo(NONE);
    assertThat(old.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.AMBIENT_BY_IDS));
    assertThat(old.reasons())
        .extracting(Reason::text)
        .contains(
            "the ambient set is cleared: the effective uid is not the real one, which before Linux"
                + " 6.17 counts as a change");
  }

  @Test
  void setuidFileOfTheRealUserIsNoChangeOnOldKernels() {
    Credentials caller = uids(ambient(user(), RAW), new Ids(1000, 1001, 1001, 1001));
    Image file = setuid(Image.plain(), 1000);
    assertThat(sets(OLD.apply(caller, Set.of(), file)).effective()).isEqualTo(RAW);
    assertThat(sets(exec(caller, file)).effective()).isEqualTo(NONE);
  }

  @Test
  void ruleIsThatOfTheKernelsRelease() {
    for (String old :
        List.of("6.1.0-37-amd64", "6.12.48+deb13-amd64", "6.16.12", "5.10", "4.19.0")) {
      assertThat(Execve.IdChange.ofRelease(old)).as(old).isEqualTo(Execve.IdChange.FROM_REAL);
    }
    for (String today : List.of("6.17.0-rc1", "6.17", "6.18.44-fc-v595", "7.0.0", "10.2")) {
      assertThat(Execve.IdChange.ofRelease(today))
          .as(today)
          .isEqualTo(Execve.IdChange.FROM_EFFECTIVE);
    }
    for (String unknown :
        List.of("", "6", "6.", ".1", "v6.1", "Linux 6.1", "6x.1", "99999999999.1")) {
      assertThat(Execve.IdChange.ofRelease(unknown))
          .as(unknown)
          .isEqualTo(Execve.IdChange.FROM_EFFECTIVE);
    }
  }

  // --- ids

  @Test
  void setIdBitsChangeEffectiveSavedAndFilesystemIds() {
    Credentials after = exec(user(), setgid(setuid(Image.plain(), 1001), 1002)).after();
    assertThat(after.uid()).isEqualTo(new Ids(1000, 1001, 1001, 1001));
    assertThat(after.gid()).isEqualTo(new Ids(1000, 1002, 1002, 1002));
    assertThat(after.groups()).containsExactly(1001L);
  }

  @Test
  void savedAndFilesystemIdsFollowTheEffectiveInEveryExecve() {
    Credentials caller =
        gids(uids(user(), new Ids(1000, 1000, 0, 1001)), new Ids(1000, 1000, 5, 6));
    Credentials after = exec(caller, Image.plain()).after();
    assertThat(after.uid()).isEqualTo(Ids.all(1000));
    assertThat(after.gid()).isEqualTo(Ids.all(1000));
  }

  @Test
  void setIdBitsOfAFileWhoseOwnerOrGroupHasNoNumberHereDoNothing() {
    Image unmapped = setuid(Image.plain(), OptionalLong.empty());
    Image group =
        new Image(
            Image.Attribute.NONE,
            true,
            false,
            OptionalLong.of(0),
            OptionalLong.empty(),
            Image.Trust.TRUSTED,
            Optional.empty());
    for (Image file : List.of(unmapped, group)) {
      Execution execution = exec(user(), file);
      assertThat(execution.after().uid()).isEqualTo(Ids.all(1000));
      assertThat(rules(execution)).contains("set_id_ignored");
    }
    assertThat(exec(user(), group).missing())
        .hasSize(LAST + 1)
        .allMatch(missing -> missing.by() == Withholder.UNMAPPED);
  }

  // --- root

  @Test
  void setuidRootWithoutAttributeGivesAllOfBoundingAndInheritable() {
    Credentials caller = inheritable(bounding(user(), BIND), RAW);
    Execution execution = exec(caller, setuidRoot());
    assertThat(sets(execution).effective()).isEqualTo(RAW.or(BIND));
    assertThat(sets(execution).permitted()).isEqualTo(RAW.or(BIND));
    assertThat(execution.after().uid()).isEqualTo(SETUID_ROOT);
    assertThat(execution.missing()).hasSize(LAST - 1);
  }

  @Test
  void setuidRootWithAnAttributeGivesTheFilesCapabilitiesAlone() {
    Execution execution = exec(user(), setuid(file(RAW, NONE, true), 0));
    assertThat(sets(execution).effective()).isEqualTo(RAW);
    assertThat(execution.after().uid()).isEqualTo(SETUID_ROOT);
    assertThat(execution.missing())
        .hasSize(LAST)
        .allMatch(missing -> missing.by() == Withholder.FILE_CAPABILITIES);
  }

  @Test
  void attributeAddsNothingForRealUidZero() {
    for (boolean effective : new boolean[] {false, true}) {
      ThreadCaps after = sets(exec(bounding(root(), RAW), file(RAW, BIND, effective)));
      assertThat(after.permitted()).isEqualTo(RAW);
      assertThat(after.effective()).isEqualTo(RAW);
    }
  }

  @Test
  void realUidZeroWithAnotherEffectiveOneGetsPermittedAndNothingEffective() {
    Credentials caller = uids(permitted(root(), NONE, NONE), new Ids(0, 1000, 1000, 1000));
    Execution plain = exec(caller, Image.plain());
    assertThat(sets(plain).permitted()).isEqualTo(ALL);
    assertThat(sets(plain).effective()).isEqualTo(NONE);
    assertThat(rules(plain)).contains("root", "effective");
    assertThat(sets(exec(caller, file(RAW, NONE, true))).effective())
        .as("with the file's effective flag all of it")
        .isEqualTo(ALL);
  }

  @Test
  void rootGetsBackWhatIsInheritableThoughTheBoundingSetLacksIt() {
    Credentials caller = inheritable(permitted(bounding(root(), NONE), NONE, NONE), RAW);
    assertThat(sets(exec(caller, Image.plain())).effective()).isEqualTo(RAW);
  }

  @Test
  void whatTheBoundingSetKeepsFromRootIsNamed() {
    assertThat(exec(bounding(root(), ALL.without(RAW)), Image.plain()).missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.BOUNDING));
  }

  @Test
  void norootMakesRootAnOrdinaryUser() {
    Credentials caller = securebits(root(), Securebits.Flag.NOROOT);
    Execution plain = exec(caller, Image.plain());
    assertThat(sets(plain).permitted()).isEqualTo(NONE);
    assertThat(plain.missing()).contains(missing(Capability.NET_RAW, Withholder.NOROOT));
    assertThat(sets(exec(caller, file(RAW, NONE, true))).effective()).isEqualTo(RAW);
    Execution setuid = exec(securebits(user(), Securebits.Flag.NOROOT), setuidRoot());
    assertThat(sets(setuid).permitted()).isEqualTo(NONE);
    assertThat(setuid.after().uid()).isEqualTo(SETUID_ROOT);
    assertThat(setuid.missing())
        .hasSize(LAST + 1)
        .allMatch(missing -> missing.by() == Withholder.NOROOT);
  }

  @Test
  void ambientSurvivesNoroot() {
    Credentials caller = securebits(ambient(root(), RAW), Securebits.Flag.NOROOT);
    assertThat(sets(exec(caller, Image.plain())).effective()).isEqualTo(RAW);
  }

  // --- secure execution

  @Test
  void executionIsSecureWhereIdsChangeOrOneWhoIsNotRootGains() {
    assertThat(exec(user(), Image.plain()).secure()).isFalse();
    assertThat(exec(root(), Image.plain()).secure()).isFalse();
    assertThat(exec(user(), setuid(Image.plain(), 1001)).secure()).isTrue();
    assertThat(exec(user(), setgid(Image.plain(), 1002)).secure()).isTrue();
    assertThat(exec(user(), file(NONE, NONE, true)).secure()).as("by the flag alone").isTrue();
    assertThat(exec(user(), file(RAW, NONE, false)).secure()).isTrue();
    assertThat(exec(user(), file(NONE, NONE, false)).secure()).isFalse();
    assertThat(exec(root(), file(RAW, NONE, true)).secure()).isFalse();
    assertThat(exec(uids(user(), new Ids(1000, 1001, 1001, 1001)), Image.plain()).secure())
        .as("real and effective differ")
        .isTrue();
    assertThat(exec(noNewPrivs(user()), setuidRoot()).secure()).isFalse();
  }

  /** Each reason is a sentence without a full stop, of a rule that says where it stands. */
  @Test
  void reasonsHaveARuleATextAndASource() {
    Credentials caller = ambient(securebits(user(), Securebits.Flag.KEEP_CAPS), RAW);
    List<Reason> reasons = exec(caller, setgid(setuid(file(BIND, NONE, true), 0), 1002)).reasons();
    assertThat(reasons)
        .extracting(Reason::rule)
        .containsExactly(
            "setuid",
            "setgid",
            "file_capabilities",
            "setuid_root_with_capabilities",
            "ambient_cleared",
            "keep_caps",
            "secure_execution");
    assertThat(reasons)
        .allSatisfy(
            reason -> {
              assertThat(reason.text()).doesNotEndWith(".").doesNotContain("  ");
              assertThat(reason.source()).isNotEmpty();
            });
  }
}
