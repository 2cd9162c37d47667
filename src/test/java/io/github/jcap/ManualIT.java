package io.github.jcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.command.Option;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.fixture.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that scripts/manual makes, as man(1) shows them. */
@Tag("live")
class ManualIT {
  private static final Path PROJECT = Path.of(System.getProperty("jcap.project", ""));

  @TempDir static Path directory;

  @BeforeAll
  static void make() {
    Live.assumePrograms("asciidoctor", "man");
    Live.Output made = Live.run(PROJECT.resolve("scripts/manual").toString(), directory.toString());
    assertThat(made.code()).as(made.err()).isZero();
  }

  static List<Jcap.Entry> subcommands() {
    return Jcap.SUBCOMMANDS;
  }

  /** The text of a page without line ends; quotation marks are the typewriter's. */
  private static String page(String name) {
    Live.Output shown =
        Live.run(
            "env",
            "LC_ALL=C.UTF-8",
            "MANWIDTH=80",
            "MANROFFOPT=",
            "man",
            "--warnings",
            "--no-hyphenation",
            "--no-justification",
            "-l",
            directory.resolve("share/man/man1/" + name + ".1").toString());
    assertThat(shown.err()).as("warnings of %s", name).isEmpty();
    return plain(shown.out());
  }

  private static String plain(String text) {
    return text.replace('’', '\'').replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void theyHaveEveryOptionWordAndColumnAsTheHelpSaysIt(Jcap.Entry entry) {
    Subcommand command = entry.command().get();
    Syntax syntax = command.syntax();
    String page = page("jcap-" + entry.name());
    for (Option option : syntax.options()) {
      String separator = option.kind() == Option.Kind.OPTIONAL ? "[=" : "=";
      String label = option.label().isEmpty() ? "" : separator + option.label();
      assertThat(page)
          .contains(" " + String.join(", ", option.names()) + label)
          .contains(plain(option.help()));
    }
    assertThat(page).contains(plain(syntax.words().help()));
    for (String column : command.columns()) {
      assertThat(page).contains(" " + column + " ");
    }
    // What AsciiDoc did not understand.
    assertThat(page).doesNotContain("include::", "{includedir}", " **", "** ", " __", "__ ");
    for (String alias : entry.aliases()) {
      assertThat(directory.resolve("share/man/man1/jcap-" + alias + ".1"))
          .hasContent(".so man1/jcap-" + entry.name() + ".1");
    }
  }

  @Test
  void thePageOfAllNamesEverySubcommand() {
    String page = page("jcap");
    for (Jcap.Entry entry : Jcap.SUBCOMMANDS) {
      assertThat(page)
          .contains(" " + entry.name() + " ")
          .contains(plain(entry.command().get().syntax().description()));
    }
  }

  @Test
  void theCompletionsAreThoseOfTheProgram() throws IOException {
    assertThat(Files.readString(directory.resolve("share/bash-completion/completions/jcap")))
        .isEqualTo(Cli.jcap().run("completion", "bash").out());
    assertThat(Files.readString(directory.resolve("share/zsh/site-functions/_jcap")))
        .isEqualTo(Cli.jcap().run("completion", "zsh").out());
  }
}
