package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a status file where it lies: a host has a hundred thousand of them, of some sixty lines, so
 * no line is copied and none after the last one of interest is looked at.
 */
final class StatusParser {
  private static final SetKind[] KINDS = SetKind.values();
  private static final int ALL_SETS = (1 << KINDS.length) - 1;

  private final byte[] text;
  private int start;
  private int end = -1;

  /** Where the value of the line begins; set by {@link #is}. */
  private int value;

  private @Nullable ByteString comm;
  private char state;
  private int ppid = -1;
  private int tracer;
  private @Nullable Ids uid;
  private @Nullable Ids gid;
  private List<Long> groups = List.of();
  private Reading<Boolean> kernelThread = Reading.absent();
  private Reading<Integer> threads = Reading.absent();
  private final long[] masks = new long[KINDS.length];
  private int foundSets;
  private Reading<Boolean> noNewPrivs = Reading.absent();
  private Reading<Integer> seccomp = Reading.absent();
  private Reading<Integer> seccompFilters = Reading.absent();

  StatusParser(byte[] text) {
    this.text = text;
  }

  PidStatus parse() {
    while (!complete() && next()) {
      if (start < end) {
        take();
      }
    }
    return build();
  }

  private boolean complete() {
    return seccompFilters instanceof Reading.Value && foundSets == ALL_SETS;
  }

