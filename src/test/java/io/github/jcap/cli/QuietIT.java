package io.github.jcap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jcap.fixture.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What inspecting leaves behind: nothing. Seen by strace from the launcher to the end: no file is
 * opened for writing but /dev/null and the JVM's coredump_filter, and no socket is made but one of
 * the host itself, to ask its name service, and those by which the own kernel is asked about
 * sockets.
 */
@Tag("live")
class QuietIT {
  private static final Path JCAP =
      Path.of(System.getProperty("jcap.project", "."), "scripts", "jcap");
  private static final Pattern FOR_WRITING =
      Pattern.compile("(open|openat|creat)\\(.*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND)");
  private static final Pattern ALLOWED =
      Pattern.compile("\"(/proc/self/coredump_filter|/dev/null)\"");

  private static final Pattern QUESTION =
      Pattern.compile("AF_NETLINK, SOCK_RAW\\|SOCK_CLOEXEC, NETLINK_(SOCK_DIAG|ROUTE)\\)");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pscap", "filecap /usr/bin", "netcap", "pscap --json"})
  void inspectingWritesNothingAndSpeaksToNobody(String command) throws IOException {
    Live.assumePrograms("strace");
    Path trace = directory.resolve("trace");
    List<String> line =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "-o",
                trace.toString(),
                "-e",
                "trace=open,openat,creat,unlink,unlinkat,rename,renameat2,mkdir,socket",
                JCAP.toString()));
    line.addAll(List.of(command.split(" ")));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assumeTrue(!output.err().contains("ptrace("), "strace may not trace here: " + output.err());
    assertThat(output.code()).isZero();
    List<String> calls = Files.readAllLines(trace, UTF_8);
    assertThat(calls).as("the trace saw the JVM").anyMatch(call -> call.contains("libjvm.so"));
    assertThat(calls)
        .filteredOn(call -> FOR_WRITING.matcher(call).find())
        .allMatch(call -> ALLOWED.matcher(call).find());
    assertThat(calls)
        .filteredOn(call -> call.contains(" socket("))
        .allMatch(call -> call.contains("AF_UNIX") || QUESTION.matcher(call).find());
    assertThat(calls).noneMatch(call -> call.matches("\\d+ (unlink|rename|mkdir).*"));
  }
}
