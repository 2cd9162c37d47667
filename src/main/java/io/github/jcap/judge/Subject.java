package io.github.jcap.judge;

import io.github.jcap.cap.Credentials;
import io.github.jcap.kernel.UserNamespace;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.LsmLabel;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Who is judged: a process that runs, or one as it would be after a login.
 *
 * @param name how it is called in a sentence: {@code pid 4711 (nginx)}, {@code user www-data}
 * @param pid its id in the tree of proc; empty where none runs
 * @param credentials what it holds; the ids as the <em>reader's</em> user namespace numbers them,
 *     in which files show their owners to him
 * @param userNamespace the namespace in which its capabilities count
 * @param uidMap the user ids of that namespace; absent where it is the reader's own
 * @param gidMap the group ids of it, likewise
 * @param seccomp 0 disabled, 1 strict, 2 filter, as {@code /proc/<pid>/status}; absent where the
 *     kernel has none
 * @param label what a security module calls it; absent where none does
 * @param root where its files are seen from here: {@code /} or {@code /proc/<pid>/root}
 * @param assumptions what was assumed since it cannot be read, each a sentence: the securebits of
 *     another process
 */
public record Subject(
    ByteString name,
    OptionalInt pid,
    Credentials credentials,
    Reading<UserNamespace> userNamespace,
    Reading<IdMap> uidMap,
    Reading<IdMap> gidMap,
    Reading<Integer> seccomp,
    Reading<LsmLabel> label,
    Path root,
    List<String> assumptions) {

  /** Keeps a copy of the assumptions. */
  public Subject {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * {@return the same holding something else}
   *
   * @param because what is no longer read but assumed or given; all of it, in place of the old
   */
  public Subject with(Credentials others, List<String> because) {
    return new Subject(
        name, pid, others, userNamespace, uidMap, gidMap, seccomp, label, root, because);
  }

  /** {@return the same with its files seen elsewhere} */
  public Subject at(Path otherRoot) {
    return new Subject(
        name,
        pid,
        credentials,
        userNamespace,
        uidMap,
        gidMap,
        seccomp,
        label,
        otherRoot,
        assumptions);
  }
}
