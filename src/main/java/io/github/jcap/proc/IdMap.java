package io.github.jcap.proc;

import io.github.jcap.cap.Ids;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code /proc/<pid>/uid_map} or {@code gid_map}: which ids of the process's user namespace are
 * which ids outside it. user_namespaces(7), {@code kernel/user_namespace.c}; see
 * native-notes/proc_pid_uid_map.md. Ids are unsigned 32 bits, and 4294967295 is none.
 *
 * <p>Outside is the user namespace of the reader; for a process in that same one it is its parent.
 * The kernel translates the first id of a range alone, so what follows from a range is sure only
 * for a reader in the initial namespace.
 *
 * @param ranges in the kernel's order, without overlap; none where nothing was mapped yet
 */
public record IdMap(List<Range> ranges) {
  private static final long NO_ID = 0xffff_ffffL;
  private static final int FIELDS = 3;

  /** What the kernel says of an id that has no number in a namespace: {@code overflowuid}. */
  private static final long OVERFLOW_ID = 65534;

  /**
   * Ids that lie side by side on both sides.
   *
   * @param inside the first id in the process's user namespace
   * @param outside the first id outside; absent where it has no number there
   * @param count how many ids there are, at least 1
   */
  public record Range(long inside, Reading<Long> outside, long count) {}

  /** Keeps a copy of the ranges. */
  public IdMap {
    ranges = List.copyOf(ranges);
  }

  /** {@return the id in the process's user namespace; empty where an id outside has none} */
  public OptionalLong inside(long outside) {
    for (Range range : ranges) {
      long first = range.outside().known().orElse(NO_ID);
      if (first != NO_ID && outside >= first && outside - first < range.count()) {
        return id(range.inside() + (outside - first));
      }
    }
    return OptionalLong.empty();
  }

  /** {@return the same ids inside; one that has no number there as the kernel shows it, 65534} */
  public Ids inside(Ids outside) {
    return new Ids(
        shown(outside.real()),
        shown(outside.effective()),
        shown(outside.saved()),
        shown(outside.filesystem()));
  }

  private long shown(long outside) {
    OptionalLong id = inside(outside);
    return id.isPresent() ? id.getAsLong() : OVERFLOW_ID;
  }

  /** {@return the id outside; empty where an id of the process's user namespace has none} */
  public OptionalLong outside(long inside) {
    for (Range range : ranges) {
      long place = inside - range.inside();
      if (place >= 0 && place < range.count()) {
        long first = range.outside().known().orElse(NO_ID);
        return first == NO_ID ? OptionalLong.empty() : id(first + place);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong id(long id) {
    return id < NO_ID ? OptionalLong.of(id) : OptionalLong.empty();
  }

  /**
   * {@return what such a file says}
   *
   * @throws Malformed where a line is not three numbers, or its range is empty or leaves 32 bits
   */
  public static IdMap parse(byte[] bytes) {
    List<Range> ranges = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      ranges.add(parseLine(bytes, from, end));
      from = end + 1;
    }
    return new IdMap(ranges);
  }

  private static Range parseLine(byte[] bytes, int from, int end) {
    long[] fields = new long[FIELDS];
    int at = from;
    for (int field = 0; field < FIELDS; field++) {
      while (at < end && bytes[at] == ' ') {
        at++;
      }
      int first = at;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && fields[field] <= NO_ID) {
        fields[field] = fields[field] * 10 + (bytes[at] - '0');
        at++;
      }
      if (at == first || fields[field] > NO_ID || (at < end && bytes[at] != ' ')) {
        throw new Malformed("not an id: " + quoted(bytes, from, end));
      }
    }
    if (at != end || fields[2] == 0 || fields[0] + fields[2] > NO_ID) {
      throw new Malformed("not a range of ids: " + quoted(bytes, from, end));
    }
    Reading<Long> outside = fields[1] == NO_ID ? Reading.absent() : Reading.of(fields[1]);
    return new Range(fields[0], outside, fields[2]);
  }

  private static String quoted(byte[] bytes, int from, int end) {
    return "\"" + ByteString.of(bytes, from, end) + "\"";
  }
}
