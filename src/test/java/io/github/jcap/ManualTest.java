package io.github.jcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sources of the manual have what every page needs; ManualIT reads the pages themselves. */
class ManualTest {
  private static final Path PAGES =
      Path.of(System.getProperty("jcap.project", ""), "src/main/dist/man");

  static List<Jcap.Entry> subcommands() {
    return Jcap.SUBCOMMANDS;
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everySubcommandHasAPageWithItsOptionsWordsAndColumns(Jcap.Entry entry) throws IOException {
    String page = Files.readString(PAGES.resolve("jcap-" + entry.name() + ".adoc"));
    assertThat(page)
        .contains("\n== Name\n\njcap-" + entry.name() + " - ")
        .contains("\n== Synopsis\n")
        .contains("\n== Description\n")
        .contains("\n== Examples\n")
        .contains("\n== Exit status\n")
        .contains("\n== Environment\n")
        .contains("\n== See also\n")
        .contains(generated(entry.name(), "options"))
        .contains(generated(entry.name(), "arguments"));
    boolean hasColumns = !entry.command().get().columns().isEmpty();
    assertThat(page.contains("include::{includedir}/" + entry.name() + "-columns.adoc[]"))
        .isEqualTo(hasColumns);
  }

  private static String generated(String name, String section) {
    return "include::{includedir}/jcap-"
        + name
        + ".adoc[tag=picocli-generated-man-section-"
        + section
        + "]";
  }

  /** The lines of examples, without pipes and redirections. */
  @Test
  void everyExampleIsALineThatJcapTakes() throws IOException {
    int taken = 0;
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.filter(Files::isRegularFile).sorted().toList()) {
        for (String text : Files.readAllLines(page)) {
          if (!text.matches("(  |\\$ |  \\$ )jcap [a-z].*")) {
            continue;
          }
          String command = text.replaceFirst(".*?jcap ", "").replaceFirst(" +[|<>] .*", "");
          PlainLineTest.assertIsPlain(List.of(command.split(" +")), text);
          taken++;
        }
      }
    }
    assertThat(taken).isGreaterThan(50);
  }
}
