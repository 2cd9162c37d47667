package io.github.jcap.cap;

import static io.github.jcap.cap.Callers.NONE;
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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of an execve: the words differ where the cases do. */
class ExecveWordsTest {
  private static final CapSet RAW = set(Capability.NET_RAW);
  private static final Execve NEW = new Execve(Execve.IdChange.FROM_EFFECTIVE, Callers.LAST);

  private static List<String> said(Credentials caller, Image image, Execve.Unsafe... unsafe) {
    return NEW.apply(caller, Set.of(unsafe), image).reasons().stream().map(Reason::text).toList();
  }

  private static String first(Credentials caller, Image image) {
    return said(caller, image).get(0);
  }

  /** What is said of not being safe; empty where nothing is. */
  private static String unsafe(Credentials caller, Image image) {
    return NEW.apply(caller, Set.of(Execve.Unsafe.TRACED), image).reasons().stream()
        .filter(reason -> reason.rule().equals(ExecveRule.UNSAFE.says("").rule()))
        .map(Reason::text)
        .findFirst()
        .orElse("");
  }

  @Test
  void ofAScriptThatGivesSomethingItIsSaidThatThisDoesNotCount() {
    String neither = "only the attribute and the set-id bits of its interpreter count";
    assertThat(first(user(), Image.plain().running(Image.plain()))).endsWith(neither);
    for (Image script : List.of(setuidRoot(), setgid(Image.plain(), 5), file(RAW, NONE, false))) {
      assertThat(first(user(), Image.plain().running(script))).endsWith(neither + ", not its own");
    }
  }

  @Test
  void setIdBitsThatDoNothingAreNamed() {
    Credentials caller = noNewPrivs(user());
    assertThat(first(caller, setuidRoot())).startsWith("the file's setuid bit does nothing");
    assertThat(first(caller, setgid(Image.plain(), 5)))
        .startsWith("the file's setgid bit does nothing");
    assertThat(first(caller, setgid(setuidRoot(), 5)))
        .startsWith("the file's set-id bits do nothing");
  }

  @Test
  void anEmptyAttributeIsSaidToBeOne() {
    assertThat(first(user(), file(NONE, NONE, false))).startsWith("the file's attribute is empty");
    assertThat(first(user(), file(RAW, NONE, false))).startsWith("the file's capabilities give");
  }

  @Test
  void whichUidIsRootIsSaid() {
    assertThat(first(root(), Image.plain())).startsWith("effective uid 0 gives all");
    assertThat(first(uids(user(), new Ids(0, 1000, 1000, 1000)), Image.plain()))
        .startsWith("real uid 0 gives all")
        .contains("it is not effective, since the effective uid is 1000");
  }

  @Test
  void ofRootThatIsNoneItIsSaidToBePassedOnWhatOthersAre() {
    assertThat(said(securebits(root(), Securebits.Flag.NOROOT), Image.plain()))
        .anyMatch(text -> text.startsWith("a file without capabilities passes on"));
    assertThat(said(root(), Image.plain()))
        .noneMatch(text -> text.startsWith("a file without capabilities passes on"));
  }

  @Test
  void whatIsNotGainedUnderATracerIsSaid() {
    assertThat(unsafe(user(), Image.plain())).isEmpty();
    assertThat(unsafe(user(), file(RAW, NONE, false)))
        .contains("nothing is gained")
        .contains(", without CAP_NET_RAW")
        .doesNotContain("ids go back");
    assertThat(unsafe(user(), setuidRoot()))
        .contains(", without ")
        .endsWith("; the effective ids go back to the real ones");
  }

  @Test
  void idsThatGoBackAreSaidAlsoWhereNothingElseIsGained() {
    for (Image image : List.of(setuid(Image.plain(), 5), setgid(Image.plain(), 5))) {
      assertThat(unsafe(user(), image))
          .doesNotContain(", without ")
          .endsWith("; the effective ids go back to the real ones");
    }
  }

  @Test
  void withSetuidTheIdsStayAndNothingIsSaidOfThem() {
    CapSet setuid = set(Capability.SETUID);
    Credentials caller = permitted(user(), setuid, setuid);
    assertThat(unsafe(caller, setuid(Image.plain(), 5))).isEmpty();
    assertThat(unsafe(caller, setuidRoot())).contains(", without ").doesNotContain("ids go back");
    assertThat(unsafe(noNewPrivs(caller), file(RAW, NONE, false))).contains("nothing is gained");
  }
}
