package io.github.jcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.Arguments.Given;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** What the matcher of plain lines answers is what picocli answers, and it does answer. */
class PlainLineTest {
  private static final int LINES = 6_000;

  /** What people type, and what is near to it. */
  private static final List<String> VALUES =
      List.of(
          "1", "text", "+pid,comm", "/usr/bin", "./x", "a=b", "=x", "a b", " ", "true", "false");

  private static final List<String> JUNK =
      List.of(
          "",
          "-",
          "--",
          "---",
          "-1",
          "-0x1F",
          "-1.5e3",
          "--=",
          "-=",
          "=",
          "-?",
          "--no-such",
          "--no-such=1",
          "-zz",
          "\"q\"",
          "'q'",
          "\"-a\"",
          "\"--json\"",
          "\"--format\"=csv",
          "\"",
          "@",
          "@file",
          "@@file",
          "\\",
          "a\\ b",
          "${sys:user.home}",
          "$HOME",
          "%n",
          "é",
          "\uDCE9",
          "\u0000",
          "a\nb",
          "pscap",
          "--debug=",
          "--debug=true",
          "--debu",
          "--DEBUG",
          "-\uD83D\uDE00");

  private static final Syntax WORKED_EXAMPLE =
      Syntax.of(
          "Each kind.",
          Option.flag("Flag.", "-a", "--all"),
          Option.flag("Flag.", "-b"),
          Option.value("V", "Value.", "-v", "--value"),
          Option.repeated("R", "Repeated.", "-r", "--repeated"),
          Option.optional("O", "Optional.", "--optional"));

  static Stream<Syntax> syntaxes() {
    return Stream.concat(
        Jcap.SUBCOMMANDS.stream().map(entry -> entry.command().get().syntax()),
        Stream.of(
            WORKED_EXAMPLE.taking(new Words("ONE", true, false, "One.")),
            WORKED_EXAMPLE.taking(new Words("SOME", true, true, "Some.")),
            WORKED_EXAMPLE.taking(Words.optional("MAYBE", "Maybe."))));
  }

  @ParameterizedTest
  @MethodSource("syntaxes")
  void answersAsPicocliDoes(Syntax syntax) {
    SplittableRandom random = new SplittableRandom(20_260_102);
    int answered = 0;
    for (int i = 0; i < LINES; i++) {
      List<String> line = line(syntax, random);
      Optional<Arguments> plain = PlainLine.match(syntax, line);
      if (plain.isPresent()) {
        answered++;
        compare(syntax, line, plain.get());
      }
    }
    // Otherwise nothing much has been compared.
    assertThat(answered).isGreaterThan(LINES / 25);
  }

  /** Any line that picocli refuses fails here, since it throws. */
  private static void compare(Syntax syntax, List<String> line, Arguments plain) {
    ParseResult parsed = Picocli.parse(Picocli.spec("jcap x", syntax), syntax, line);
    assertThat(parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested())
        .as("help is asked for by %s", line)
        .isFalse();
    for (Option option : syntax.options()) {
      for (String name : option.names()) {
        String what = name + " of " + line;
        assertThat(plain.has(name)).as(what).isEqualTo(parsed.hasMatchedOption(name));
        switch (option.kind()) {
          case VALUE, OPTIONAL ->
              assertThat(plain.value(name, "none"))
                  .as(what)
                  .isEqualTo(parsed.matchedOptionValue(name, "none"));
          case REPEATED ->
              assertThat(plain.values(name))
                  .as(what)
                  .isEqualTo(parsed.matchedOptionValue(name, List.of()));
          case FLAG ->
              assertThat(parsed.matchedOptionValue(name, false))
                  .as(what)
                  .isEqualTo(plain.has(name));
          case HELP, VERSION -> assertThat(plain.has(name)).as(what).isFalse();
        }
      }
    }
    assertThat(plain.words())
        .as("words of %s", line)
        .isEqualTo(parsed.matchedPositionalValue(0, List.of()));
    assertThat(Picocli.arguments(syntax, parsed)).isEqualTo(inOrderOf(syntax, plain));
  }

  private static Arguments inOrderOf(Syntax syntax, Arguments arguments) {
    List<Given> given = new ArrayList<>(arguments.given());
    given.sort(Comparator.comparingInt(each -> syntax.options().indexOf(each.option())));
    return new Arguments(given, arguments.words());
  }

  private static List<String> line(Syntax syntax, SplittableRandom random) {
    List<String> line = new ArrayList<>();
    int length = random.nextInt(6);
    while (line.size() < length) {
      Option option = any(syntax.options(), random);
      String name = any(option.names(), random);
      switch (random.nextInt(12)) {
        case 0, 1 -> line.add(name);
        case 2, 3, 4 -> line.addAll(usual(option, name, random));
        case 5 -> line.add(name + "=" + value(random));
        case 6 -> line.add(name + value(random));
        case 7 -> line.add(letters(syntax, random));
        case 8 -> line.add(letters(syntax, random) + "=" + value(random));
        case 9 -> line.add(letters(syntax, random) + value(random));
        case 10 -> line.add(any(VALUES, random));
        default -> line.add(random.nextInt(3) == 0 ? "--" : any(JUNK, random));
      }
    }
    return line;
  }

