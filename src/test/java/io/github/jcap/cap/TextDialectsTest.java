package io.github.jcap.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.Malformed;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every text dialect keeps: what is written is read as the same, and nothing else throws. */
class TextDialectsTest {

  /**
   * One dialect of one set.
   *
   * @param name as a failure names it
   * @param format writes a set, for a kernel's last capability
   * @param parse reads it
   */
  record Dialect(
      String name,
      BiFunction<CapSet, Integer, String> format,
      BiFunction<String, Integer, CapSet> parse) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Dialect> dialects() {
    return List.of(
        new Dialect("set", (set, last) -> SetText.format(set), SetText::parse),
        new Dialect("mask", (set, last) -> set.hex(), SetText::parse),
        new Dialect("systemd", (set, last) -> SystemdText.format(set), SystemdText::parse),
        new Dialect("systemd, shortest", SystemdText::shortest, SystemdText::parse),
        new Dialect("docker", DockerText::format, DockerText::parse),
        new Dialect("kubernetes", KubernetesText::format, KubernetesText::parse),
        new Dialect(
            "oci", (set, last) -> OciText.format(set), (text, last) -> OciText.parse(text)));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void whatIsWrittenIsReadAsTheSame(Dialect dialect) {
    SplittableRandom random = new SplittableRandom(41);
    for (int i = 0; i < 3_000; i++) {
      int last = i % 3 == 0 ? random.nextInt(64) : 40;
      CapSet set = set(random, last);
      String text = dialect.format().apply(set, last);
      assertThat(dialect.parse().apply(text, last)).as("%s, last %s", text, last).isEqualTo(set);
    }
  }

  /** Few bits, nearly all bits, all up to the last, and any. */
  private static CapSet set(SplittableRandom random, int last) {
    long some = few(random);
    return switch (random.nextInt(5)) {
      case 0 -> CapSet.of(some);
      case 1 -> CapSet.all(last).without(CapSet.of(some & few(random)));
      case 2 -> CapSet.of(1L << random.nextInt(64));
      case 3 -> random.nextBoolean() ? CapSet.all(last) : CapSet.EMPTY;
      default -> CapSet.of(random.nextLong());
    };
  }

  @Test
  void iabIsReadAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 3_000; i++) {
      CapSet ambient = CapSet.of(few(random));
      CapSet inheritable = ambient.or(CapSet.of(few(random)));
      Iab iab = new Iab(inheritable, ambient, CapSet.of(random.nextLong()));
      assertThat(IabText.parse(IabText.format(iab))).isEqualTo(iab);
    }
  }

  @Test
  void libcapsTextIsReadAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 3_000; i++) {
      LibcapText.Sets sets = new LibcapText.Sets(set(random, 40), set(random, 40), set(random, 40));
      String text = LibcapText.format(sets.effective(), sets.permitted(), sets.inheritable(), 40);
      assertThat(LibcapText.parse(text, 40)).as(text).isEqualTo(sets);
    }
  }

  @Test
  void anAttributeIsReadAsItWasWrittenInEachForm() {
    SplittableRandom random = new SplittableRandom(44);
    for (int i = 0; i < 1_000; i++) {
      FileCaps caps =
          FileCaps.of(set(random, 40), set(random, 40), random.nextBoolean())
              .within(
                  random.nextBoolean()
                      ? OptionalLong.of(random.nextLong() & 0xffff_ffffL)
                      : OptionalLong.empty());
      for (String text :
          List.of(
              XattrText.format(caps),
              XattrText.format(caps).substring(2),
              XattrText.hex(caps),
              XattrText.hex(caps).substring(2),
              octal(caps.encode()))) {
        assertThat(XattrText.parse(text)).as(text).isEqualTo(caps);
      }
    }
  }

  /** As getfattr --encoding=text prints it: without the zero that ends it. */
  private static String octal(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    int length = bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    for (int i = 0; i < length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
        text.append(c);
      } else {
        text.append('\\').append(String.format("%03o", (int) c));
      }
    }
    return text.append('"').toString();
  }

  static List<Function<String, Object>> parsers() {
    return List.of(
        text -> SetText.parse(text, 40),
        text -> SystemdText.parse(text, 40),
        text -> DockerText.parse(text, 40),
        text -> KubernetesText.parse(text, 40),
        OciText::parse,
        IabText::parse,
        XattrText::parse,
        text -> LibcapText.parse(text, 40));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void anyTextIsReadOrMalformed(Function<String, Object> parser) {
    SplittableRandom random = new SplittableRandom(45);
    String[] parts = {
      "cap_chown",
      "net_raw",
      "ALL",
      "except",
      "13",
      "64",
      "#",
      "0x",
      "0s",
      "AQAA",
      "--cap-add=",
      "--cap-drop ",
      "{",
      "}",
      "[",
      "]",
      "add:",
      "drop: ",
      "capabilities:",
      "\"",
      "'",
      "\\",
      "\\001",
      ",",
      " ",
      "=",
      "+",
      "-",
      "ep",
      "!",
      "^",
      "%",
      "~",
      "\u0000",
      "\u00ff",
      "\u20ac",
      "\ud800",
      "0100000200200000000000000000000000000000",
      "=",
      ":",
      "\n"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertReadOrMalformed(parser, text.toString());
    }
  }

  private static void assertReadOrMalformed(Function<String, Object> parser, String text) {
    try {
      assertThat(parser.apply(text)).isNotNull();
    } catch (Malformed e) {
      assertThat(e.getMessage()).as(text).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000|--cap-drop=ALL --cap-add=NET_ADMIN --cap-add=NET_RAW",
        "0|--cap-drop=ALL",
        "1fffeffffff|--cap-add=ALL --cap-drop=SYS_RESOURCE",
        "1ffffffffff|--cap-add=ALL",
      })
  void dockersOptionsGiveExactlyTheSet(String mask, String options) {
    assertThat(DockerText.format(CapSet.parseHex(mask), 40)).isEqualTo(options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cap-drop all --cap-add CAP_NET_RAW|2000",
        "--cap-add=net_raw,kill --cap-drop=ALL|2020",
        "--cap-add=ALL --cap-add=KILL --cap-drop=CHOWN|1fffffffffe",
      })
  void dockersOptionsAreReadAsPeopleWriteThem(String options, String mask) {
    assertThat(DockerText.parse(options, 40)).isEqualTo(CapSet.parseHex(mask));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capabilities: {add: [NET_RAW], drop: [ALL]}|2000",
        "{\"drop\":[\"ALL\"],\"add\":[\"NET_ADMIN\",\"NET_RAW\"]}|3000",
        "{add: ['ALL']}|1ffffffffff",
      })
  void kubernetesIsReadAsYamlAndAsJson(String text, String mask) {
    assertThat(KubernetesText.parse(text, 40)).isEqualTo(CapSet.parseHex(mask));
  }

  @Test
  void whatDependsOnTheRuntimesDefaultIsRefused() {
    assertThatThrownBy(() -> DockerText.parse("--cap-add=NET_RAW", 40))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("depends on the runtime's default set");
    assertThatThrownBy(() -> KubernetesText.parse("{drop: [NET_RAW]}", 40))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("depends on the runtime's default set");
  }

  /** A mask of which a quarter is set. */
  private static long few(SplittableRandom random) {
    long one = random.nextLong();
    return one & random.nextLong();
  }
}
