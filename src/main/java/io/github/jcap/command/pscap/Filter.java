package io.github.jcap.command.pscap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.Glob;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.List;
import java.util.Set;

/** One condition on a process or thread; each has several values of which any is enough. */
interface Filter {

  /** {@return whether it is met; unknown where what decides it could not be read} */
  Reading<Boolean> test(ProcessSnapshot task);

  /** {@return what it looks at besides the status} */
  default Set<ProcessPart> needs() {
    return Set.of();
  }

  /** A set holds any of these capabilities. */
  record Holds(CapSet any, SetKind kind) implements Filter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return task.status().map(s -> !s.capabilities().get(kind).and(any).isEmpty());
    }
  }

  /** The effective uid is any of these. */
  record Users(Set<Long> uids) implements Filter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return task.status().map(s -> uids.contains(s.uid().effective()));
    }
  }

  /** The name is like any of these. */
  record Names(List<Glob> globs) implements Filter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return task.status()
          .map(
              s -> {
                boolean any = false;
                for (Glob glob : globs) {
                  any |= glob.matches(s.comm());
                }
                return any;
              });
    }
  }

  /** It lives in any of these namespaces of a kind, by inode. */
  record Lives(NamespaceKind kind, Set<Long> inodes) implements Filter {
    @Override
    public Set<ProcessPart> needs() {
      return Set.of(
          kind == NamespaceKind.USER ? ProcessPart.USER_NAMESPACE : ProcessPart.NAMESPACES);
    }

    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      Reading<Boolean> lives = task.namespace(kind).map(inodes::contains);
      // A zombie lives in none any more.
      return lives.equals(Reading.absent()) ? Reading.of(false) : lives;
    }
  }

  /** A protection that it might have. */
  enum Protection implements Filter {
    /** Execve can give it no more. */
    NO_NEW_PRIVS("no_new_privs") {
      @Override
      public Reading<Boolean> test(ProcessSnapshot task) {
        return task.status().flatMap(s -> unknownIfAbsent(s.noNewPrivs())).map(is -> !is);
      }
    },
    /** Some system calls are refused it. */
    SECCOMP("seccomp") {
      @Override
      public Reading<Boolean> test(ProcessSnapshot task) {
        return task.status().map(s -> s.seccomp().known().orElse(0) == 0);
      }
    };

    private final String word;

    Protection(String word) {
      this.word = word;
    }

    /** {@return as {@code --lacking} takes it} */
    String word() {
      return word;
    }

    /** Kernels before 4.10 have the flag and do not show it. */
    private static Reading<Boolean> unknownIfAbsent(Reading<Boolean> flag) {
      return flag.known().isPresent() ? flag : Reading.unknown();
    }
  }

  /** Any of these is lacking. */
  record Lacks(List<Protection> protections) implements Filter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      Reading<Boolean> any = Reading.of(false);
      for (Protection protection : protections) {
        any = or(any, protection.test(task));
      }
      return any;
    }
  }

  /** {@return whether either; true decides, then unknown} */
  static Reading<Boolean> or(Reading<Boolean> a, Reading<Boolean> b) {
    if (a.known().orElse(false)) {
      return a;
    }
    return b.known().orElse(false) || !a.isUnknown() ? b : a;
  }

  /** {@return whether both; false decides, then unknown} */
  static Reading<Boolean> and(Reading<Boolean> a, Reading<Boolean> b) {
    if (!a.known().orElse(true)) {
      return a;
    }
    return !b.known().orElse(true) || !a.isUnknown() ? b : a;
  }
}
