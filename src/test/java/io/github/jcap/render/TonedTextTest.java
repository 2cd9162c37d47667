package io.github.jcap.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts of which parts have a colour, in trees. */
class TonedTextTest {
  private static final String ORANGE = "\u001b[38;5;208m";
  private static final String GREEN = "\u001b[38;5;82m";
  private static final String END = "\u001b[m";

  private static String draw(TonedText text, int width, boolean colored) {
    StringBuilder out = new StringBuilder();
    try {
      new TreeText(out, width, true, colored)
          .branches(List.of(text), node -> node, node -> List.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }

  private static TonedText caps() {
    return TonedText.startingWith("caps: ")
        .add("setuid", Optional.of(Tone.ALARM))
        .add(", ")
        .add("kill", Optional.empty())
        .add(" [")
        .add("some words", Optional.of(Tone.GOOD))
        .add("]")
        .build();
  }

  @Test
  void onlyThePartsWithAColourHaveOne() {
    assertThat(caps().text()).isEqualTo("caps: setuid, kill [some words]");
    assertThat(draw(caps(), 80, true))
        .isEqualTo(
            "└─ caps: "
                + ORANGE
                + "setuid"
                + END
                + ", kill ["
                + GREEN
                + "some words"
                + END
                + "]\n");
  }

  @Test
  void whereColoursAreNotShownNothingIsLeftOfThem() {
    assertThat(draw(caps(), 80, false)).isEqualTo("└─ caps: setuid, kill [some words]\n");
  }

  @Test
  void aPartThatIsCutIsColouredOnBothLinesAndNotBetweenThem() {
    assertThat(draw(caps(), 34, true))
        .isEqualTo(
            ("└─ caps: " + ORANGE + "setuid" + END + ", kill [" + GREEN + "some " + END + "\n")
                + ("   " + GREEN + "words" + END + "]\n"));
  }

  @Test
  void aLineBreaksInTheSamePlaceWithColoursAndWithout() {
    for (int width = 1; width < 60; width++) {
      String colored = draw(caps(), width, true);
      assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
          .as("%s columns", width)
          .isEqualTo(draw(caps(), width, false));
    }
  }

  @Test
  void anEmptyPartHasNoColour() {
    assertThat(draw(TonedText.startingWith("x").add("", Optional.of(Tone.GOOD)).build(), 80, true))
        .isEqualTo("└─ x\n");
  }

  @Test
  void branchesStandBelowNoRootAndTheNextTreeBeginsAtTheEdge() throws IOException {
    StringBuilder out = new StringBuilder();
    TreeText tree = new TreeText(out, 80, false, false);
    tree.branches(
        List.of("a", "b"),
        TonedText::of,
        node -> node.length() < 2 ? List.of(node + "1", node + "2") : List.of());
    tree.draw("c", TonedText::of, node -> node.equals("c") ? List.of("d") : List.of());
    assertThat(out.toString())
        .isEqualTo(
            """
            |- a
            |  |- a1
            |  `- a2
            `- b
               |- b1
               `- b2
            c
            `- d
            """);
  }
}
