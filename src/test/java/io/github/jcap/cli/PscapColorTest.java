package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Colours of {@code jcap pscap}: on a terminal that has them, and nowhere else. */
class PscapColorTest {
  private static final String ORANGE = "\u001b[38;5;208m";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private String out(Cli cli, String... more) {
    ProcTree tree = ProcTree.on(files);
    tree.process(1).comm("init").parent(0).holds("setuid");
    tree.process(2).comm("raw").holds("net_raw");
    tree.process(3).comm("plain").holds("kill");
    tree.process(4).comm("\u001b[1m").uid(9);
    ProcSubject child = tree.process(5).comm("child").holds("setuid");
    child.namespace(NamespaceKind.USER, 4026532999L);
    tree.self(99);
    List<String> args = new ArrayList<>(List.of("pscap", "-a", "-n", "--no-headers"));
    args.addAll(List.of(more));
    return cli.trees(path -> FaultyAccess.none().tree(tree.write()))
        .run(args.toArray(String[]::new))
        .out();
  }

  private static Cli terminal() {
    return Cli.jcap().terminal(80).env("TERM", "xterm-256color");
  }

  @Test
  void aTerminalGetsTheWorstCapabilityInColour() {
    assertThat(out(terminal(), "-o", "pid,capabilities,command"))
        .isEqualTo(
            """
            1       \u001b[38;5;208msetuid\u001b[m  init
            2       \u001b[38;5;226mnet_raw\u001b[m raw
            3       kill    plain
            4       \u001b[38;5;82mnone\u001b[m    \\x1B[1m
            5       setuid  child *
            """);
  }

  @Test
  void aPipeADumbTerminalAndNoColorGetNone() {
    assertThat(out(Cli.jcap().env("TERM", "xterm"))).doesNotContain("\u001b");
    assertThat(out(Cli.jcap().terminal(80).env("TERM", "dumb"))).doesNotContain("\u001b");
    assertThat(out(Cli.jcap().terminal(80))).doesNotContain("\u001b");
    assertThat(out(terminal().env("NO_COLOR", "1"))).doesNotContain("\u001b");
    assertThat(out(terminal().env("NO_COLOR", ""))).contains(ORANGE);
    assertThat(out(terminal(), "--color=never")).doesNotContain("\u001b");
  }

  @Test
  void theOptionIsStrongerThanTheEnvironmentButNotThanTheForm() {
    assertThat(out(Cli.jcap().env("NO_COLOR", "1"), "--color=always")).contains(ORANGE);
    for (String form : List.of("json", "ndjson", "csv")) {
      assertThat(out(terminal(), "--color=always", "--format=" + form)).doesNotContain("\u001b");
    }
  }

  @Test
  void coloursDoNotMoveTheColumns() {
    String plain = out(Cli.jcap(), "-o", "pid,capabilities,command");
    assertThat(
            out(terminal(), "-o", "pid,capabilities,command").replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(plain);
  }
}
