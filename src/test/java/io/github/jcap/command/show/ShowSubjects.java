package io.github.jcap.command.show;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.proc.NamespaceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes in declared states, with mounts, for {@code jcap show}. The reader is pid 90. */
final class ShowSubjects {
  static final CapSet ALL = CapSet.all(40);

  private static final String HOST =
      """
      21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      22 21 0:5 / /proc rw - proc proc rw
      23 21 0:6 / /dev rw - devtmpfs udev rw
      24 21 8:2 / /home rw - ext4 /dev/sda2 rw
      """;

  private final Path directory;
  private final ProcTree tree;

  ShowSubjects(Path directory) {
    this.directory = directory;
    tree = ProcTree.at(directory.resolve("proc")).self(90);
    at(1, "systemd").parent(0).holds(ALL).bounding(ALL);
    at(90, "java").parent(80).bounding(ALL).uid(1000).gid(1000);
    at(80, "bash")
        .parent(1)
        .uid(1000)
        .gid(1000)
        .groups(27, 1000)
        .bounding(ALL)
        .file("loginuid", "1000")
        .file("sessionid", "3");
  }

  /** {@return a process with the host's mounts} */
  ProcSubject at(int pid, String comm) {
    return tree.process(pid).comm(comm).file("mountinfo", HOST);
  }

  ProcTree tree() {
    return tree;
  }

  /** A service as systemd confines it. */
  void service() {
    at(200, "nginx")
        .uid(33)
        .gid(33)
        .holds("net_bind_service")
        .caps(SetKind.INHERITABLE, "net_bind_service")
        .caps(SetKind.AMBIENT, "net_bind_service")
        .caps(SetKind.BOUNDING, "net_bind_service")
        .noNewPrivs()
        .seccomp(2, 3)
        .cgroup("/system.slice/nginx.service")
        .namespace(NamespaceKind.MNT, 4026532501L)
        .file("attr/current", "/usr/sbin/nginx (enforce)\n")
        .file(
            "mountinfo",
            """
            51 1 8:1 / / rw - ext4 /dev/sda1 rw
            52 51 0:55 / /proc rw - proc proc rw,hidepid=invisible,subset=pid
            53 51 0:56 / /dev rw - tmpfs tmpfs rw
            54 51 0:20 /systemd/inaccessible/dir /home ro - tmpfs tmpfs rw
            55 51 8:1 /tmp/systemd-private-1f-nginx.service-Xy/tmp /tmp rw - ext4 /dev/sda1 rw
            56 51 8:1 /usr /usr ro - ext4 /dev/sda1 rw
            57 51 8:1 /etc /etc ro - ext4 /dev/sda1 rw
            """);
  }

  /** A container as Podman makes it by default. */
  void container() {
    CapSet set = new CapSet(0x800405fbL);
    at(300, "sleep")
        .holds(set)
        .bounding(set)
        .seccomp(2, 1)
        .cgroup(
            "/machine.slice/libpod-25d64400966a7f0d6f1f9a5f7e0e9ff8ab5ab3bb2ba4a0df1f3a3a6d8f3a1b2c.scope")
        .namespace(NamespaceKind.MNT, 4026532601L)
        .namespace(NamespaceKind.PID, 4026532602L)
        .namespace(NamespaceKind.NET, 4026532603L)
        .file(
            "mountinfo",
            """
            61 1 0:60 / / rw - overlay overlay rw
            62 61 0:61 / /proc rw - proc proc rw
            63 61 0:62 / /dev rw - tmpfs tmpfs rw
            64 62 0:61 /sys /proc/sys ro - proc proc rw
            65 62 0:63 / /proc/kcore rw - tmpfs tmpfs rw
            66 62 0:6 /null /proc/keys rw - devtmpfs udev rw
            """);
  }

  /** Root of a user namespace that uid 1000 made. */
  void child() {
    at(400, "sh")
        .uid(1000)
        .gid(1000)
        .holds(ALL)
        .bounding(ALL)
        .namespace(NamespaceKind.USER, 4026532701L)
        .file("uid_map", "         0       1000          1\n         1     100000      65536\n")
        .file("gid_map", "         0       1000          1\n");
  }

  Path write() {
    return tree.write();
  }

  Cli.Result run(String... args) {
    List<String> line = new ArrayList<>(List.of("show", "--proc=" + write(), "--root=" + root()));
    line.addAll(List.of(args));
    return Cli.jcap().kernel(FakeKernel::new).run(line.toArray(String[]::new));
  }

  private Path root() {
    try {
      Path etc = Files.createDirectories(directory.resolve("root/etc"));
      Files.writeString(
          etc.resolve("passwd"),
          """
          root:x:0:0::/root:/bin/sh
          alice:x:1000:1000::/home/alice:/bin/sh
          www-data:x:33:33::/var/www:/bin/false
          """);
      Files.writeString(
          etc.resolve("group"), "root:x:0:\nsudo:x:27:\nalice:x:1000:\nwww-data:x:33:\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.resolve("root");
  }

  /** A name that would clear a terminal. */
  static ByteString hostile() {
    return ByteString.of("x\u001b[2J\n");
  }
}
