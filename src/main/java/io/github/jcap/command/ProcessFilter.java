package io.github.jcap.command;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;
import io.github.jcap.text.Glob;
import java.util.List;
import java.util.Set;

/** One condition on a process or thread; each has several values of which any is enough. */
public interface ProcessFilter {

  /** {@return whether it is met; unknown where what decides it could not be read} */
  Reading<Boolean> test(ProcessSnapshot task);

  /** {@return what it looks at besides the status} */
  default Set<ProcessPart> needs() {
    return Set.of();
  }

  /** A set holds any of these capabilities. */
  record Holds(CapSet any, SetKind kind) implements ProcessFilter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return task.status().map(s -> !s.capabilities().get(kind).and(any).isEmpty());
    }
  }

  /** The effective uid is any of these. */
  record Users(Set<Long> uids) implements ProcessFilter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return task.status().map(s -> uids.contains(s.uid().effective()));
    }
  }

  /** The name is like any of these. */
  record Names(List<Glob> globs) implements ProcessFilter {
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
  record Lives(NamespaceKind kind, Set<Long> inodes) implements ProcessFilter {
    @Override
    public Set<ProcessPart> needs() {
      return Set.of(
          kind == NamespaceKind.USER ? ProcessPart.USER_NAMESPACE : ProcessPart.NAMESPACES);
    }

    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      // A zombie lives in none any more.
      return falseIfAbsent(task.namespace(kind).map(inodes::contains));
    }
  }

  /** Started by a unit, or a unit of a user's manager, with a name like any of these. */
  record Units(List<Glob> globs, Workloads workloads) implements ProcessFilter {
    private static final ByteString SERVICE = ByteString.of(".service");

    @Override
    public Set<ProcessPart> needs() {
      return Set.of(ProcessPart.CGROUP);
    }

    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      Workload workload = workloads.of(task);
      return or(test(workload.unit()), test(workload.userUnit()));
    }

    private Reading<Boolean> test(Reading<ByteString> unit) {
      return falseIfAbsent(unit.map(this::isAny));
    }

    private boolean isAny(ByteString name) {
      for (Glob glob : globs) {
        // As systemctl takes it: nginx for nginx.service.
        if (glob.matches(name) || new Glob(glob.pattern().plus(SERVICE)).matches(name)) {
          return true;
        }
      }
      return false;
    }
  }

  /** In any of these containers: by the beginning of the id, or by name; or in any at all. */
  record Containers(List<ByteString> wanted, boolean any, Workloads workloads)
      implements ProcessFilter {
    @Override
    public Set<ProcessPart> needs() {
      return Set.of(ProcessPart.CGROUP);
    }

    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      Workload workload = workloads.of(task);
      if (!(workload.container() instanceof Reading.Value<Workload.Container> container)) {
        return workload.container().isUnknown() ? Reading.unknown() : Reading.of(false);
      }
      Reading<Boolean> is = Reading.of(any);
      for (ByteString word : wanted) {
        is = or(is, Reading.of(container.value().id().startsWith(word)));
        if (!is.known().orElse(false) && !isHex(word)) {
          is = or(is, falseIfAbsent(workloads.name(workload).map(word::equals)));
        }
      }
      return is;
    }

    /** Such a word is meant for an id: no file is read for it. */
    private static boolean isHex(ByteString word) {
      for (int i = 0; i < word.length(); i++) {
        if (Character.digit(word.latin1().charAt(i), 16) < 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** In any of these pods, by the beginning of the uid. */
  record Pods(List<ByteString> wanted, Workloads workloads) implements ProcessFilter {
    @Override
    public Set<ProcessPart> needs() {
      return Set.of(ProcessPart.CGROUP);
    }

    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      return falseIfAbsent(workloads.of(task).pod().map(this::isAny));
    }

    private boolean isAny(ByteString uid) {
      for (ByteString word : wanted) {
        if (uid.startsWith(word)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A protection that it might have. */
  enum Protection implements ProcessFilter {
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
    public String word() {
      return word;
    }

    /** Kernels before 4.10 have the flag and do not show it. */
    private static Reading<Boolean> unknownIfAbsent(Reading<Boolean> flag) {
      return flag.known().isPresent() ? flag : Reading.unknown();
    }
  }

  /** Any of these is lacking. */
  record Lacks(List<Protection> protections) implements ProcessFilter {
    @Override
    public Reading<Boolean> test(ProcessSnapshot task) {
      Reading<Boolean> any = Reading.of(false);
      for (Protection protection : protections) {
        any = or(any, protection.test(task));
      }
      return any;
    }
  }

  /** {@return that what there is none of is not the one that is sought} */
  private static Reading<Boolean> falseIfAbsent(Reading<Boolean> is) {
    return is instanceof Reading.Absent ? Reading.of(false) : is;
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
