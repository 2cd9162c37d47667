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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README's section on security promises of looking at another root and its processes, seen
 * by strace: nothing is written, changed or sent, nobody is spoken to but the kernel, and nothing
 * of what is looked at runs or is loaded.
 */
@Tag("live")
class PromisesIT {
  private static final String JCAP =
      Path.of(System.getProperty("jcap.project", "."), "scripts", "jcap").toString();

  private static final List<String> COMMANDS =
      List.of(
          "inventory --root=ROOT --files=/bin --format=json",
          "show --root=ROOT PID",
          "can --root=ROOT PID exec:/bin/tool read:/etc/passwd ptrace:PID",
          "execcap --root=ROOT /bin/tool",
          "filecap --root=ROOT --setid --owner-package /bin",
          "netcap -a --netns=all --state=listen");

  private static final Pattern FOR_WRITING = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC");
  private static final Pattern OWN =
      Pattern.compile("\"(/proc/self/coredump_filter|/dev/null|/dev/tty)\"");

  /**
   * By the second the JVM sees, where it loads file channels, which protocols there are. A call
   * that another thread's interrupts has no closing parenthesis.
   */
  private static final Pattern KNOWN =
      Pattern.compile(
          "AF_NETLINK, SOCK_RAW\\|SOCK_CLOEXEC, NETLINK_(SOCK_DIAG|ROUTE)\\b"
              + "|AF_INET6?, SOCK_STREAM, IPPROTO_IP\\b");

  /** The kernel's end of netlink, and this host's own name service. */
  private static final Pattern KNOWN_PEER =
      Pattern.compile("sa_family=AF_NETLINK, nl_pid=0, nl_groups=0+}|AF_UNIX, sun_path=\"/");

  private static final String CHANGES =
      "open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,"
          + "symlinkat,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,setxattr,"
          + "lsetxattr,fsetxattr,removexattr,lremovexattr,fremovexattr,utimensat,mount,umount2,ptrace,"
          + "process_vm_writev,kill,tgkill,capset,setuid,setgid,setresuid,setresgid,socket,bind,connect,"
          + "listen,execve,execveat,init_module,finit_module,bpf";

  @TempDir private Path directory;

  private Path root() throws IOException {
    Path root = directory.resolve("root");
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("lib"));
    Files.writeString(root.resolve("bin/tool"), "#!/bin/interpreter\n");
    Files.copy(Path.of("/bin/cat"), root.resolve("bin/interpreter"));
    Files.writeString(root.resolve("etc/passwd"), "me:x:1:1::/:/bin/sh\n");
    Files.writeString(root.resolve("etc/nsswitch.conf"), "passwd: files evil\n");
    Files.writeString(root.resolve("lib/libnss_evil.so.2"), "no library\n");
    return root;
  }

  /** All commands under one strace; what each printed does not count here. */
  private List<String> trace(Path root, int pid) throws IOException {
    // What the first run prepares is not of the commands.
    assertThat(Live.run(JCAP, "--version").code()).isZero();
    Path trace = directory.resolve("trace");
    StringBuilder script = new StringBuilder();
    for (String command : COMMANDS) {
      String words = command.replace("ROOT", root.toString()).replace("PID", "" + pid);
      script.append(JCAP).append(' ').append(words).append(" >/dev/null; echo $?;");
    }
    List<String> line = new ArrayList<>(List.of("strace", "-f", "-o", trace.toString()));
    line.addAll(List.of("-e", "trace=" + CHANGES, "sh", "-c", script.toString()));
    Live.Output output = Live.run(line.toArray(String[]::new));
    assumeTrue(!output.err().contains("ptrace("), "strace may not trace here: " + output.err());
    assertThat(output.out().lines())
        .hasSize(COMMANDS.size())
        .allMatch(code -> code.matches("[014]"));
    return Files.readAllLines(trace, UTF_8);
  }

  @Test
  void whatIsLookedAtIsNotChangedNotSpokenToAndDoesNotRun() throws IOException {
    Live.assumePrograms("strace");
    Path root = root();
    try (Live.Subject subject = Live.start()) {
      List<String> calls = trace(root, subject.pid());
      assertThat(calls).as("the JVMs were seen").anyMatch(call -> call.contains("libjvm.so"));
      assertThat(named(calls, "open|openat|creat"))
          .filteredOn(call -> FOR_WRITING.matcher(call).find())
          .allMatch(call -> OWN.matcher(call).find());
      assertThat(named(calls, "socket"))
          .isNotEmpty()
          .allMatch(call -> call.contains("AF_UNIX") || KNOWN.matcher(call).find());
      assertThat(named(calls, "connect|bind|listen"))
          .allMatch(call -> KNOWN_PEER.matcher(call).find());
      assertThat(
              named(
                  calls,
                  "unlink.*|rename.*|mkdir.*|.*link|.*linkat|f?chmod.*|.*chown.*|.*truncate|.*xattr"
                      + "|utimensat|.*mount.*|ptrace|process_vm_writev|t?g?kill|capset|setres.id"
                      + "|set.id|.*init_module|bpf"))
          .isEmpty();
      assertThat(named(calls, "execve|execveat"))
          .isNotEmpty()
          .noneMatch(call -> call.contains("(\"" + root));
      assertThat(calls)
          .as("opened as a library")
          .noneMatch(call -> call.contains(root + "/lib") || call.contains("libnss_evil"));
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(5);
    }
  }

  private static List<String> named(List<String> calls, String names) {
    Pattern call = Pattern.compile("\\d+ +(" + names + ")\\(");
    return calls.stream().filter(each -> isCall(call.matcher(each))).toList();
  }

  private static boolean isCall(Matcher matcher) {
    return matcher.lookingAt();
  }
}
