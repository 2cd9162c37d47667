package io.github.jcap.outcome;

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

    private boolean isFirst(Sort other) {
      ByteString own = first.subject();
      ByteString others = other.first.subject();
      return own.length() == others.length()
          ? own.compareTo(others) <= 0
          : own.length() < others.length();
    }

    private Sort and(Sort other) {
      return new Sort(isFirst(other) ? first : other.first, count + other.count);
    }
  }

  private final Map<String, Sort> sorts = new TreeMap<>();

  /** Counts one problem. */
  public synchronized void add(Problem problem) {
    count(new Sort(problem, 1));
  }

  /** Counts all that {@code others} counted. */
  public void addAll(Problems others) {
    List<Sort> sorts = others.sorts();
    synchronized (this) {
      for (Sort sort : sorts) {
        count(sort);
      }
    }
  }

  private void count(Sort sort) {
    String key = key(sort.first());
    Sort counted = sorts.get(key);
    sorts.put(key, counted == null ? sort : counted.and(sort));
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
