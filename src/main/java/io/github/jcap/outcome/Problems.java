package io.github.jcap.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tally of what could not be learned: each sort once, with its count and first subject. Safe
 * for many threads; what it says does not depend on their order.
 */
public final class Problems {

  /**
   * All problems of one sort.
   *
   * @param first the problem with the first subject: the shortest, then the least by its bytes, so
   *     that /proc/9 comes before /proc/10 and the answer does not depend on timing
   * @param count how many there were
   */
  public record Sort(Problem first, long count) {

    private Sort and(Sort other) {
      boolean keep = BY_SUBJECT.compare(first.subject(), other.first.subject()) <= 0;
      return new Sort(keep ? first : other.first, count + other.count);
    }
  }

  private static final Comparator<ByteString> BY_SUBJECT =
      Comparator.comparingInt(ByteString::length).thenComparing(Comparator.naturalOrder());

  private final Map<String, Sort> sorts = new TreeMap<>();

  /** Counts one problem. */
  public synchronized void add(Problem problem) {
    sorts.merge(key(problem), new Sort(problem, 1), Sort::and);
  }

  /** Counts all that {@code others} counted. */
  public void addAll(Problems others) {
    List<Sort> sorts = others.sorts();
    synchronized (this) {
      for (Sort sort : sorts) {
        this.sorts.merge(key(sort.first()), sort, Sort::and);
      }
    }
  }

  private static String key(Problem problem) {
    return problem.operation() + '\0' + problem.cause() + '\0' + problem.kind();
  }

  /** {@return whether nothing went wrong, so that the report is complete} */
  public synchronized boolean isEmpty() {
    return sorts.isEmpty();
  }

  /** {@return each sort once, ordered by operation and cause} */
  public synchronized List<Sort> sorts() {
    return List.copyOf(sorts.values());
  }
}
