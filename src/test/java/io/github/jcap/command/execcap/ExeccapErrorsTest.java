package io.github.jcap.command.execcap;

import static io.github.jcap.command.execcap.ExeccapWorld.rules;
import static io.github.jcap.command.execcap.ExeccapWorld.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.Errno;
import io.github.jcap.proc.NamespaceKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What {@code jcap execcap} says of files that are none, and of lines that make no sense. */
class ExeccapErrorsTest {
  @TempDir Path directory;

  private ExeccapWorld world;

  @BeforeEach
  void makeWorld() {
    world = new ExeccapWorld(directory.resolve("proc"));
  }

  private String errno(String... line) {
    JsonNode answer = world.json(line);
    assertThat(answer.get("after")).isEqualTo(answer.get("before"));
    return answer.get("errno").asString();
  }

  // Files.

  @ParameterizedTest
  @CsvSource({
    "/bin/gone, ENOENT",
    "/gone/true, ENOENT",
    "/bin/true/x, ENOTDIR",
    "/bin/true/, ENOTDIR",
    "/bin/dangling, ENOENT",
    "/bin/loop, ELOOP"
  })
  void whatIsNotThereCannotBeFound(String path, String errno) {
    world.inodes.link("/bin/dangling", 0, "nowhere").link("/bin/loop", 0, "loop");
    Cli.Result result = world.run(path);
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).startsWith(path + ": " + errno);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aDirectoryAFifoAndADeviceAreRefused() {
    world.inodes.of(FileKind.FIFO, "/bin/fifo", 0, 0, 0755);
    world.inodes.of(FileKind.CHARACTER_DEVICE, "/bin/null", 0, 0, 0777);
    for (String path : new String[] {"/bin", "/bin/fifo", "/bin/null"}) {
      assertThat(errno(path)).as(path).isEqualTo("EACCES");
    }
    assertThat(world.files.opened).isEmpty();
  }

  @Test
  void aDirectoryThatTheCallerMayNotSearchIsRefused() {
    world.inodes.directory("/private", 0, 0, 0700);
    world.program("/private/true", 0, 0, 0755);
    assertThat(errno("/private/true")).isEqualTo("EACCES");
    assertThat(world.run("/private/true").out()).contains("/private (").contains("CAP_DAC");
  }

  @Test
  void whatThisProcessMayNotLookAtIsNotJudged() {
    world.inodes.directory("/private", 1000, 0, 0700).refused("/private/true");
    Cli.Result result = world.run("/private/true");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("cannot be judged").contains("EACCES");
  }

  @Test
  void aProgramThatThisProcessMayNotReadIsTakenForOneAndSaidSo() {
    world.files.fails("head", "/bin/true", Errno.EACCES);
    JsonNode answer = world.json("/bin/true");
    assertThat(answer.get("outcome").asString()).isEqualTo("ok");
    assertThat(texts(answer, "assumptions"))
        .contains("what /bin/true is cannot be read: assumed to be a program for this machine");
  }

  @Test
  void anAttributeThatMayNotBeReadIsNotJudged() {
    world.files.fails("probe", "/bin/true", Errno.EACCES);
    assertThat(world.run("/bin/true").code()).isEqualTo(3);
    assertThat(world.run("/bin/true", "--file-caps=none").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"text", "''", "'#!'", "'#! \n/bin/sh'", "'\u007fELF'"})
  void whatIsNoProgramAndNoScriptIsNotExecuted(String begins) {
    world.file("/bin/odd", 0, 0, 0755, begins);
    assertThat(errno("/bin/odd")).isEqualTo("ENOEXEC");
  }

  @Test
  void aProgramOfAnotherMachineIsNotExecutedUnlessItsFormatIsRegistered() {
    world.file("/bin/arm", 0, 0, 0755, ExeccapWorld.elf(183, ""));
    assertThat(errno("/bin/arm")).isEqualTo("ENOEXEC");
    String magic = "7f454c460201010000000000000000000200b700";
    world
        .tree()
        .file("sys/fs/binfmt_misc/status", "enabled\n")
        .file("sys/fs/binfmt_misc/register", "")
        .file(
            "sys/fs/binfmt_misc/qemu-aarch64",
            "enabled\ninterpreter /usr/bin/qemu\nflags: F\noffset 0\nmagic " + magic + "\n");
    assertThat(world.run("/bin/arm").code()).isEqualTo(3);
    assertThat(world.run("/bin/true").code()).isZero();
    world.tree().file("sys/fs/binfmt_misc/status", "disabled\n");
    assertThat(errno("/bin/arm")).isEqualTo("ENOEXEC");
  }

  @Test
  void aFormatIsRegisteredByExtensionToo() {
    world.file("/bin/x.jar", 0, 0, 0755, "PK");
    world
        .tree()
        .file("sys/fs/binfmt_misc/status", "enabled\n")
        .file("sys/fs/binfmt_misc/jar", "enabled\ninterpreter /bin/j\nflags: \nextension .jar\n");
    assertThat(world.run("/bin/x.jar").code()).isEqualTo(3);
    assertThat(errno(script("/bin/x.tar", "/bin/missing"))).isEqualTo("ENOENT");
  }

  // Scripts.

  private String script(String path, String interpreter) {
    world.file(path, 0, 0, 0755, "#!" + interpreter + "\n");
    return path;
  }

