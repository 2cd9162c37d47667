package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes and texts: what is not of the form is refused, and what was written is read again. */
class CapFuzzTest {
  private static final int LAST = 40;

  static Stream<byte[]> attributes() {
    return Stream.of(
            "0100000200200000000000000000000000000000",
            "010000030020000000000000000000000000000010270000",
            "000000010020000000000000",
            "010000047fffffff",
            "ff")
        .map(HexFormat.of()::parseHex);
  }

  /** Bytes that a file system hands over. */
  @MethodSource("attributes")
  @FuzzTest
  void attribute(byte[] bytes) {
    Optional<FileCaps> caps = Untrusted.parse(() -> FileCaps.decode(bytes));
    caps.ifPresent(
        file -> {
          assertThat(file.encode()).hasSize(bytes.length);
          assertThat(FileCaps.decode(file.encode())).isEqualTo(file);
          assertThat(XattrText.parse(XattrText.format(file))).isEqualTo(file);
          assertThat(XattrText.parse(XattrText.hex(file))).isEqualTo(file);
        });
    assertThat(CapAttribute.of(bytes).<Boolean>fold(sound -> true, odd -> false))
        .isEqualTo(caps.isPresent());
  }

  static Stream<byte[]> texts() {
    return Untrusted.seeds(
        "=ep cap_sys_resource-ep 41+p",
        "cap_net_raw,0xd,015=p+i",
        "!cap_sys_resource,^cap_net_raw,!%cap_kill",
        "all,-net_raw except chown",
        "~CAP_SYS_ADMIN #13",
        "0x3000",
        "--cap-drop=ALL --cap-add NET_ADMIN,NET_RAW",
        "capabilities: {drop: [\"ALL\"], add: ['NET_ADMIN', 41]}",
        "[\"CAP_CHOWN\", \"CAP_KILL\"]",
        "0sAQAAAgAgAAAAAAAAAAAAAAAAAAA=",
        "0x0100000200200000000000000000000000000000",
        "\"\\001\\000\\000\\002\\000 \\000\\000\"",
        "cap_\u00e4",
        "6.1.0-37-amd64");
  }

  /** One text is given to each of the dialects; none reads what another parser's type forbids. */
  @MethodSource("texts")
  @FuzzTest
  void text(byte[] bytes) {
    String text = ByteString.of(bytes).latin1();
    assertSet(() -> SetText.parse(text, LAST));
    assertSet(() -> DockerText.parse(text, LAST));
    assertSet(() -> KubernetesText.parse(text, LAST));
    assertSet(() -> OciText.parse(text));
    assertSet(() -> SystemdText.parse(text, LAST));
    assertSet(() -> CapSet.parseHex(text));
    assertSet(() -> CapSet.parseHex(bytes, 0, bytes.length));
    read(() -> IabText.parse(text))
        .ifPresent(
            iab -> {
              assertThat(iab.inheritable().containsAll(iab.ambient())).isTrue();
              assertThat(IabText.parse(IabText.format(iab))).isEqualTo(iab);
            });
    read(() -> XattrText.parse(text))
        .ifPresent(file -> assertThat(FileCaps.decode(file.encode())).isEqualTo(file));
    Optional<LibcapText.Sets> sets = read(() -> LibcapText.parse(text, LAST));
    sets.ifPresent(three -> assertSameAgain(three, LAST));
    read(() -> LibcapText.parseFile(text, LAST))
        .ifPresent(
            file -> {
              assertThat(sets).map(LibcapText.Sets::permitted).contains(file.permitted());
              assertThat(LibcapText.parseFile(LibcapText.format(file, LAST), LAST).permitted())
                  .isEqualTo(file.permitted());
            });
    Capability.ofName(text)
        .ifPresent(one -> assertThat(text.toLowerCase(Locale.ROOT)).endsWith(one.plainName()));
    Release.isBefore(text, 6, 1);
  }

  /** What a person typed is quoted as it is, and made safe by who shows it. */
  private static <T> Optional<T> read(Supplier<T> parser) {
    try {
      return Optional.of(parser.get());
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  private static void assertSet(Supplier<CapSet> parser) {
    read(parser).ifPresent(CapFuzzTest::assertReadAgain);
  }

  private static void assertReadAgain(CapSet set) {
    assertThat(SetText.parse(SetText.format(set), LAST)).isEqualTo(set);
    assertThat(SetText.parse(set.hex(), LAST)).isEqualTo(set);
    assertThat(DockerText.parse(DockerText.format(set, LAST), LAST)).isEqualTo(set);
    assertThat(KubernetesText.parse(KubernetesText.format(set, LAST), LAST)).isEqualTo(set);
    assertThat(OciText.parse(OciText.format(set))).isEqualTo(set);
    assertThat(SystemdText.parse(SystemdText.format(set), LAST)).isEqualTo(set);
    assertThat(SystemdText.parse(SystemdText.shortest(set, LAST), LAST)).isEqualTo(set);
  }

  private static void assertSameAgain(LibcapText.Sets sets, int last) {
    String text = LibcapText.format(sets.effective(), sets.permitted(), sets.inheritable(), last);
    assertThat(LibcapText.parse(text, last)).as(text).isEqualTo(sets);
  }

  /** Values of any bits, for a kernel with any last capability. */
  @FuzzTest
  void values(FuzzedDataProvider data) {
    int last = data.consumeInt(0, 63);
    CapSet first = CapSet.of(data.consumeLong());
    CapSet second = CapSet.of(data.consumeLong());
    CapSet third = CapSet.of(data.consumeLong());
    assertSameAgain(new LibcapText.Sets(first, second, third), last);
    Iab iab = new Iab(first.or(second), second, third);
    assertThat(IabText.parse(IabText.format(iab))).isEqualTo(iab);
    for (CapSet set : new CapSet[] {first, second.and(CapSet.all(last))}) {
      assertThat(DockerText.parse(DockerText.format(set, last), last)).isEqualTo(set);
      assertThat(KubernetesText.parse(KubernetesText.format(set, last), last)).isEqualTo(set);
      assertThat(SystemdText.parse(SystemdText.shortest(set, last), last)).isEqualTo(set);
      assertReadAgain(set);
      assertThat(new CapWords(last).of(set)).isNotBlank();
    }
    long rootid = data.consumeLong(0, 0xffff_ffffL);
    FileCaps file =
        FileCaps.of(first, second, data.consumeBoolean())
            .within(data.consumeBoolean() ? OptionalLong.of(rootid) : OptionalLong.empty());
    assertThat(FileCaps.decode(file.encode())).isEqualTo(file);
    assertThat(XattrText.parse(XattrText.format(file))).isEqualTo(file);
    if (!file.effective() || !file.isEmpty()) { // e on nothing has no text
      assertThat(LibcapText.parseFile(LibcapText.format(file, last), last))
          .isEqualTo(file.within(OptionalLong.empty()));
    }
  }
}
