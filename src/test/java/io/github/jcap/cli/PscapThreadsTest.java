package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code jcap pscap --threads}, {@code --fold}: a process can hide root in one thread. */
class PscapThreadsTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files).self(99);

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Cli.Result pscap(FaultyAccess access, String... more) {
    List<String> args = new ArrayList<>(List.of("pscap", "--no-headers", "-n"));
    args.addAll(List.of(more));
    return Cli.jcap().trees(path -> access.tree(tree.write())).run(args.toArray(String[]::new));
  }

  private String out(String... more) {
    Cli.Result result = pscap(FaultyAccess.none(), more);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private void workers() {
    tree.process(1).comm("init").parent(0).holds("chown");
    tree.process(7).comm("server").uid(33).thread(8).comm("same").uid(33);
    tree.process(7).thread(10).comm("root").holds("sys_admin");
    tree.process(7).thread(9).comm("bounded").uid(33).caps(SetKind.BOUNDING, "kill");
  }

  @Test
  void aThreadThatDiffersStandsAfterItsProcessWithItsIdAndInBraces() {
    workers();
    assertThat(out("-o", "ppid,pid,tgid,uid,command,capabilities", "--threads"))
        .isEqualTo(
            """
            0       1       1 0                init            chown
            1       7       7 33               server          none
            1       9       7 33               {bounded}       none +
            1       10      7 0                {root}          sys_admin
            """);
  }

  @Test
  void withoutTheOptionNoThreadIsRead() {
    workers();
    assertThat(out("-o", "pid")).isEqualTo("1\n");
    assertThat(out("-a", "-o", "pid")).isEqualTo("1\n7\n");
  }

  @Test
  void aFilterLetsAProcessThroughForOneThread() {
    workers();
    assertThat(out("--threads", "--cap=sys_admin", "-o", "pid")).isEqualTo("7\n9\n10\n");
    assertThat(out("--cap=sys_admin", "-o", "pid")).isEmpty();
  }

  @Test
  void jsonNestsTheThreads() {
    workers();
    JsonNode report = Schemas.parse(out("--threads", "--json", "-p", "7", "-p", "1"));
    assertThat(report.get("processes").get(0).get("threads").size()).isZero();
    JsonNode threads = report.get("processes").get(1).get("threads");
    assertThat(threads)
        .extracting(thread -> thread.get("tid").asInt() + " " + thread.get("comm").asString())
        .containsExactly("9 bounded", "10 root");
    assertThat(threads.get(1).get("capabilities").get("effective").get("mask").asString())
        .isEqualTo("0x0000000000200000");
    assertThat(threads.get(1).get("uid").get("effective").asInt()).isZero();
    assertThat(Schemas.parse(out("--json", "-p", "7")).get("processes").get(0).has("threads"))
        .isFalse();
  }

  @Test
  void aThreadThatCannotBeReadIsARowOfQuestionMarks() {
    workers();
    FaultyAccess access =
        FaultyAccess.failing(name -> name.endsWith("/task/8/status"), Errno.EACCES);
    Cli.Result result = pscap(access, "--threads", "-o", "ppid,pid,command,capabilities");
    assertThat(result.out()).contains("?       8       {?}             ?\n");
    assertThat(result.err()).contains("read /proc/<pid>/task/<tid>/status: EACCES");
  }

  @Test
  void treesHangThreadsBelowTheirProcess() {
    workers();
    assertThat(out("--threads", "--tree"))
        .isEqualTo(
            """
            init(1:0) [chown]
            └─ server(7:33) [none]
               ├─ {bounded}(9:33) [none +]
               └─ {root}(10:0) [sys_admin]
            """);
  }

  @Test
  void foldDrawsWhatLooksTheSameOnceWithoutPids() {
    tree.process(1).comm("init").parent(0).holds("chown");
    for (int pid = 10; pid < 40; pid += 10) {
      tree.process(pid).comm("pool").holds("kill");
      tree.process(pid).thread(pid + 1).comm("io").holds("net_raw");
      tree.process(pid).thread(pid + 2).comm("io").holds("net_raw");
      tree.process(pid + 5).comm("child").parent(pid).holds("setuid");
    }
    tree.process(50).comm("pool").holds("kill");
    assertThat(out("--threads", "--tree", "--fold"))
        .isEqualTo(
            """
            init(1:0) [chown]
            ├─ 3*[pool(0) [kill]]
            │  ├─ 2*[{io}(0) [net_raw]]
            │  └─ child(0) [setuid]
            └─ pool(50:0) [kill]
            """);
  }

  /** A chain of processes that is deeper than any stack. */
  @Test
  void foldGoesDownAnyDepth() {
    tree.process(1).parent(0).holds("chown");
    for (int pid = 2; pid <= 3000; pid++) {
      if (pid != 99) {
        tree.process(pid).parent(pid == 100 ? 98 : pid - 1).holds("chown");
      }
    }
    assertThat(out("--tree", "--fold", "--wide").lines()).hasSize(2999);
  }
}
