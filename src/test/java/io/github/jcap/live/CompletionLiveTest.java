package io.github.jcap.live;

import static io.github.jcap.fixture.TypedShell.ALL;
import static io.github.jcap.fixture.TypedShell.TAB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.TypedShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets who presses the key, in the real shells. */
@Tag("live")
class CompletionLiveTest {
  private static final Map<String, TypedShell> SHELLS = new HashMap<>();

  @TempDir static Path directory;

  @AfterAll
  static void close() {
    SHELLS.values().forEach(TypedShell::close);
    SHELLS.clear();
  }

  private static String typed(String shell, String line) {
    Live.assumePrograms("script", shell);
    return SHELLS.computeIfAbsent(shell, CompletionLiveTest::start).arguments(line);
  }

  private static TypedShell start(String shell) {
    try {
      Path script = Files.createDirectory(directory.resolve(shell)).resolve("_jcap");
      Files.writeString(script, Cli.jcap().run("completion", shell).out());
      Path work = Files.createDirectory(directory.resolve(shell + "-work"));
      Files.createFile(work.resolve("a host.json"));
      Files.createFile(Files.createDirectories(work.resolve("nightly")).resolve("one.json"));
      return TypedShell.start(shell, script, work);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void aSubcommandAndItsOptions(String shell) {
    assertThat(typed(shell, "psc" + TAB + "--kern" + TAB)).isEqualTo("<pscap><--kernel-threads>");
    assertThat(typed(shell, "--ver" + TAB)).isEqualTo("<--version>");
    assertThat(typed(shell, "why --bound" + TAB + "no" + TAB)).isEqualTo("<why><--bounding=none>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theValuesOfAnOptionWhereverTheyStand(String shell) {
    assertThat(typed(shell, "pscap --for" + TAB + "js" + TAB)).isEqualTo("<pscap><--format=json>");
    assertThat(typed(shell, "netcap --netns se" + TAB)).isEqualTo("<netcap><--netns><self>");
    assertThat(typed(shell, "check --fail-on=" + ALL))
        .contains("critical>", "high>", "info>", "low>", "medium>");
    assertThat(typed(shell, "why --no-new-privs=f" + TAB)).isEqualTo("<why><--no-new-privs=false>");
    assertThat(typed(shell, "pscap --ns=ne" + TAB + "1")).isEqualTo("<pscap><--ns=net=1>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void capabilitiesAlsoBehindACommaAndTheirOmission(String shell) {
    assertThat(typed(shell, "pscap --cap=net_r" + TAB)).isEqualTo("<pscap><--cap=net_raw>");
    assertThat(typed(shell, "explain kill,sys_ad" + TAB)).isEqualTo("<explain><kill,sys_admin>");
    assertThat(typed(shell, "why --bounding=all,-net_ra" + TAB))
        .isEqualTo("<why><--bounding=all,-net_raw>");
    assertThat(typed(shell, "filecap ./x net_bi" + TAB))
        .isEqualTo("<filecap><./x><net_bind_service>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void columnsAlsoThoseAddedAndBehindLetters(String shell) {
    assertThat(typed(shell, "pscap -o +no_new" + TAB)).isEqualTo("<pscap><-o><+no_new_privs>");
    assertThat(typed(shell, "pscap -ao pid,uid.r" + TAB)).isEqualTo("<pscap><-ao><pid,uid.real>");
    assertThat(typed(shell, "netcap --sort=publ" + TAB)).isEqualTo("<netcap><--sort=published>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void filesWithBlanksInDirectoriesAndInLists(String shell) {
    assertThat(typed(shell, "check a" + TAB)).isEqualTo("<check><a host.json>");
    assertThat(typed(shell, "diff no" + TAB + "nigh" + TAB + "on" + TAB))
        .isEqualTo("<diff><now><nightly/one.json>");
    assertThat(typed(shell, "check --baseline=nightly/o" + TAB))
        .isEqualTo("<check><--baseline=nightly/one.json>");
    assertThat(typed(shell, "check --policy=pss-b" + TAB + ",nightly/o" + TAB))
        .isEqualTo("<check><--policy=pss-baseline,nightly/one.json>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void processesAndWhatTheyMightDo(String shell) {
    long self = ProcessHandle.current().pid();
    assertThat(typed(shell, "show " + ALL)).contains("<self>", "<" + self + ">");
    assertThat(typed(shell, "can 1 bi" + TAB + "80")).isEqualTo("<can><1><bind:80>");
    assertThat(typed(shell, "can 1 read:nigh" + TAB + "on" + TAB))
        .isEqualTo("<can><1><read:nightly/one.json>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theWordsThatOneSubcommandTakesAndNoOther(String shell) {
    assertThat(typed(shell, "schema find" + TAB)).isEqualTo("<schema><findings>");
    assertThat(typed(shell, "completion z" + TAB)).isEqualTo("<completion><zsh>");
    assertThat(typed(shell, "execcap setpri" + TAB)).isEqualTo("<execcap><setpriv>");
    assertThat(typed(shell, "decode -- -" + TAB)).isEqualTo("<decode><--><->");
  }
}