  private static List<String> usual(Option option, String name, SplittableRandom random) {
    return option.takesValue() ? List.of(name, any(VALUES, random)) : List.of(name);
  }

  private static String value(SplittableRandom random) {
    return any(random.nextInt(4) == 0 ? JUNK : VALUES, random);
  }

  private static String letters(Syntax syntax, SplittableRandom random) {
    List<String> own =
        syntax.options().stream()
            .flatMap(option -> option.names().stream())
            .filter(name -> name.length() == 2)
            .toList();
    StringBuilder letters = new StringBuilder("-");
    for (int i = random.nextInt(4); i >= 0; i--) {
      letters.append(any(own, random).charAt(1));
    }
    return letters.toString();
  }

  private static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  /** The blocks of commands in the README, without pipes, redirections and comments. */
  @Test
  void answersThePlainLinesOfTheReadme() throws IOException {
    Path readme = Path.of(System.getProperty("jcap.project", ""), "README.md");
    int answered = 0;
    boolean isBlock = false;
    for (String text : Files.readAllLines(readme)) {
      if (text.startsWith("```")) {
        isBlock = !isBlock;
      }
      if (!isBlock || !text.matches("(\\$ )?jcap [a-z].*")) {
        continue;
      }
      String command = text.replaceFirst("^(\\$ )?jcap ", "").replaceFirst(" +[|#>] .*", "");
      assertIsPlain(List.of(command.replace("$$", "1").split(" +")), text);
      answered++;
    }
    assertThat(answered).isGreaterThan(20);
  }

  /**
   * Fails unless a line, its subcommand first, is one that is there and is read without picocli.
   */
  static void assertIsPlain(List<String> line, String text) {
    Syntax syntax =
        Jcap.SUBCOMMANDS.stream()
            .filter(entry -> entry.isCalled(line.get(0)))
            .map(entry -> entry.command().get().syntax())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no such command: " + text));
    assertThat(PlainLine.match(syntax, line.subList(1, line.size()))).as(text).isPresent();
  }

  @Test
  void anOptionalValueIsOnlyWhatIsAttached() {
    Syntax syntax = WORKED_EXAMPLE.taking(Words.one("FILE", "File."));
    for (List<String> line : List.of(List.of("--optional", "x"), List.of("x", "--optional"))) {
      Arguments plain = PlainLine.match(syntax, line).orElseThrow();
      assertThat(plain.value("--optional", "none")).isEmpty();
      assertThat(plain.words()).containsExactly("x");
      compare(syntax, line, plain);
    }
    List<String> line = List.of("--optional=7", "x");
    Arguments plain = PlainLine.match(syntax, line).orElseThrow();
    assertThat(plain.value("--optional", "none")).isEqualTo("7");
    compare(syntax, line, plain);
  }

  @Test
  void answersEveryPlainWayToGiveAValue() {
    for (String spelling : List.of("-v x", "-vx", "-v=x", "--value x", "--value=x", "-abv x")) {
      List<String> line = List.of(spelling.split(" "));
      assertThat(PlainLine.match(WORKED_EXAMPLE, line))
          .as(spelling)
          .hasValueSatisfying(
              arguments -> {
                assertThat(arguments.value("--value", "")).isEqualTo("x");
                assertThat(arguments.has("--all")).isEqualTo(spelling.startsWith("-ab"));
              });
    }
  }

  @Test
  void keepsTheLastOfAValueAndAllOfARepeatedOne() {
    Arguments arguments =
        PlainLine.match(
                WORKED_EXAMPLE.taking(Words.any("W", "Words.")),
                List.of("w", "-v", "1", "-r=1", "--value=2", "-ar", "2", "--", "-v", "--"))
            .orElseThrow();
    assertThat(arguments.value("-v", "")).isEqualTo("2");
    assertThat(arguments.values("--repeated")).containsExactly("1", "2");
    assertThat(arguments.words()).containsExactly("w", "-v", "--");
  }

  @Test
  void refusesAnEqualsSignWithNothingAfterIt() {
    List<String> line = List.of("--optional=");
    assertThat(PlainLine.match(WORKED_EXAMPLE, line)).isEmpty();
    assertThatThrownBy(
            () -> Picocli.parse(Picocli.spec("jcap x", WORKED_EXAMPLE), WORKED_EXAMPLE, line))
        .isInstanceOf(CommandException.class)
        .hasMessage("Missing value after --optional=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-h",
        "--help",
        "-V",
        "--version",
        "-ah",
        "--no-such",
        "-x",
        "-ax",
        "--al",
        "-v",
        "-av",
        "--value",
        "-v -a",
        "-v --",
        "-v -1",
        "-v-1",
        "--value=-1",
        "--value=",
        "-v=",
        "--all=true",
        "-a=true",
        "-",
        "word",
        "-- word"
      })
  void leavesToPicocliWhatIsWrongOrUnusual(String text) {
    Syntax syntax = WORKED_EXAMPLE.and(ReportOptions.general());
    assertThat(PlainLine.match(syntax, List.of(text.split(" ")))).isEmpty();
  }

  /** As picocli checks it, but only when it is asked. */
  @ParameterizedTest
  @MethodSource("syntaxes")
  void noNameIsOfTwoOptions(Syntax syntax) {
    assertThat(syntax.options().stream().flatMap(option -> option.names().stream()))
        .doesNotHaveDuplicates();
  }
}
