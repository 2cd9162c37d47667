package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Inventories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code jcap diff} says of a wrong line, and of what is no inventory. */
class DiffErrorsTest {
  @TempDir Path directory;

  private String file(String name, Inventories inventory) {
    return inventory.writeTo(directory.resolve(name));
  }

  private String anonymous(String text) {
    return text.replace(directory.toString(), "DIR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diff|Missing required parameter: 'INVENTORY'",
        "diff a|two inventories are compared, OLD and NEW, not 1; see --help",
        "diff a b c|two inventories are compared, OLD and NEW, not 3; see --help",
        "diff now now|now is both OLD and NEW: one of them is another",
        "diff -- - -|- is both OLD and NEW: one of them is another",
        "diff a b --only=process|unknown kind: process (did you mean processes?)",
        "diff a b --format=csv|--format=csv is for lists of one kind: text, json, ndjson",
        "diff a b --color=x|unknown colour choice: x",
      })
  void aWrongLineIsExitCode2(String line, String message) {
    Cli.Result result = Cli.jcap().run(line.split(" ", -1));
    assertThat(result).isEqualTo(new Cli.Result(2, "", "jcap diff: " + message + "\n"));
  }

  @Test
  void whatCannotBeReadIsExitCode3AndNothingIsPrinted() throws IOException {
    String good = file("good", DiffTest.before());
    Path cut =
        Files.writeString(directory.resolve("cut"), DiffTest.before().ndjson().substring(0, 3000));
    Cli.Result result = Cli.jcap().run("diff", good, cut.toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(anonymous(result.err()))
        .startsWith("jcap diff: DIR/cut: line ")
        .endsWith("it was cut off; make or fetch it again\n");
    assertThat(anonymous(Cli.jcap().run("diff", directory + "/none", good).err()))
        .isEqualTo("jcap diff: DIR/none: read: ENOENT\n");
    Path other = Files.writeString(directory.resolve("caf\u00e9\u001b"), "{\"kind\":\"files\"}");
    assertThat(anonymous(Cli.jcap().run("diff", good, other.toString()).err()))
        .isEqualTo(
            "jcap diff: DIR/caf\u00e9\\x1B: line 1, column 9: a report of kind files, not"
                + " inventory; jcap inventory --json makes one\n");
  }

  @Test
  void aMutatedInventoryNeverBreaksTheComparison() {
    byte[] whole = DiffTest.after().json().getBytes(UTF_8);
    SplittableRandom random = new SplittableRandom(5);
    String old = file("old", DiffTest.before());
    Path file = directory.resolve("mutated");
    String[] words = {"null", "[]", "{}", "7", "\"x\"", "true", "[{}]", "{\"mask\":\"0x1\"}"};
    for (int i = 0; i < 300; i++) {
      String text = new String(whole, UTF_8);
      List<Integer> starts = new ArrayList<>();
      for (int at = text.indexOf(" : "); at >= 0; at = text.indexOf(" : ", at + 1)) {
        starts.add(at + 3);
      }
      int at = starts.get(random.nextInt(starts.size()));
      int end = at;
      while (text.charAt(end) != '\n') {
        end++;
      }
      boolean scalar = !text.substring(at, end).matches(".*[{\\[],?");
      if (scalar) {
        String comma = text.charAt(end - 1) == ',' ? "," : "";
        text =
            text.substring(0, at)
                + words[random.nextInt(words.length)]
                + comma
                + text.substring(end);
      }
      write(file, text);
      Cli.Result result = Cli.jcap().run("diff", old, file.toString(), "--json");
      assertThat(result.err()).doesNotContain("internal error");
      assertThat(result.code()).isIn(1, 3);
      assertThat(Cli.jcap().run("diff", old, file.toString()).err())
          .doesNotContain("internal error");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
