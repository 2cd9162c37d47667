package io.github.jcap.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README says of every option that a peer's own help names what jcap has in its place. */
@Tag("peer")
final class ReadmeOptionsPeerTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w.=/-])--?[a-z][a-z-]*");

  @ParameterizedTest
  @ValueSource(strings = {"pscap", "filecap", "captest", "getcap", "setcap", "getpcaps", "capsh"})
  void everyOptionOfItsHelpHasALine(String tool) throws IOException {
    Live.assumePrograms(tool);
    Live.Output help = Live.run(tool, "--help");
    Set<String> options = new LinkedHashSet<>();
    Matcher matcher = OPTION.matcher(help.out() + help.err());
    while (matcher.find()) {
      options.add(matcher.group());
    }
    // What is asked here, and libcap-ng's tools only know as a wrong option; and what setcap's help
    // says of capsh.
    options.removeAll(tool.equals("setcap") ? Set.of("--help", "--suggest") : Set.of("--help"));
    assertThat(options).isNotEmpty();
    assertThat(table(tool)).contains(options);
  }

  /** The lines of the README's table whose heading is the tool's name. */
  private static String table(String tool) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    int from = lines.indexOf("| " + tool + " | jcap |");
    assertThat(from).as("the table of %s", tool).isNotNegative();
    int to = from;
    while (lines.get(to).startsWith("|")) {
      to++;
    }
    return String.join("\n", lines.subList(from, to));
  }
}
