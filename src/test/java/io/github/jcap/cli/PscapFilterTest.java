package io.github.jcap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.DeclaredSubjects;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.FaultyAccess;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code jcap pscap} that narrow the report. */
class PscapFilterTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final ProcTree tree = ProcTree.on(files).self(99);

  @TempDir private Path directory;

  @BeforeEach
  void subjects() {
    tree.process(1).comm("init").parent(0).holds(CapSet.all(40)).noNewPrivs().seccomp(2);
    tree.process(2).comm("web").uid(65534).holds("net_bind_service", "kill").seccomp(2);
    tree.process(3)
        .comm("web-two")
        .uids(0, 7, 0, 0)
        .caps(SetKind.INHERITABLE, "net_raw")
        .noNewPrivs()
        .namespace(NamespaceKind.NET, 4026532000L);
    tree.process(4).comm("bare").uid(65534).caps(SetKind.BOUNDING, "net_raw");
    tree.process(5).comm("odd").holds(new CapSet(1L << 63));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private Cli.Result run(FaultyAccess access, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "pscap",
                "--no-headers",
                "-o",
                "pid",
                "--root=" + DeclaredSubjects.accounts(directory)));
    args.addAll(List.of(more));
    return Cli.jcap().trees(path -> access.tree(tree.write())).run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cap=kill | 1 2",
        "--cap=CAP_KILL | 1 2",
        "--cap=net_raw,kill | 1 2",
        "--cap=net_raw --cap=kill | 1 2",
        "--cap=net_raw --set=inheritable | 3",
        "--cap=net_raw --set=bounding | 4",
        "--cap=63 | 5",
        "--cap=5 | 1 2",
        "--cap=0 | 1",
        "--user=nobody | 2",
        "--user=nobody -a | 2 4",
        "--user=7,root | 1 3 5",
        "--user=7 -n | 3",
        "--user=nobody -n | 2",
        "--comm=web | 2",
        "--comm=web* | 2 3",
        "--comm=w?b,odd | 2 5",
        "--ns=net=4026532000 | 3",
        "--ns=net=3 | 3",
        "--ns=net=1 | 1 2 5",
        "--ns=net=1,net=3 | 1 2 3 5",
        "--ns=net=1 --ns=user=3 | 1 2 5",
        "--lacking=no_new_privs | 2 5",
        "--lacking=seccomp | 3 5",
        "--lacking=seccomp,no_new_privs | 2 3 5",
        "--lacking=seccomp --lacking=no_new_privs | 2 3 5",
        "--comm=web* --cap=kill | 2",
        "-p 2 -p 3 --comm=web | 2",
        "-p 4 --comm=bare | 4",
        "--comm=nothing | ",
        "-p 2 --cap=sys_admin | ",
      })
  void onlyWhatMeetsEveryFilterIsShown(String line, String pids) {
    Cli.Result result = run(FaultyAccess.none(), line.trim().split(" ", -1));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    String expected = pids == null ? "" : pids.trim().replace(' ', '\n') + "\n";
    assertThat(result.out()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cap=net_row | unknown capability: net_row (did you mean net_raw?)",
        "--cap= | unknown capability: ",
        "--cap=64 | unknown capability: 64",
        "--cap=kill --set=permited | unknown set: permited (did you mean permitted?)",
        "--set=permitted | --set says in which set --cap looks: give --cap too",
        "--user=nobod | no user nobod here; a uid is always taken",
        "--ns=net | --ns takes KIND=INODE or KIND=PID, as in net=1: net",
        "--ns=nett=1 | unknown kind of namespace: nett (did you mean net?)",
        "--ns=net=x | --ns: neither an inode nor a pid: net=x",
        "--lacking=seccom | --lacking: unknown: seccom (did you mean seccomp?)",
        "--hex --compact | --hex and --compact exclude each other",
        "--source=cap | unknown source: cap",
      })
  void aValueThatMeansNothingIsSaidWithTheNearestRightOne(String line, String message) {
    Cli.Result result = run(FaultyAccess.none(), line.trim().split(" ", -1));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("jcap pscap: " + message);
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void theNamespaceOfAProcessThatIsNotThereCannotBeAskedFor() {
    Cli.Result result = run(FaultyAccess.none(), "--ns=net=77");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo("jcap pscap: --ns net=77: there is no such process, or it has ended\n");
    FaultyAccess refused = FaultyAccess.failing(name -> name.endsWith("/3/ns/net"), Errno.EACCES);
    assertThat(run(refused, "--ns=net=3").err()).contains("EACCES").contains("CAP_SYS_PTRACE");
  }

  /** Where what decides could not be read there is no row, but the report is not complete. */
  @Test
  void whatCannotBeDecidedIsAProblemAndNoRow() {
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("/2/ns/net"), Errno.EACCES);
    Cli.Result result = run(access, "--ns=net=1", "--strict");
    assertThat(result.out()).isEqualTo("1\n5\n");
    assertThat(result.err()).contains("readlink /proc/<pid>/ns/net: EACCES (first /proc/2/ns/net)");
    assertThat(result.code()).isEqualTo(4);
    FaultyAccess status = FaultyAccess.failing(name -> name.endsWith("/2/status"), Errno.EACCES);
    assertThat(run(status, "--cap=kill").out()).isEqualTo("1\n");
    assertThat(run(status, "--cap=kill").err()).contains("read /proc/<pid>/status: EACCES");
  }

  /** A report on a few must not complain of what it did not have to know of the others. */
  @Test
  void whatIsNotShownCannotMakeTheReportIncomplete() {
    FaultyAccess access = FaultyAccess.failing(name -> name.endsWith("/1/exe"), Errno.EACCES);
    Cli.Result result = run(access, "--comm=web", "-o", "pid,exe", "--strict");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void setsAreWrittenAsMasksOrByWhatLacks() {
    tree.process(6).comm("most").holds(CapSet.all(40).without(CapSet.of(1L << 13 | 1 << 5)));
    String[] columns = {"-o", "capabilities,permitted", "--comm=most,init,web"};
    assertThat(run(FaultyAccess.none(), columns).out()).startsWith("full");
    assertThat(compact("--compact", columns))
        .isEqualTo(
            """
            full                     all
            kill, net_bind_service   kill net_bind_service
            all except kill, net_raw all except kill net_raw
            """);
    assertThat(compact("--hex", columns))
        .isEqualTo(
            """
            0x000001ffffffffff 0x000001ffffffffff
            0x0000000000000420 0x0000000000000420
            0x000001ffffffdfdf 0x000001ffffffdfdf
            """);
  }

  private String compact(String option, String... columns) {
    List<String> args = new ArrayList<>(List.of(columns));
    args.add(option);
    return run(FaultyAccess.none(), args.toArray(String[]::new)).out();
  }
}
