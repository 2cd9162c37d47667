package io.github.jcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every subcommand explains itself and each of its options. */
class HelpTest {
  static List<Jcap.Entry> subcommands() {
    return Jcap.SUBCOMMANDS;
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everySubcommandHasADescription(Jcap.Entry entry) {
    assertThat(entry.command().get().syntax().description()).as(entry.name()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everyOptionHasHelp(Jcap.Entry entry) {
    CommandSpec spec = Picocli.spec(entry.name(), entry.command().get().syntax());
    assertThat(spec.args())
        .isNotEmpty()
        .allSatisfy(arg -> assertThat(help(arg)).as("%s", arg).endsWith("."));
  }

  private static String help(ArgSpec arg) {
    return String.join(" ", Arrays.asList(arg.description()));
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everySubcommandIsInTheHelpOfAll(Jcap.Entry entry) {
    assertThat(Cli.jcap().run("--help").out()).contains(entry.name());
    assertThat(Cli.jcap().run(entry.name(), "--help").out()).startsWith("Usage: jcap ");
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void shellsKnowEverySubcommandAndOption(Jcap.Entry entry) {
    for (String shell : List.of("bash", "zsh")) {
      String script = Cli.jcap().run("completion", shell).out();
      List<String> words = new ArrayList<>(List.of(entry.name()));
      words.addAll(entry.aliases());
      entry.command().get().syntax().options().forEach(option -> words.addAll(option.names()));
      assertThat(script).as(entry.name()).contains(words);
    }
  }
}
