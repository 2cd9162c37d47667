package io.github.jcap.command.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.ProcTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts offer what the commands take. */
class CompletionTest {
  /** One branch of bash's table: the places, and the words that may stand there. */
  private static final Pattern BRANCH =
      Pattern.compile("(?m)^    ('\\S+ .*')\\)\n      known=\\((.*?)\\)");

  private static final int USAGE = 2;

  @TempDir Path directory;

  private static String script(String shell) {
    Cli.Result result = Cli.jcap().run("completion", shell);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void everyWordThatIsOfferedIsTakenAndNoOther() throws IOException {
    ProcTree tree = ProcTree.at(Files.createDirectory(directory.resolve("proc"))).self(1);
    tree.process(1);
    Path proc = tree.write();
    int tried = 0;
    Matcher branch = BRANCH.matcher(script("bash"));
    while (branch.find()) {
      for (String place : branch.group(1).replace("'", "").split(" \\| ", -1)) {
        String[] key = place.split(" ", -1);
        List<String> words = List.of(branch.group(2).split(" "));
        if (!key[1].startsWith("--") || branch.group(2).isEmpty() || mayBeAnything(key[1])) {
          continue;
        }
        for (String word : words) {
          Cli.Result result = run(proc, key[0], key[1], word.endsWith("=") ? word + "1" : word);
          assertThat(result.code()).as("%s=%s: %s", place, word, result.err()).isNotEqualTo(USAGE);
          tried++;
        }
        Cli.Result other = run(proc, key[0], key[1], "nosuch=");
        assertThat(other.code()).as("%s=nosuch=", place).isEqualTo(USAGE);
      }
    }
    assertThat(tried).isGreaterThan(300);
  }

  private static boolean mayBeAnything(String option) {
    return List.of("--container", "--netns", "--policy", "--files").contains(option);
  }

  private Cli.Result run(Path proc, String command, String option, String word) throws IOException {
    String empty = Files.createDirectories(directory.resolve("empty")).toString();
    Map<String, List<String>> lines =
        Map.ofEntries(
            Map.entry("pscap", List.of("--proc=" + proc)),
            Map.entry("netcap", List.of("--proc=" + proc)),
            Map.entry("filecap", List.of("--proc=" + proc, empty)),
            Map.entry("captest", List.of("--pid=4194304")),
            Map.entry("execcap", List.of("--proc=" + proc, "--root=" + empty, "--pid=1", "/none")),
            Map.entry("why", List.of("--proc=" + proc, "--root=" + empty, "--pid=1", "/none")),
            Map.entry("can", List.of("--proc=" + proc, "1", "mount")),
            Map.entry("show", List.of("--proc=" + proc, "1")),
            Map.entry("decode", List.of("3000")),
            Map.entry("explain", List.of("kill")),
            Map.entry("inventory", List.of("--proc=" + proc, "--root=" + empty, "--files=none")),
            Map.entry("diff", List.of(empty, empty)),
            Map.entry("check", List.of("/none.json")));
    List<String> line = new ArrayList<>(List.of(command));
    if (option.equals("--set")) {
      line.add(command.equals("show") ? "--has=kill" : "--cap=kill");
    }
    if (option.equals("--effective") || option.equals("--ambient")) {
      // No thread has these without those.
      line.addAll(List.of("--permitted=all", "--inheritable=all"));
    }
    line.add(option + "=" + word);
    line.addAll(lines.get(command));
    return Cli.jcap().run(line.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void aShellThatIsNoneIsRefused(String shell) {
    Cli.Result result = Cli.jcap().run("completion", shell + "x");
    assertThat(result.code()).isEqualTo(USAGE);
    assertThat(result.err()).contains("unknown shell: " + shell + "x (did you mean " + shell);
  }

  @Test
  void theScriptOfBashIsCleanUnderShellcheck() throws IOException {
    Live.assumePrograms("shellcheck");
    Path file = Files.writeString(directory.resolve("jcap"), script("bash"));
    assertThat(Live.run("shellcheck", file.toString()).out()).isEmpty();
  }

  @Test
  void theScriptOfZshIsOneThatZshReads() throws IOException {
    Live.assumePrograms("zsh");
    Path file = Files.writeString(directory.resolve("_jcap"), script("zsh"));
    assertThat(script("zsh")).startsWith("#compdef jcap\n");
    assertThat(Live.run("zsh", "-n", file.toString()).err()).isEmpty();
  }
}
