package io.github.jcap.judge;

import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Ids;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A subject as execve sees it: its ids as its own user namespace numbers them, since the rules
 * speak of uid 0 there.
 *
 * @param subject the same, the ids as the reader's user namespace numbers them
 * @param own what it holds
 * @param unsafe what makes it unsafe to let it gain anything
 */
public record Caller(Subject subject, Credentials own, Set<Execve.Unsafe> unsafe) {
  /** What the kernel shows for an id without a number: {@code overflowuid}. */
  private static final long NO_NUMBER = 65534;

  /** Keeps a copy of the set. */
  public Caller {
    unsafe = Set.copyOf(unsafe);
  }

  /** {@return a subject as execve sees it; empty where its ids cannot be translated} */
  public static Optional<Caller> of(Subject subject, Set<Execve.Unsafe> unsafe) {
    Credentials read = subject.credentials();
    if (subject.uidMap().isUnknown() || subject.gidMap().isUnknown()) {
      return Optional.empty();
    }
    List<Long> groups = new ArrayList<>(read.groups().size());
    for (long group : read.groups()) {
      groups.add(inside(subject.gidMap(), group).orElse(NO_NUMBER));
    }
    Credentials own =
        new Credentials(
            inside(subject.uidMap(), read.uid()),
            inside(subject.gidMap(), read.gid()),
            groups,
            read.capabilities(),
            read.securebits(),
            read.noNewPrivs());
    return Optional.of(new Caller(subject, own, unsafe));
  }

  /**
   * {@return the same holding something else}
   *
   * @param others the ids as its own user namespace numbers them
   * @param assumptions what is assumed of it, all of it
   */
  public Caller with(Credentials others, Set<Execve.Unsafe> otherUnsafe, List<String> assumptions) {
    Credentials read = subject.credentials();
    Credentials seen =
        new Credentials(
            outside(subject.uidMap(), others.uid(), own.uid(), read.uid()),
            outside(subject.gidMap(), others.gid(), own.gid(), read.gid()),
            outside(others.groups()),
            others.capabilities(),
            others.securebits(),
            others.noNewPrivs());
    return new Caller(subject.with(seen, assumptions), others, otherUnsafe);
  }

  private static Ids inside(Reading<IdMap> map, Ids ids) {
    return map instanceof Reading.Value<IdMap> known ? known.value().inside(ids) : ids;
  }

  /** {@return an id as a namespace with this map numbers it; empty where it has no number there} */
  static OptionalLong inside(Reading<IdMap> map, long id) {
    return map instanceof Reading.Value<IdMap> known
        ? known.value().inside(id)
        : OptionalLong.of(id);
  }

  private List<Long> outside(List<Long> groups) {
    if (groups.equals(own.groups())) {
      return subject.credentials().groups();
    }
    List<Long> outside = new ArrayList<>(groups.size());
    for (long group : groups) {
      outside.add(outside(subject.gidMap(), group));
    }
    return outside;
  }

  /** An id that is as it was is outside what it was, also where it has no number inside. */
  private static Ids outside(Reading<IdMap> map, Ids ids, Ids were, Ids read) {
    return new Ids(
        ids.real() == were.real() ? read.real() : outside(map, ids.real()),
        ids.effective() == were.effective() ? read.effective() : outside(map, ids.effective()),
        ids.saved() == were.saved() ? read.saved() : outside(map, ids.saved()),
        ids.filesystem() == were.filesystem() ? read.filesystem() : outside(map, ids.filesystem()));
  }

  /** {@return an id of a namespace with this map as the reader's own numbers it; else 65534} */
  static long outside(Reading<IdMap> map, long id) {
    return map instanceof Reading.Value<IdMap> known
        ? known.value().outside(id).orElse(NO_NUMBER)
        : id;
  }
}
