package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/proc_pid_attr_current.md. */
class LsmLabelTest {
  private static LsmLabel parse(String latin1) {
    return LsmLabel.parse(latin1.getBytes(ISO_8859_1)).known().orElseThrow();
  }

  private static AppArmorLabel appArmor(String latin1) {
    LsmLabel label = parse(latin1);
    assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.APPARMOR);
    assertThat(label.selinux()).isEqualTo(Reading.absent());
    return label.appArmor().known().orElseThrow();
  }

  private static SelinuxContext selinux(String latin1) {
    LsmLabel label = parse(latin1);
    assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.SELINUX);
    assertThat(label.appArmor()).isEqualTo(Reading.absent());
    return label.selinux().known().orElseThrow();
  }

  private static AppArmorLabel.Profile profile(String name) {
    return new AppArmorLabel.Profile(Reading.absent(), new ByteString(name));
  }

  private static AppArmorLabel.Profile profile(String namespace, String name) {
    return new AppArmorLabel.Profile(Reading.of(new ByteString(namespace)), new ByteString(name));
  }

  private static SelinuxContext.Level level(String sensitivity, String... categories) {
    return new SelinuxContext.Level(
        new ByteString(sensitivity), Arrays.stream(categories).map(ByteString::new).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"enforce", "complain", "kill", "unconfined", "user", "mixed", "prompt"})
  void aProfileIsConfinedInItsMode(String mode) {
    String text = "/usr/sbin/ntpd (" + mode + ")";
    assertThat(appArmor(text + "\n"))
        .isEqualTo(new AppArmorLabel(List.of(profile("/usr/sbin/ntpd")), mode));
    assertThat(parse(text + "\n").text()).isEqualTo(new ByteString(text));
  }

  @Test
  void whatNoProfileConfinesIsUnconfined() {
    assertThat(appArmor("unconfined\n"))
        .isEqualTo(new AppArmorLabel(List.of(profile("unconfined")), "unconfined"));
    assertThat(appArmor(":lxd-c1:unconfined\n"))
        .isEqualTo(new AppArmorLabel(List.of(profile("lxd-c1", "unconfined")), "unconfined"));
    assertThat(appArmor("unconfined//&:lxd-c1:unconfined\n"))
        .isEqualTo(
            new AppArmorLabel(
                List.of(profile("unconfined"), profile("lxd-c1", "unconfined")), "unconfined"));
  }

  @Test
  void aStackIsItsProfiles() {
    assertThat(appArmor("a//&b (complain)\n"))
        .isEqualTo(new AppArmorLabel(List.of(profile("a"), profile("b")), "complain"));
    assertThat(appArmor("lxd-c1_</var/lib/lxd>//&:lxd-c1_<var-lib-lxd>:unconfined (enforce)\n"))
        .isEqualTo(
            new AppArmorLabel(
                List.of(
                    profile("lxd-c1_</var/lib/lxd>"),
                    profile("lxd-c1_<var-lib-lxd>", "unconfined")),
                "enforce"));
  }

  @Test
  void aPolicyNamespaceIsNotPartOfTheName() {
    assertThat(appArmor(":ns:profile (kill)\n").profiles())
        .containsExactly(profile("ns", "profile"));
    assertThat(appArmor(":ns://profile (kill)\n").profiles())
        .containsExactly(profile("ns", "profile"));
    assertThat(appArmor(":ns:///usr/bin/x (kill)\n").profiles())
        .containsExactly(profile("ns", "/usr/bin/x"));
    assertThat(appArmor(":unclosed (kill)\n").profiles()).containsExactly(profile(":unclosed"));
  }

  @Test
  void aChildProfileAndOddNamesStayAsTheyAre() {
    for (String name :
        List.of(
            "snap.x.y", "/usr/bin/a//null-/bin/sh", "two words (v2)", "caf\u00c3\u00a9", "a:b:c")) {
      assertThat(appArmor(name + " (enforce)\n").profiles()).containsExactly(profile(name));
    }
  }

  @Test
  void aContextHasUserRoleTypeAndLevel() {
    assertThat(selinux("system_u:system_r:container_t:s0:c1,c2\0"))
        .isEqualTo(
            new SelinuxContext(
                new ByteString("system_u"),
                new ByteString("system_r"),
                new ByteString("container_t"),
                Reading.of(level("s0", "c1", "c2")),
                Reading.of(level("s0", "c1", "c2"))));
    String note = "73797374656d5f753a73797374656d5f723a636f6e7461696e65725f743a73303a63312c633200";
    assertThat(LsmLabel.parse(HexFormat.of().parseHex(note)))
        .isEqualTo(Reading.of(parse("system_u:system_r:container_t:s0:c1,c2\0")));
    assertThat(parse("system_u:system_r:container_t:s0:c1,c2\0").text())
        .isEqualTo(new ByteString("system_u:system_r:container_t:s0:c1,c2"));
  }

  @Test
  void aRangeHasALowAndAHighLevel() {
    SelinuxContext context = selinux("unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0");
    assertThat(context.type()).isEqualTo(new ByteString("unconfined_t"));
    assertThat(context.low()).isEqualTo(Reading.of(level("s0")));
    assertThat(context.high()).isEqualTo(Reading.of(level("s0", "c0.c1023")));
    SelinuxContext both = selinux("u:r:t:s1:c3-s15:c0.c5,c7\0");
    assertThat(both.low()).isEqualTo(Reading.of(level("s1", "c3")));
    assertThat(both.high()).isEqualTo(Reading.of(level("s15", "c0.c5", "c7")));
  }

  @Test
  void aPolicyWithoutLevelsHasThreeParts() {
    SelinuxContext context = selinux("system_u:system_r:init_t\0");
    assertThat(context.low()).isEqualTo(Reading.absent());
    assertThat(context.high()).isEqualTo(Reading.absent());
    assertThat(selinux("system_u:system_r:init_t")).as("a copy without the NUL").isEqualTo(context);
  }

  @Test
  void beforeAPolicyIsLoadedSelinuxSaysOneWordAndANul() {
    LsmLabel label = parse("kernel\0");
    assertThat(label)
        .isEqualTo(
            new LsmLabel(
                new ByteString("kernel"),
                LsmLabel.Lsm.SELINUX,
                Reading.absent(),
                Reading.absent()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "^", "*", "?", "@", "System", "User::Home", "a:b", ":a:b", "a::b"})
  void aWordIsSmacks(String word) {
    LsmLabel label = parse(word);
    assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.SMACK);
    assertThat(label.text()).isEqualTo(new ByteString(word));
    assertThat(label.appArmor()).isEqualTo(Reading.absent());
    assertThat(label.selinux()).isEqualTo(Reading.absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two words", "a/b", "x (Enforce)", "x ()", " (enforce)", "(enforce) x", "\u00e9"})
  void anyOtherFormIsNobodys(String text) {
    LsmLabel label = parse(text);
    assertThat(label.lsm()).isEqualTo(LsmLabel.Lsm.UNKNOWN);
    assertThat(label.text()).isEqualTo(new ByteString(text));
  }

  @Test
  void aWordOfMoreThan255BytesIsNotSmacks() {
    assertThat(parse("x".repeat(255)).lsm()).isEqualTo(LsmLabel.Lsm.SMACK);
    assertThat(parse("x".repeat(256)).lsm()).isEqualTo(LsmLabel.Lsm.UNKNOWN);
  }

  @Test
  void nothingIsAbsent() {
    for (String nothing : List.of("", "\n", "\0", "\n\0")) {
      assertThat(LsmLabel.parse(nothing.getBytes(ISO_8859_1))).isEqualTo(Reading.absent());
      assertThat(LsmLabel.parseAppArmor(nothing.getBytes(ISO_8859_1))).isEqualTo(Reading.absent());
    }
  }

  @ParameterizedTest
  @CsvSource({"'a\nb\n','a\nb'", "'a\n\n','a\n'", "'a\0b\0','a\0b'", "'a\0\0','a\0'", "'a\n\0',a"})
  void onlyTheEndIsCutAndOnlyOnce(String bytes, String text) {
    assertThat(parse(bytes).text()).isEqualTo(new ByteString(text));
    assertThat(parse("a\nb (enforce)\n").text().escaped()).isEqualTo("a\\x0Ab (enforce)");
  }

  @Test
  void appArmorsOwnFileIsAppArmorsWhateverItsForm() {
    byte[] bytes = "a:b:c\n".getBytes(ISO_8859_1);
    assertThat(LsmLabel.parseAppArmor(bytes).map(LsmLabel::lsm))
        .isEqualTo(Reading.of(LsmLabel.Lsm.APPARMOR));
    assertThat(LsmLabel.parseAppArmor("a (kill)\n".getBytes(ISO_8859_1)))
        .isEqualTo(LsmLabel.parse("a (kill)\n".getBytes(ISO_8859_1)));
  }

  @Test
  void anyBytesAreALabelOrAbsentAndAreKept() {
    SplittableRandom random = new SplittableRandom(9);
    String alphabet = "ab:-,. ()/&\0\n\u00ff";
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = text.toString().getBytes(ISO_8859_1);
      for (Reading<LsmLabel> label :
          List.of(LsmLabel.parse(bytes), LsmLabel.parseAppArmor(bytes))) {
        String kept = label.known().map(known -> known.text().latin1()).orElse("");
        assertThat(text.toString()).startsWith(kept);
        assertThat(text.substring(kept.length())).isIn("", "\n", "\0", "\n\0");
      }
    }
  }
}
