package io.github.jcap.command.show;

import io.github.jcap.cap.RootPath;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.List;
import java.util.Locale;

/**
 * What the state of a process amounts to, by its capabilities and ids: a module, a seccomp filter
 * and faults of the kernel are not judged, only named.
 *
 * @param kind the answer
 * @param scope against what it is that
 * @param atExecve whether it is so only from its next execve on
 * @param by the capabilities that are as good as root; empty where it is root, or bounded
 * @param notes what else is to be known, each a sentence
 */
record Meaning(Kind kind, Scope scope, boolean atExecve, List<RootPath> by, List<String> notes) {

  /** The answers. */
  enum Kind {
    /** Every capability in the initial user namespace. */
    HOST_ROOT,
    /** Root of a child user namespace, or as good as that, and of nothing else. */
    NAMESPACE_ROOT,
    /** Some capability in the initial user namespace that is as good as root. */
    ROOT_EQUIVALENT,
    /** No way to root is known by its capabilities. */
    BOUNDED,
    /** A thread of the kernel, which no capability holds. */
    KERNEL_THREAD,
    /** It has ended. */
    ENDED,
    /** Something that decides it could not be read. */
    UNKNOWN;

    /** {@return as the machine forms have it: {@code host_root}} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Against what. */
  enum Scope {
    /** The host. */
    HOST,
    /** What its own mount and pid namespaces show of the host. */
    OWN_NAMESPACES,
    /** Its own user namespace, and those below that. */
    USER_NAMESPACE;

    /** {@return as the machine forms have it: {@code own_namespaces}} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies of the lists. */
  Meaning {
    by = List.copyOf(by);
    notes = List.copyOf(notes);
  }

  /** {@return what a process's state amounts to} */
  static Meaning of(ProcessSnapshot process, Around around, Reading<List<Sight>> sights) {
    if (!(process.status() instanceof Reading.Value<PidStatus> status)) {
      return plain(Kind.UNKNOWN);
    }
    if (process.kernelThread().known().orElse(false)) {
      return plain(Kind.KERNEL_THREAD);
    }
    if (status.value().zombie()) {
      return plain(Kind.ENDED);
    }
    return new Judge(process, status.value(), around, sights).judge();
  }

  private static Meaning plain(Kind kind) {
    return new Meaning(kind, Scope.HOST, false, List.of(), List.of());
  }

  /** {@return the answer as a sentence; one that ends in a colon is followed by {@link #by}} */
  String summary() {
    return switch (kind) {
      case HOST_ROOT ->
          atExecve
              ? "Full root of the host from its next execve on: uid 0 then gets its bounding set."
              : "Full root of the host: every capability in the initial user namespace.";
      case NAMESPACE_ROOT -> ofNamespace();
      case ROOT_EQUIVALENT ->
          "Equivalent to root of "
              + (scope == Scope.HOST ? "the host" : "what its own namespaces show")
              + later()
              + ", by:";
      case BOUNDED -> "Bounded: no capability of its own is a way to root.";
      case KERNEL_THREAD -> "A thread of the kernel: no capability holds it.";
      case ENDED -> "It has ended, and can do nothing more.";
      case UNKNOWN -> "Not known: what decides it could not be read.";
    };
  }

  private String ofNamespace() {
    return by.isEmpty()
        ? "Root of a child user namespace only"
            + later()
            + ": its capabilities count for nothing on the host."
        : "Equivalent to root of a child user namespace only" + later() + ", by:";
  }

  private String later() {
    return atExecve ? " from its next execve on" : "";
  }
}
