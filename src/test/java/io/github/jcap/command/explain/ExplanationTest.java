package io.github.jcap.command.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.RootPath;
import io.github.jcap.outcome.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts: every capability has one, and each is whole. */
class ExplanationTest {
  private static final String WHOLE =
      """
      [allows]
      - This, and what
        goes with it.
      - That.
      [holders]
      - Somebody.
      [root: depends]
      - Where it may.
      [instead]
      - Nothing.
      [sources]
      - capabilities(7), acl(5)
      """;

  @ParameterizedTest
  @EnumSource
  void everyCapabilityHasEveryPart(Capability capability) {
    Explanation explanation = Explanation.of(capability);
    assertThat(explanation.capability()).isEqualTo(capability);
    for (List<String> part :
        List.of(
            explanation.allows(),
            explanation.holders(),
            explanation.root(),
            explanation.instead())) {
      assertThat(part)
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allMatch(point -> point.matches("\\p{Print}+[.]"), "is a sentence of ASCII")
          .allMatch(point -> !point.contains("  ") && !point.startsWith("-"));
    }
    assertThat(explanation.sources())
        .contains("capabilities(7)")
        .hasSizeGreaterThan(1)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownToLeadToRootSaysSo(Capability capability) {
    Explanation explanation = Explanation.of(capability);
    boolean says = explanation.root().get(0).startsWith("Not by itself known.");
    assertThat(says).isEqualTo(explanation.reach() == Reach.NO);
  }

  /** The texts and the one table of it agree. */
  @Test
  void whatIsAsGoodAsRootIsSaidToBe() {
    assertThat(Arrays.stream(Capability.values()).filter(each -> reach(each) == Reach.YES))
        .containsExactlyElementsOf(
            Arrays.stream(RootPath.values()).map(RootPath::capability).toList());
  }

  private static Reach reach(Capability capability) {
    return Explanation.of(capability).reach();
  }

  @Test
  void everyTextBelongsToACapability() throws IOException {
    Path directory = Path.of(System.getProperty("jcap.project", ""), "src/main/resources/explain");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Capability.values()).map(each -> each.plainName() + ".txt").toList());
    }
  }

  @Test
  void aPointGoesOnInTheLinesBelowIt() {
    Explanation explanation = Explanation.parse(Capability.CHOWN, WHOLE);
    assertThat(explanation.allows()).containsExactly("This, and what goes with it.", "That.");
    assertThat(explanation.reach()).isEqualTo(Reach.DEPENDS);
    assertThat(explanation.root()).containsExactly("Where it may.");
    assertThat(explanation.sources()).containsExactly("capabilities(7)", "acl(5)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[allows]\n",
        "[holders]\n- Somebody.\n",
        "- Somebody.\n",
        "[root: depends]",
        "[root: depends]\n- Where it may.\n",
        "depends",
        "- That.\n",
        "[sources]\n- capabilities(7), acl(5)\n"
      })
  void aTextThatLacksSomethingIsRefused(String part) {
    assertThat(WHOLE).contains(part);
    if (part.equals("- That.\n")) {
      // One of two points may go.
      assertThat(Explanation.parse(Capability.CHOWN, WHOLE.replace(part, "")).allows()).hasSize(1);
    } else {
      assertThatThrownBy(() -> Explanation.parse(Capability.CHOWN, WHOLE.replace(part, "")))
          .isInstanceOf(Malformed.class)
          .hasMessageStartingWith("expected ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[allows]\n  goes on",
        "[allows]\n\n",
        "[allows]\n- \n",
        "[allows]\nX\n",
        "\n",
        ""
      })
  void aTextOfAnotherFormIsRefused(String start) {
    String text = start + WHOLE.substring("[allows]\n".length());
    assertThatThrownBy(() -> Explanation.parse(Capability.CHOWN, text))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> Explanation.parse(Capability.CHOWN, WHOLE + "[more]\n- More.\n"))
        .isInstanceOf(Malformed.class)
        .hasMessage("expected the end instead of \"[more]\"");
  }
}
