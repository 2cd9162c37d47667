package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.FakeWriter;
import io.github.jcap.kernel.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files compared with a text; and the options that do not go together. */
class FilecapVerifyTest {
  @TempDir private Path proc;
  private final FakeTree tree = new FakeTree();
  private final FakeWriter writer = new FakeWriter(tree);

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel"));
    Files.writeString(proc.resolve("sys/kernel/cap_last_cap"), "40\n");
    tree.plain("/srv/clean").plain("/srv/other");
    has("/srv/raw", "cap_net_raw=ep");
  }

  private void has(String path, String text) {
    tree.file(path, new CapAttribute.Sound(LibcapText.parseFile(text, 40)));
  }

  private FilecapRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("--proc=" + proc));
    all.addAll(List.of(args));
    return FilecapRun.of(tree, writer, Map.of(), all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cap_net_raw=ep | cap_net_raw+pe | 0 | OK",
        "cap_net_raw=ep | cap_net_raw=p | 1 | differs in effective; has cap_net_raw=ep, not"
            + " cap_net_raw=p",
        "cap_chown=p | cap_net_raw=ep | 1 | differs in permitted, effective; has cap_chown=p, not"
            + " cap_net_raw=ep",
        "cap_chown=i | cap_net_raw=ei | 1 | differs in inheritable, effective; has cap_chown=i,"
            + " not cap_net_raw=ei",
        "cap_chown=i | none | 1 | differs in inheritable; has cap_chown=i, not none",
        "= | none | 1 | differs; has =, not none",
        "= | = | 0 | OK",
      })
  void verifyComparesByMeaning(String has, String text, int code, String said) {
    has("/srv/x", has);
    assertThat(run("--verify", text, "/srv/x"))
        .isEqualTo(new FilecapRun(code, "/srv/x: " + said + "\n", ""));
    assertThat(run("--verify", text, "-q", "/srv/x")).isEqualTo(new FilecapRun(code, "", ""));
  }

  @Test
  void verifyTellsNoAttributeFromAnEmptyOne() {
    assertThat(run("--verify", "=", "/srv/clean"))
        .isEqualTo(new FilecapRun(1, "/srv/clean: differs; has none, not =\n", ""));
    assertThat(run("--verify", "=p", "/srv/clean").out())
        .isEqualTo("/srv/clean: differs in permitted; has none, not =p\n");
    assertThat(run("--verify", "none", "/srv/clean").out()).isEqualTo("/srv/clean: OK\n");
  }

  @Test
  void verifyComparesTheRootid() {
    FileCaps raw = LibcapText.parseFile("cap_net_raw=ep", 40);
    tree.file("/srv/v3", new CapAttribute.Sound(raw.within(OptionalLong.of(1000))));
    assertThat(run("--verify", "cap_net_raw=ep", "/srv/v3"))
        .isEqualTo(
            new FilecapRun(
                1,
                "/srv/v3: differs in rootid; has cap_net_raw=ep [rootid=1000], not"
                    + " cap_net_raw=ep\n",
                ""));
    assertThat(run("--verify", "cap_net_raw=ep", "--rootid", "1000", "/srv/v3").code()).isZero();
  }

  @Test
  void flagOnNothingMakesNothingEffective() {
    tree.file("/srv/e", new CapAttribute.Sound(FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, true)));
    assertThat(run("--verify", "=", "/srv/e").code()).isZero();
  }

  @Test
  void verifyTriesAllAndWhatCannotBeReadIsAFailure() {
    tree.file("/srv/odd", new CapAttribute.Odd(Oddity.FOREIGN)).add("/srv/link", FileKind.LINK);
    FilecapRun run =
        run(
            "--verify",
            "cap_net_raw=ep",
            "/srv/gone",
            "/srv/odd",
            "/srv/link",
            "/srv/clean",
            "/srv/raw");
    assertThat(run)
        .isEqualTo(
            new FilecapRun(
                3,
                """
                /srv/clean: differs in permitted, effective; has none, not cap_net_raw=ep
                /srv/raw: OK
                """,
                """
                jcap filecap: /srv/gone: ENOENT; no such file
                jcap filecap: /srv/odd: cannot be compared: its rootid is not mapped in this user \
                namespace
                jcap filecap: /srv/link: it is a symbolic link
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set =p --remove /x | --set and --remove exclude each other",
        "--restore l --verify =p /x | --restore and --verify exclude each other",
        "--rootid 5 /x | --rootid goes with --set, --verify or FILE CAP...",
        "--rootid 5 --remove /x | --rootid goes with --set, --verify or FILE CAP...",
        "--rootid 5 --restore l | --rootid goes with --set, --verify or FILE CAP...",
        "--rootid 5 /x none | --rootid goes with capabilities, not with none",
        "--rootid 4294967296 /x kill | --rootid is a uid, 0 to 4294967295, not 4294967296",
        "--rootid 18446744073709551616 /x kill | --rootid is a uid, 0 to 4294967295, not"
            + " 18446744073709551616",
        "--rootid 1x /x kill | --rootid is a uid, 0 to 4294967295, not 1x",
        "--dry-run /x | --dry-run goes with a change: --set, --remove, --restore or FILE CAP...",
        "--dry-run --verify =p /x | --dry-run goes with a change: --set, --remove, --restore or"
            + " FILE CAP...",
        "-q --set =p /x | --quiet goes with --verify",
        "-q /x | --quiet goes with --verify",
        "-a --set =p | -a is for reports and does not go with --set",
        "-d --remove /x | -d is for reports and does not go with --remove",
        "-a /x none | -a is for reports and does not go with FILE CAP...",
        "--json --verify =p /x | --json is for reports and does not go with --verify",
        "--format csv /x kill | --format is for reports and does not go with FILE CAP...",
        "--text --set =p /x | --text is for reports and does not go with --set",
        "-x --remove /x | -x is for reports and does not go with --remove",
        "--exclude y --set =p /x | --exclude is for reports and does not go with --set",
        "-o path --restore l | -o is for reports and does not go with --restore",
        "--set =p | --set: no file is named",
        "--remove | --remove: no file is named",
        "--verify =p | --verify: no file is named",
        "--restore l /x | --restore takes its files from the listing alone",
        "--restore l --files0-from n | --restore takes its files from the listing alone",
        "--files0-from n /x kill | FILE CAP... is for one file; for those of --files0-from there"
            + " is --set",
        "--set cap_x=p /x | unknown capability \"cap_x\", at character 1 of \"cap_x=p\"",
        "--verify cap_kill=e /x | a file has one effective flag, so e is on all that is p or i, or"
            + " on nothing: cap_kill has e alone, in \"cap_kill=e\"",
      })
  void wrongCombinationsAreOneClearLine(String line, String said) {
    tree.plain("/x");
    assertThat(run(line.split(" ")))
        .isEqualTo(new FilecapRun(2, "", "jcap filecap: " + said + "\n"));
    assertThat(writer.looked).isEmpty();
  }
}
