package io.github.jcap.judge;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Execve;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcRoot;
import java.util.Optional;
import java.util.Set;

/**
 * Who traces a subject, and whether that keeps it from gaining anything by execve: {@code
 * ptracer_capable}, {@code kernel/capability.c}. The kernel goes by what the tracer held when it
 * attached; what it holds now is what can be read.
 */
public final class Tracer {
  private final ProcRoot proc;

  /** Reads of a tree of proc. */
  public Tracer(ProcRoot proc) {
    this.proc = proc;
  }

  /** {@return what makes it unsafe to let a subject gain anything} */
  public Set<Execve.Unsafe> unsafe(Subject subject) {
    if (subject.pid().isEmpty()
        || !(proc.pid(subject.pid().getAsInt()).status() instanceof Outcome.Found<PidStatus> status)
        || status.value().tracer() == 0) {
      return Set.of();
    }
    PidDir tracer = proc.pid(status.value().tracer());
    boolean mayTrace =
        tracer.status() instanceof Outcome.Found<PidStatus> its
            && its.value().capabilities().effective().contains(Capability.SYS_PTRACE)
            && countsFor(tracer, subject);
    return mayTrace ? Set.of() : Set.of(Execve.Unsafe.TRACED);
  }

  /** Held in the subject's user namespace, the one above it, or the initial one. */
  private static boolean countsFor(PidDir tracer, Subject subject) {
    Optional<Long> its =
        tracer.namespace(NamespaceKind.USER) instanceof Outcome.Found<Reading<Long>> found
            ? found.value().known()
            : Optional.empty();
    if (its.isEmpty() || its.get() == UserNamespace.INITIAL_INODE) {
      return true;
    }
    return subject
        .userNamespace()
        .known()
        .filter(own -> own.inode() == its.get() || own.parent().known().equals(its))
        .isPresent();
  }
}