  @Test
  void ofAScriptTheInterpreterCounts() {
    script("/bin/script", "\t/bin/true -x ");
    world.caps("/bin/script", "cap_net_raw=ep").caps("/bin/true", "cap_chown=ep");
    JsonNode answer = world.json("/bin/script");
    assertThat(ExeccapWorld.names(answer, "after", "effective")).containsExactly("CAP_CHOWN");
    assertThat(ExeccapWorld.missing(answer)).containsExactly("CAP_NET_RAW script");
    assertThat(rules(answer)).startsWith("interpreter", "script");
    assertThat(answer.get("files").size()).isEqualTo(2);
  }

  @Test
  void anInterpreterThatIsNotThereIsTheErrorOfTheCall() {
    Cli.Result result = world.run(script("/bin/script", "/bin/missing"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("ENOENT").contains("/bin/missing");
  }

  @Test
  void anInterpreterThatMayNotBeExecutedIsTheErrorOfTheCall() {
    world.program("/bin/closed", 0, 0, 0700);
    assertThat(errno(script("/bin/script", "/bin/closed"))).isEqualTo("EACCES");
  }

  @Test
  void fiveScriptsMayRunEachOtherAndSixMayNot() {
    script("/bin/1", "/bin/true");
    for (int i = 2; i <= 6; i++) {
      script("/bin/" + i, "/bin/" + (i - 1));
    }
    assertThat(world.json("/bin/5").get("outcome").asString()).isEqualTo("ok");
    assertThat(errno("/bin/6")).isEqualTo("ELOOP");
  }

  @Test
  void aLoaderThatIsNotThereIsTheErrorOfTheCall() {
    world.file("/bin/dynamic", 0, 0, 0755, ExeccapWorld.elf(62, "/lib64/ld.so"));
    assertThat(errno("/bin/dynamic")).isEqualTo("ENOENT");
    world.directory("/lib64").program("/lib64/ld.so", 0, 0, 0755);
    assertThat(world.json("/bin/dynamic").get("outcome").asString()).isEqualTo("ok");
  }

  // Lines.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--uid x | --uid: an id is 0 to 4294967294, not \"x\"",
        "--uid 1,2,3,4,5 | --uid is at most four ids",
        "--gid 4294967295 | --gid: an id is 0 to 4294967294",
        "--groups 1,,2 | --groups: an id",
        "--permitted net_rwa | unknown capability \"net_rwa\" (did you mean net_raw?)",
        "--permitted 11111111111111111 | a mask has 64 bits",
        "--bounding 8000000000000000 | the kernel's last capability is 40, and no thread has 63",
        "--effective net_raw | no thread has CAP_NET_RAW effective that is not permitted too",
        "--ambient chown | no thread has CAP_CHOWN ambient that is not permitted and inheritable",
        "--securebits norot | unknown bit \"norot\" (did you mean noroot?)",
        "--no-new-privs=perhaps | --no-new-privs is true or false",
        "--ambient-rule=odl | --ambient-rule is old or new, not odl (did you mean old?)",
        "--file-caps=cap_net_rwa=ep | --file-caps: ",
        "--file-caps=none --file-rootid=1 | --file-caps none says none",
        "--file-rootid=1 | the file has none: give --file-caps too",
        "--mode=9 | --mode is octal",
        "--mode=17777 | --mode is octal",
        "--owner=a | --owner: an id",
        "--owner=1:2:3 | --owner is UID or UID:GID",
        "--pid=0 | --pid is a process id, not 0",
        "--pid=1 --user=root | --pid and --user exclude each other",
      })
  void aLineThatMakesNoSenseIsAUsageError(String options, String message) {
    String[] words = (options.trim() + " /bin/true").split(" ");
    Cli.Result result = world.run(words);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void withoutAFileItIsAUsageError() {
    Cli.Result result = Cli.jcap().run("execcap");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("FILE");
  }

  @Test
  void bothNamesAreInTheHelp() {
    assertThat(Cli.jcap().run("--help").out()).contains("execcap, why");
    assertThat(Cli.jcap().run("why", "--help").out()).contains("FILE", "--file-caps");
  }

  // Processes.

  @Test
  void aProcessThatIsNotThereIsAFailure() {
    Cli.Result result = world.run("--pid=999", "/bin/true");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("pid 999: ESRCH; no such process");
  }

  @Test
  void aProcessWhoseFilesAreElsewhereIsNamedAbsolutePaths() {
    world.process(60).file("mountinfo", "77 1 254:0 / / rw - ext4 /dev/root rw\n");
    Cli.Result result = world.run("--pid=60", "./true");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("another root directory");
  }

  @Test
  void aProcessWhoseIdsCannotBeTranslatedIsNotJudged() {
    world.process(60).namespace(NamespaceKind.USER, 4026532500L).file("uid_map", "odd\n");
    assertThat(world.run("--pid=60", "/bin/true").code()).isEqualTo(3);
  }

  @Test
  void anAccountThatIsNotThereIsAFailure() {
    Cli.Result result = world.run("--user=no-such-account-here", "/bin/true");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("--user: no such account: no-such-account-here");
    assertThat(world.run("--user=4123456789", "/bin/true").err()).contains("--uid");
  }

  @Test
  void whatASeccompFilterDoesIsAssumed() {
    world.process(40).seccomp(2);
    assertThat(texts(world.json("/bin/true"), "assumptions"))
        .anyMatch(text -> text.startsWith("a seccomp filter"));
  }
}
