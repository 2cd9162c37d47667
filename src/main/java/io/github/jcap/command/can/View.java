package io.github.jcap.command.can;

import io.github.jcap.judge.Subject;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Inodes;
import io.github.jcap.kernel.Namespaces;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.kernel.UserNamespaceLine;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the rules look at besides the subject itself.
 *
 * @param proc the tree of proc
 * @param inodes files, bound when first asked for
 * @param files their attributes and first bytes, bound when first asked for
 * @param namespaces namespaces, bound when first asked for
 * @param problems where what could not be read is counted
 */
record View(
    ProcRoot proc,
    Supplier<Inodes> inodes,
    Supplier<FileTree> files,
    Supplier<Namespaces> namespaces,
    Problems problems) {

  private Path link(int pid, NamespaceKind kind) {
    return proc.path().resolve(Integer.toString(pid)).resolve("ns").resolve(kind.link());
  }

  /** {@return who owns a namespace of a subject: of what is no longer there, unknown} */
  Reading<UserNamespaceLine> owner(Subject subject, NamespaceKind kind) {
    return subject.pid().isEmpty()
        ? Reading.unknown()
        : known(namespaces.get().owner(link(subject.pid().getAsInt(), kind)));
  }

  /** {@return the user namespace of another process, and those above it} */
  Reading<UserNamespaceLine> userNamespaceOf(int pid) {
    Reading<Long> inode = inode(pid, NamespaceKind.USER);
    return inode.known().filter(number -> number == UserNamespace.INITIAL_INODE).isPresent()
        ? Reading.of(UserNamespaceLine.INITIAL)
        : known(namespaces.get().line(link(pid, NamespaceKind.USER)));
  }

  private <T> Reading<T> known(Outcome<T> outcome) {
    Reading<T> reading = outcome.orReport(problems);
    return reading.known().isPresent() ? reading : Reading.unknown();
  }

  private Reading<Long> inode(int pid, NamespaceKind kind) {
    return proc.pid(pid).namespace(kind).orReport(new Problems()).flatMap(inode -> inode);
  }

  private Reading<Long> own(NamespaceKind kind) {
    return proc.self().orReport(problems).flatMap(self -> self).flatMap(self -> inode(self, kind));
  }

  /** {@return whether a process has a number in the pid namespace of a subject} */
  Reading<Boolean> sees(Subject subject, int pid) {
    if (subject.pid().isEmpty()) {
      return Reading.unknown();
    }
    Reading<Long> its = inode(subject.pid().getAsInt(), NamespaceKind.PID);
    if (its.known().isEmpty()) {
      return Reading.unknown();
    }
    if (its.equals(inode(pid, NamespaceKind.PID)) || its.equals(own(NamespaceKind.PID))) {
      return Reading.of(true);
    }
    return known(namespaces.get().pidNamespaces(link(pid, NamespaceKind.PID)))
        .map(above -> above.contains(its.known().get()));
  }

  /**
   * {@return what sysctls say in the network namespace of a subject; absent ones this kernel has
   * not}
   *
   * @param files below {@code /proc/sys/net}
   */
  Reading<List<Reading<ByteString>>> networkSysctls(Subject subject, List<String> files) {
    if (subject.pid().isEmpty()) {
      return Reading.unknown();
    }
    int pid = subject.pid().getAsInt();
    Reading<Long> its = inode(pid, NamespaceKind.NET);
    if (its.known().isPresent() && its.equals(own(NamespaceKind.NET))) {
      List<Reading<ByteString>> values = new ArrayList<>();
      for (String file : files) {
        values.add(sysctl("net/" + file));
      }
      return Reading.of(values);
    }
    return known(namespaces.get().networkSysctls(link(pid, NamespaceKind.NET), files));
  }

  /** {@return what a sysctl says to this process; absent where this kernel has none of the name} */
  Reading<ByteString> sysctl(String file) {
    Outcome<ByteString> text = proc.text("sys/" + file);
    return text instanceof Outcome.Failed<ByteString> failed && isMissing(failed.problem())
        ? Reading.absent()
        : text.orReport(problems);
  }

  private static boolean isMissing(Problem problem) {
    return problem.cause().equals("ENOENT");
  }
}
