package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.Arrays;

/**
 * {@code /proc/<pid>/status}, or of a thread {@code task/<tid>/status}: proc_pid_status(5), {@code
 * fs/proc/array.c}; see native-notes/proc_pid_status.md. Readable for every user unless hidepid.
 *
 * @param comm {@code Name}: up to 15 bytes that the process chose, for kernel workers more
 * @param state {@code State}: one letter, R S D T t Z X I
 * @param ppid {@code PPid}: the parent; 0 where it has none here
 * @param uid {@code Uid}
 * @param gid {@code Gid}
 * @param capabilities {@code CapEff} and the others; ambient is empty before Linux 4.3
 * @param noNewPrivs {@code NoNewPrivs}; absent before Linux 4.10
 * @param seccomp {@code Seccomp}: 0 disabled, 1 strict, 2 filter; absent where not configured
 * @param kernelThread {@code Kthread}; absent before Linux 6.10
 */
public record PidStatus(
    ByteString comm,
    char state,
    int ppid,
    Ids uid,
    Ids gid,
    ThreadCaps capabilities,
    Reading<Boolean> noNewPrivs,
    Reading<Integer> seccomp,
    Reading<Boolean> kernelThread) {

  /**
   * {@return what a status file says; lines that are not known are passed over}
   *
   * @throws Malformed where a line is not of its form, or one that every kernel has is missing
   */
  public static PidStatus parse(byte[] bytes) {
    Lines lines = new Lines(bytes);
    Parts parts = new Parts();
    while (!parts.complete() && lines.next()) {
      parts.take(lines);
    }
    return parts.build();
  }

  /** The lines of the file, one at a time, without a copy of each. */
  private static final class Lines {
    private final byte[] text;
    private int start;
    private int end = -1;

    Lines(byte[] text) {
      this.text = text;
    }

    boolean next() {
      start = end + 1;
      for (end = start; end < text.length; end++) {
        if (text[end] == '\n') {
          return true;
        }
      }
      return false;
    }

    char first() {
      return (char) text[start];
    }

    /** The letter at a place, NUL beyond the end. */
    char letter(int at) {
      return start + at < end ? (char) text[start + at] : 0;
    }

    boolean is(String key) {
      int colon = start + key.length();
      if (colon + 2 > end || text[colon] != ':' || text[colon + 1] != '\t') {
        return false;
      }
      for (int i = 0; i < key.length(); i++) {
        if (text[start + i] != key.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    String value(String key) {
      int from = start + key.length() + 2;
      return new String(text, from, end - from, ISO_8859_1);
    }

    /** The line as a message may quote it. */
    @Override
    public String toString() {
      return ByteString.of(text, start, end).escaped();
    }
  }

  /** What was found so far. */
  private static final class Parts {
    private static final SetKind[] KINDS = SetKind.values();

    private Reading<ByteString> comm = Reading.absent();
    private char state;
    private int ppid = -1;
    private Reading<Ids> uid = Reading.absent();
    private Reading<Ids> gid = Reading.absent();
    private final CapSet[] sets = new CapSet[KINDS.length];
    private int foundSets;
    private Reading<Boolean> noNewPrivs = Reading.absent();
    private Reading<Integer> seccomp = Reading.absent();
    private Reading<Boolean> kernelThread = Reading.absent();

    Parts() {
      Arrays.fill(sets, CapSet.EMPTY);
    }

    /** Whether nothing more is to be found; the lines after the last are not looked at. */
    boolean complete() {
      return seccomp instanceof Reading.Value
          && noNewPrivs instanceof Reading.Value
          && kernelThread instanceof Reading.Value
          && foundSets == (1 << KINDS.length) - 1;
    }

    /** Looks at the first letter before any key, since a status file has some sixty lines. */
    void take(Lines line) {
      if (line.start == line.end) {
        return;
      }
      switch (line.first()) {
        case 'N' -> {
          if (line.is("Name")) {
            comm = Reading.of(unescape(line.value("Name")));
          } else if (line.is("NoNewPrivs")) {
            noNewPrivs = Reading.of(number(line, "NoNewPrivs") == 1);
          }
        }
        case 'S' -> {
          if (line.is("State")) {
            state = letter(line);
          } else if (line.is("Seccomp")) {
            seccomp = Reading.of(number(line, "Seccomp"));
          }
        }
        case 'P' -> {
          if (line.is("PPid")) {
            ppid = number(line, "PPid");
          }
        }
        case 'U' -> {
          if (line.is("Uid")) {
            uid = Reading.of(ids(line, "Uid"));
          }
        }
        case 'G' -> {
          if (line.is("Gid")) {
            gid = Reading.of(ids(line, "Gid"));
          }
        }
        case 'K' -> {
          if (line.is("Kthread")) {
            kernelThread = Reading.of(number(line, "Kthread") == 1);
          }
        }
        case 'C' -> takeSet(line);
        default -> {}
      }
    }

    private void takeSet(Lines line) {
      for (SetKind kind : KINDS) {
        // The names differ in their fourth letter; there are five of them, and twice as many lines.
        if (line.letter(3) == kind.statusField().charAt(3) && line.is(kind.statusField())) {
          sets[index(kind)] = CapSet.parseHex(line.value(kind.statusField()));
          foundSets |= 1 << index(kind);
        }
      }
    }

    PidStatus build() {
      for (SetKind kind : KINDS) {
        if (kind != SetKind.AMBIENT && (foundSets & (1 << index(kind))) == 0) {
          throw new Malformed("no line " + kind.statusField());
        }
      }
      if (ppid < 0 || state == 0) {
        throw new Malformed("no line " + (ppid < 0 ? "PPid" : "State"));
      }
      return new PidStatus(
          comm.known().orElseThrow(() -> new Malformed("no line Name")),
          state,
          ppid,
          uid.known().orElseThrow(() -> new Malformed("no line Uid")),
          gid.known().orElseThrow(() -> new Malformed("no line Gid")),
          new ThreadCaps(
              sets[index(SetKind.EFFECTIVE)],
              sets[index(SetKind.PERMITTED)],
              sets[index(SetKind.INHERITABLE)],
              sets[index(SetKind.BOUNDING)],
              sets[index(SetKind.AMBIENT)]),
          noNewPrivs,
          seccomp,
          kernelThread);
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array as long as the enum
    private static int index(SetKind kind) {
      return kind.ordinal();
    }

    private static char letter(Lines line) {
      String value = line.value("State");
      if (value.isEmpty()) {
        throw new Malformed("not a state: \"" + line + "\"");
      }
      return value.charAt(0);
    }

    private static int number(Lines line, String key) {
      try {
        return Integer.parseInt(line.value(key).strip());
      } catch (NumberFormatException e) {
        throw new Malformed("not a number: \"" + line + "\"");
      }
    }

    private static Ids ids(Lines line, String key) {
      String value = line.value(key);
      long[] ids = new long[4];
      int from = 0;
      for (int i = 0; i < 4; i++) {
        int tab = i < 3 ? value.indexOf('\t', from) : value.length();
        if (tab < 0) {
          throw new Malformed("not four ids: \"" + line + "\"");
        }
        try {
          ids[i] = Integer.parseUnsignedInt(value, from, tab, 10) & 0xffff_ffffL;
        } catch (NumberFormatException e) {
          throw new Malformed("not an id: \"" + line + "\"");
        }
        from = tab + 1;
      }
      return new Ids(ids[0], ids[1], ids[2], ids[3]);
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
}