  private boolean next() {
    start = end + 1;
    for (end = start; end < text.length; end++) {
      if (text[end] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** Looks at four letters as one number before any key: of sixty lines sixteen are looked at. */
  private void take() {
    if (end - start < Integer.BYTES) {
      return;
    }
    switch (word(start)) {
      case 'N' << 24 | 'a' << 16 | 'm' << 8 | 'e' -> {
        if (is("Name")) {
          comm = unescape(new String(text, value, end - value, ISO_8859_1));
        }
      }
      case 'S' << 24 | 't' << 16 | 'a' << 8 | 't' -> {
        if (is("State")) {
          state = letter();
        }
      }
      case 'P' << 24 | 'P' << 16 | 'i' << 8 | 'd' -> {
        if (is("PPid")) {
          ppid = number();
        }
      }
      case 'T' << 24 | 'r' << 16 | 'a' << 8 | 'c' -> {
        if (is("TracerPid")) {
          tracer = number();
        }
      }
      case 'U' << 24 | 'i' << 16 | 'd' << 8 | ':' -> {
        if (is("Uid")) {
          uid = ids();
        }
      }
      case 'G' << 24 | 'i' << 16 | 'd' << 8 | ':' -> {
        if (is("Gid")) {
          gid = ids();
        }
      }
      case 'G' << 24 | 'r' << 16 | 'o' << 8 | 'u' -> {
        if (is("Groups")) {
          groups = numbers();
        }
      }
      case 'K' << 24 | 't' << 16 | 'h' << 8 | 'r' -> {
        if (is("Kthread")) {
          kernelThread = Reading.of(number() == 1);
        }
      }
      case 'T' << 24 | 'h' << 16 | 'r' << 8 | 'e' -> {
        if (is("Threads")) {
          threads = Reading.of(number());
        }
      }
      case 'C' << 24 | 'a' << 16 | 'p' << 8 | 'I' -> takeSet(SetKind.INHERITABLE);
      case 'C' << 24 | 'a' << 16 | 'p' << 8 | 'P' -> takeSet(SetKind.PERMITTED);
      case 'C' << 24 | 'a' << 16 | 'p' << 8 | 'E' -> takeSet(SetKind.EFFECTIVE);
      case 'C' << 24 | 'a' << 16 | 'p' << 8 | 'B' -> takeSet(SetKind.BOUNDING);
      case 'C' << 24 | 'a' << 16 | 'p' << 8 | 'A' -> takeSet(SetKind.AMBIENT);
      case 'N' << 24 | 'o' << 16 | 'N' << 8 | 'e' -> {
        if (is("NoNewPrivs")) {
          noNewPrivs = Reading.of(number() == 1);
        }
      }
      case 'S' << 24 | 'e' << 16 | 'c' << 8 | 'c' -> {
        if (is("Seccomp")) {
          seccomp = Reading.of(number());
        } else if (is("Seccomp_filters")) {
          seccompFilters = Reading.of(number());
        }
      }
      default -> {}
    }
  }

  private int word(int at) {
    return (text[at] & 0xff) << 24
        | (text[at + 1] & 0xff) << 16
        | (text[at + 2] & 0xff) << 8
        | (text[at + 3] & 0xff);
  }

  @SuppressWarnings("EnumOrdinal") // an index into an array as long as the enum
  private void takeSet(SetKind kind) {
    if (is(kind.statusField())) {
      masks[kind.ordinal()] = CapSet.parseHex(text, value, end).mask();
      foundSets |= 1 << kind.ordinal();
    }
  }

  private boolean is(String key) {
    int colon = start + key.length();
    if (colon + 2 > end || text[colon] != ':' || text[colon + 1] != '\t') {
      return false;
    }
    // The last letter first: Seccomp and Seccomp_filters begin alike.
    for (int i = key.length() - 1; i > 0; i--) {
      if (text[start + i] != key.charAt(i)) {
        return false;
      }
    }
    value = colon + 2;
    return true;
  }

  private char letter() {
    if (value == end) {
      throw new Malformed("not a state: \"" + line() + "\"");
    }
    return (char) (text[value] & 0xff);
  }

  private int number() {
    long number = digits(value, end);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new Malformed("not a number: \"" + line() + "\"");
    }
    return (int) number;
  }

  private Ids ids() {
    long[] ids = new long[4];
    int from = value;
    for (int i = 0; i < ids.length; i++) {
      int to = i < ids.length - 1 ? indexOf('\t', from) : end;
      if (to == end && i < ids.length - 1) {
        throw new Malformed("not four ids: \"" + line() + "\"");
      }
      ids[i] = id(from, to);
      from = to + 1;
    }
    return new Ids(ids[0], ids[1], ids[2], ids[3]);
  }

  /** A blank after each; where there are none, only a blank. */
  private List<Long> numbers() {
    List<Long> numbers = List.of();
    for (int from = value; from < end; ) {
      int to = indexOf(' ', from);
      if (to > from) {
        if (numbers.isEmpty()) {
          numbers = new ArrayList<>();
        }
        numbers.add(id(from, to));
      }
      from = to + 1;
    }
    return numbers;
  }

  private long id(int from, int to) {
    long id = digits(from, to);
    if (id < 0 || id > 0xffff_ffffL) {
      throw new Malformed("not an id: \"" + line() + "\"");
    }
    return id;
  }

  /** The place of a separator, or the end of the line. */
  private int indexOf(char separator, int from) {
    int at = from;
    while (at < end && text[at] != separator) {
      at++;
    }
    return at;
  }

  /** A decimal number of at most ten digits; -1 for anything else. */
  private long digits(int from, int to) {
    if (from == to || to - from > 10) {
      return -1;
    }
    long number = 0;
    for (int at = from; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The line as a message may quote it. */
  private String line() {
    return ByteString.of(text, start, end).escaped();
  }

  private PidStatus build() {
    for (int i = 0; i < KINDS.length; i++) {
      if (KINDS[i] != SetKind.AMBIENT && (foundSets & (1 << i)) == 0) {
        throw missing(KINDS[i].statusField());
      }
    }
    if (ppid < 0 || state == 0) {
      throw missing(ppid < 0 ? "PPid" : "State");
    }
    return new PidStatus(
        found(comm, "Name"),
        state,
        ppid,
        tracer,
        found(uid, "Uid"),
        found(gid, "Gid"),
        groups,
        kernelThread,
        threads,
        new ThreadCaps(
            set(SetKind.EFFECTIVE),
            set(SetKind.PERMITTED),
            set(SetKind.INHERITABLE),
            set(SetKind.BOUNDING),
            set(SetKind.AMBIENT)),
        noNewPrivs,
        seccomp,
        seccompFilters);
  }

  @SuppressWarnings("EnumOrdinal") // an index into an array as long as the enum
  private CapSet set(SetKind kind) {
    return CapSet.of(masks[kind.ordinal()]);
  }

  private static <T> T found(@Nullable T value, String key) {
    if (value == null) {
      throw missing(key);
    }
    return value;
  }

  private static Malformed missing(String key) {
    return new Malformed("no line " + key);
  }

  /** The kernel writes a newline of the name as {@code \n} and a backslash as {@code \\}. */
  private static ByteString unescape(String name) {
    if (name.indexOf('\\') < 0) {
      return new ByteString(name);
    }
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\' && i + 1 < name.length()) {
        i++;
        char next = name.charAt(i);
        plain.append(next == 'n' ? '\n' : next);
      } else {
        plain.append(c);
      }
    }
    return new ByteString(plain.toString());
  }
}
