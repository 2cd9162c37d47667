package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.ALL;
import static io.github.jcap.cap.Callers.LAST;
import static io.github.jcap.cap.Callers.NONE;
import static io.github.jcap.cap.Callers.ambient;
import static io.github.jcap.cap.Callers.bounding;
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

import io.github.jcap.outcome.Errno;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is worth knowing of execve and capabilities, a test for each: the files, and what is unsafe.
 */
class ExecveTest {
  private static final CapSet RAW = set(Capability.NET_RAW);
  private static final CapSet BIND = set(Capability.NET_BIND_SERVICE);
  private static final Execve NEW = new Execve(Execve.IdChange.FROM_EFFECTIVE, LAST);
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

  // --- the formula

  @Test
  void permittedOfAFileIsGainedAsFarAsTheBoundingSetAllows() {
    Execution execution = exec(bounding(user(), RAW), file(RAW.or(BIND), NONE, false));
    assertThat(sets(execution).permitted()).isEqualTo(RAW);
    assertThat(sets(execution).effective()).isEqualTo(NONE);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_BIND_SERVICE, Withholder.BOUNDING));
    assertThat(rules(execution))
        .containsExactly("file_capabilities", "effective", "secure_execution");
  }

  @Test
  void boundingSetDoesNotMaskWhatIsInheritableInBoth() {
    Credentials caller = inheritable(bounding(user(), NONE), RAW);
    assertThat(sets(exec(caller, file(NONE, RAW, true))).effective()).isEqualTo(RAW);
  }

  @Test
  void inheritableOfTheFileAloneGivesNothing() {
    Execution execution = exec(user(), file(NONE, RAW, true));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.INHERITABLE));
  }

  @Test
  void inheritableAndBoundingSurvive() {
    Credentials caller = inheritable(bounding(user(), BIND), RAW);
    ThreadCaps after = sets(exec(caller, Image.plain()));
    assertThat(after.inheritable()).isEqualTo(RAW);
    assertThat(after.bounding()).isEqualTo(BIND);
  }

  @Test
  void effectiveFlagIsOneForAllThatWasGained() {
    Credentials caller = inheritable(user(), BIND);
    assertThat(sets(exec(caller, file(RAW, BIND, true))).effective()).isEqualTo(RAW.or(BIND));
    assertThat(sets(exec(caller, file(RAW, BIND, false))).effective()).isEqualTo(NONE);
  }

  @Test
  void permittedIsLostToAFileWithoutCapabilities() {
    Execution execution = exec(permitted(user(), RAW, RAW), Image.plain());
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.NOT_AMBIENT));
    assertThat(execution.reasons())
        .extracting(Reason::text)
        .containsExactly(
            "a file without capabilities passes on the ambient set alone, and it is empty");
  }

  @Test
  void whatIsPermittedAndNotAmbientIsNamedBesideWhatIsKept() {
    Execution execution = exec(ambient(permitted(user(), BIND, BIND), RAW), Image.plain());
    assertThat(sets(execution).permitted()).isEqualTo(RAW);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_BIND_SERVICE, Withholder.NOT_AMBIENT));
    assertThat(rules(execution)).containsExactly("ambient_kept", "no_file_capabilities");
  }

  @Test
  void keepCapsIsClearedAndOtherSecurebitsStay() {
    Credentials caller =
        securebits(user(), Securebits.Flag.KEEP_CAPS, Securebits.Flag.NO_SETUID_FIXUP);
    assertThat(exec(caller, Image.plain()).after().securebits().names())
        .containsExactly("NO_SETUID_FIXUP");
    assertThat(exec(securebits(user(), 0x30), Image.plain()).after().securebits().names())
        .as("its lock stays")
        .containsExactly("KEEP_CAPS_LOCKED");
  }

  // --- EPERM: the capability-dumb program

  @Test
  void effectiveFileThatIsShortOfOneIsRefusedNamingWhoWithholdsIt() {
    Credentials caller = bounding(user(), RAW);
    Execution execution = exec(caller, file(RAW.or(BIND), NONE, true));
    assertThat(execution.error()).contains(Errno.EPERM);
    assertThat(execution.after()).isEqualTo(caller);
    assertThat(execution.secure()).isFalse();
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_BIND_SERVICE, Withholder.BOUNDING));
    assertThat(rules(execution)).containsExactly("file_capabilities", "capability_dumb");
  }

  @Test
  void withoutTheFlagThereAreFewerAndNoError() {
    Execution execution = exec(bounding(user(), NONE), file(RAW, NONE, false));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.BOUNDING));
  }

  @Test
  void whatComesThroughInheritableIsNotLacking() {
    Credentials caller = inheritable(bounding(user(), NONE), RAW);
    assertThat(sets(exec(caller, file(RAW, RAW, true))).effective()).isEqualTo(RAW);
    assertThat(exec(caller, file(RAW, NONE, true)).error()).contains(Errno.EPERM);
  }

  @Test
  void rootIsRefusedToo() {
    Credentials caller = bounding(root(), ALL.without(RAW));
    assertThat(exec(caller, file(RAW, NONE, true)).error()).contains(Errno.EPERM);
    assertThat(sets(exec(caller, file(RAW, NONE, false))).permitted()).isEqualTo(ALL.without(RAW));
  }

  @Test
  void refusalIsDecidedBeforeNoNewPrivsTakesAnything() {
    Credentials caller = noNewPrivs(bounding(user(), NONE));
    assertThat(exec(caller, file(RAW, NONE, true)).error()).contains(Errno.EPERM);
    Execution within = exec(noNewPrivs(user()), file(RAW, NONE, true));
    assertThat(sets(within).permitted()).isEqualTo(NONE);
    assertThat(within.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.NO_NEW_PRIVS));
  }

  @Test
  void inheritableOfTheFileThatTheCallerLacksRefusesNobody() {
    assertThat(exec(bounding(user(), NONE), file(NONE, RAW, true)).error()).isEmpty();
  }

  // --- the attribute

  @Test
  void malformedAttributeFailsForEverybody() {
    Image file = Image.plain().with(Image.Attribute.MALFORMED);
    for (Credentials caller : List.of(user(), root(), noNewPrivs(user()))) {
      Execution execution = exec(caller, file);
      assertThat(execution.error()).contains(Errno.EINVAL);
      assertThat(execution.after()).isEqualTo(caller);
      assertThat(rules(execution)).containsExactly("malformed_attribute");
    }
    assertThat(exec(user(), file.on(Image.Trust.NOSUID)).error()).as("not looked at").isEmpty();
  }

  @Test
  void bitsAboveTheKernelsLastAreCutOffBeforeUse() {
    CapSet known = CapSet.all(37);
    CapSet everything = CapSet.of(-1L);
    Execution execution =
        new Execve(Execve.IdChange.FROM_EFFECTIVE, 37)
            .apply(bounding(user(), known), Set.of(), file(everything, everything, true));
    assertThat(sets(execution).effective()).isEqualTo(known);
    assertThat(execution.missing()).isEmpty();
  }

  @Test
  void attributeOfRevisionOneCounts() {
    FileCaps one = new FileCaps(RAW, NONE, true, OptionalLong.empty(), 1);
    assertThat(sets(exec(user(), file(one, Image.Standing.COUNTS))).effective()).isEqualTo(RAW);
  }

  @Test
  void attributeOfAForeignRootIsAsNone() {
    FileCaps foreign = new FileCaps(RAW, NONE, true, OptionalLong.of(5000), 3);
    Image file = file(foreign, Image.Standing.FOREIGN_ROOTID);
    Execution execution = exec(ambient(user(), BIND), file);
    assertThat(sets(execution).permitted()).as("ambient is kept").isEqualTo(BIND);
    assertThat(execution.missing()).containsExactly(missing(Capability.NET_RAW, Withholder.ROOTID));
    assertThat(sets(exec(user(), setuid(file, 0))).effective())
        .as("root's magic is not stopped")
        .isEqualTo(ALL);
  }

  @Test
  void attributeDoesNotCountWhereTheKernelWasBootedSo() {
    Image file = file(FileCaps.of(RAW, NONE, true), Image.Standing.DISABLED);
    Execution execution = exec(bounding(ambient(user(), BIND), NONE), file);
    assertThat(sets(execution).permitted()).isEqualTo(BIND);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.NO_FILE_CAPS));
  }

  @Test
  void emptyAttributeStopsRootsMagicAndClearsAmbient() {
    Image empty = file(NONE, NONE, false);
    assertThat(sets(exec(user(), setuid(empty, 0))).permitted()).isEqualTo(NONE);
    Execution execution = exec(ambient(user(), RAW), empty);
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.missing())
        .containsExactly(missing(Capability.NET_RAW, Withholder.AMBIENT_BY_ATTRIBUTE));
  }

  @Test
  void nosuidMountIgnoresSetuidBitAndAttributeAndKeepsAmbient() {
    for (Image.Trust trust : List.of(Image.Trust.NOSUID, Image.Trust.FOREIGN)) {
      Withholder by = trust == Image.Trust.NOSUID ? Withholder.NOSUID : Withholder.FOREIGN_MOUNT;
      Execution caps = exec(ambient(bounding(user(), NONE), BIND), file(RAW, NONE, true).on(trust));
      assertThat(sets(caps).effective()).isEqualTo(BIND);
      assertThat(caps.missing()).containsExactly(missing(Capability.NET_RAW, by));
      Execution setuid = exec(ambient(user(), BIND), setuidRoot().on(trust));
      assertThat(sets(setuid).effective()).isEqualTo(BIND);
      assertThat(setuid.after().uid()).isEqualTo(Ids.all(1000));
      assertThat(setuid.missing()).hasSize(LAST).allMatch(missing -> missing.by() == by);
      assertThat(rules(setuid)).containsExactly("set_id_ignored", "ambient_kept");
    }
  }

  @Test
  void ofAScriptTheInterpreterAloneCounts() {
    Image script = setuid(file(RAW, NONE, true), 0);
    Execution execution = exec(user(), Image.plain().running(script));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.after().uid()).isEqualTo(Ids.all(1000));
    assertThat(execution.missing()).containsExactly(missing(Capability.NET_RAW, Withholder.SCRIPT));
    assertThat(rules(execution)).containsExactly("script", "no_file_capabilities");
    assertThat(sets(exec(user(), file(BIND, NONE, true).running(script))).effective())
        .isEqualTo(BIND);
    assertThat(exec(user(), Image.plain().running(setuidRoot())).missing())
        .hasSize(LAST + 1)
        .allMatch(missing -> missing.by() == Withholder.SCRIPT);
  }

  // --- no_new_privs and the other things that make it unsafe

  @Test
  void noNewPrivsIgnoresSetuidAndSetgidBits() {
    Execution execution = exec(noNewPrivs(user()), setgid(setuidRoot(), 1001));
    assertThat(execution.after().uid()).isEqualTo(Ids.all(1000));
    assertThat(execution.after().gid()).isEqualTo(Ids.all(1000));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(execution.missing())
        .hasSize(LAST + 1)
        .allMatch(missing -> missing.by() == Withholder.NO_NEW_PRIVS);
    assertThat(execution.after().noNewPrivs()).isTrue();
  }

  @Test
  void noNewPrivsCutsFileCapabilitiesToTheOldPermitted() {
    Credentials caller = noNewPrivs(permitted(user(), RAW, NONE));
    assertThat(sets(exec(caller, file(RAW.or(BIND), NONE, true))).effective()).isEqualTo(RAW);
  }

  @Test
  void noNewPrivsKeepsAmbientForPlainAndSetuidFilesAndNotForThoseWithAnAttribute() {
    Credentials caller = noNewPrivs(ambient(user(), RAW));
    assertThat(sets(exec(caller, Image.plain())).effective()).isEqualTo(RAW);
    assertThat(sets(exec(caller, setuidRoot())).effective()).isEqualTo(RAW);
    assertThat(sets(exec(caller, file(BIND, NONE, true))).effective()).isEqualTo(NONE);
  }

  @Test
  void noNewPrivsTakesNothingFromRoot() {
    assertThat(sets(exec(noNewPrivs(root()), Image.plain())).effective()).isEqualTo(ALL);
    assertThat(sets(exec(noNewPrivs(permitted(root(), RAW, RAW)), Image.plain())).effective())
        .as("but gives nothing back")
        .isEqualTo(RAW);
  }

  @Test
  void noNewPrivsPutsTheEffectiveIdsBackWhereSomethingWouldBeGained() {
    Credentials caller = noNewPrivs(uids(user(), SETUID_ROOT));
    Execution execution = exec(caller, Image.plain());
    assertThat(execution.after().uid()).isEqualTo(Ids.all(1000));
    assertThat(sets(execution).permitted()).isEqualTo(NONE);
    assertThat(rules(execution)).contains("root", "unsafe");
  }

  @Test
  void tracerWithoutPrivilegeKeepsTheProgramFromGaining() {
    for (Execve.Unsafe what : Execve.Unsafe.values()) {
      Withholder by = what == Execve.Unsafe.TRACED ? Withholder.TRACER : Withholder.SHARED_FS;
      Execution caps = NEW.apply(user(), Set.of(what), file(RAW, NONE, true));
      assertThat(sets(caps).permitted()).isEqualTo(NONE);
      assertThat(caps.missing()).containsExactly(missing(Capability.NET_RAW, by));
      Execution setuid = NEW.apply(user(), Set.of(what), setuidRoot());
      assertThat(setuid.after().uid()).isEqualTo(Ids.all(1000));
      assertThat(sets(setuid).permitted()).isEqualTo(NONE);
      assertThat(NEW.apply(user(), Set.of(what), Image.plain()).missing()).isEmpty();
    }
  }

  @Test
  void tracedProgramKeepsTheNewIdsOfACallerWithSetuid() {
    Credentials caller = permitted(user(), set(Capability.SETUID), set(Capability.SETUID));
    Execution execution = NEW.apply(caller, Set.of(Execve.Unsafe.TRACED), setuidRoot());
    assertThat(execution.after().uid()).isEqualTo(SETUID_ROOT);
    assertThat(sets(execution).effective()).isEqualTo(set(Capability.SETUID));
    Credentials idle = permitted(user(), set(Capability.SETUID), NONE);
    assertThat(NEW.apply(idle, Set.of(Execve.Unsafe.TRACED), setuidRoot()).after().uid())
        .as("it is to be effective")
        .isEqualTo(Ids.all(1000));
  }
}
