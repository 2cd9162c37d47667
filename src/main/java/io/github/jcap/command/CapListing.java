package io.github.jcap.command;

import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The lines of a listing of files and their capabilities, as {@code jcap filecap --text} and {@code
 * getcap} print them:
 *
 * <pre>
 * PATH TEXT                 /usr/bin/ping cap_net_raw=ep
 * PATH TEXT [rootid=N]      getcap -n prints N signed: 4294967294 as -2
 * PATH = TEXT               libcap before 2.41: /usr/bin/ping = cap_net_raw+ep
 * </pre>
 *
 * <p>A path may hold anything, also what looks like a text, so the line is read from its end: who
 * prints a text writes one {@code =} in it, in its first clause. The last {@code =} of the line is
 * that one, and what stands before its clause is the path: {@code /x cap_chown=p cap_kill=ep} is of
 * the file {@code x cap_chown=p}. Text that a person wrote with more than one {@code =} is
 * therefore not read as meant, but names a file that hardly exists.
 *
 * <p>jcap writes control characters and invalid bytes of a path as {@code \xHH} and a backslash as
 * {@code \\}; getcap writes every byte as it is, also a newline, which then is no line of any
 * listing. So a path with a backslash has two readings.
 */
public final class CapListing {
  private static final String ROOTID = " [rootid=";
  private static final long LOW_WORD = 0xffff_ffffL;

  private CapListing() {}

  /**
   * One line.
   *
   * @param number from 1; of a single one
   * @param paths which file it may be of, the likeliest first
   * @param caps what it has
   */
  public record Line(int number, List<ByteString> paths, FileCaps caps) {}

  /**
   * {@return the lines of a listing; empty ones are left out}
   *
   * @param last the last capability of the kernel that the texts are meant for
   * @param refused gets what is wrong with a line that is none: its number, the line, and why
   */
  public static List<Line> lines(ByteString listing, int last, List<String> refused) {
    List<Line> lines = new ArrayList<>();
    String latin1 = listing.latin1();
    int number = 0;
    for (int from = 0; from < latin1.length(); ) {
      int end = latin1.indexOf('\n', from);
      end = end < 0 ? latin1.length() : end;
      number++;
      String line = latin1.substring(from, end);
      if (!line.isBlank()) {
        try {
          lines.add(line(number, line, last));
        } catch (Malformed e) {
          // Of the listing's bytes, which may be anything.
          String why = new ByteString(String.valueOf(e.getMessage())).escaped();
          refused.add("line " + number + ": " + why);
        }
      }
      from = end + 1;
    }
    return lines;
  }

  /**
   * {@return what one line says}
   *
   * @param line one char for each byte
   * @param last the last capability of the kernel that the text is meant for
   * @throws Malformed where it is none: why
   */
  public static Line line(String line, int last) {
    return line(1, line, last);
  }

  private static Line line(int number, String line, int last) {
    int end = line.length();
    OptionalLong rootid = OptionalLong.empty();
    int suffix = line.lastIndexOf(ROOTID);
    if (suffix >= 0 && line.endsWith("]")) {
      long id = rootid(line.substring(suffix + ROOTID.length(), end - 1));
      rootid = id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
      end = suffix;
    }
    int equals = line.lastIndexOf('=', end - 1);
    int blank = line.lastIndexOf(' ', equals);
    if (equals < 0 || blank <= 0) {
      throw new Malformed("not a path and libcap's text: \"" + line + "\"");
    }
    FileCaps caps = LibcapText.parseFile(line.substring(blank + 1, end), last).within(rootid);
    return new Line(number, paths(line.substring(0, blank)), caps);
  }

  /** Unsigned 32 bits, or the same bits signed. */
  private static long rootid(String digits) {
    try {
      long id = Long.parseLong(digits);
      if (id >= Integer.MIN_VALUE && id <= LOW_WORD) {
        return id & LOW_WORD;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Malformed("not a rootid of 32 bits: \"" + digits + "\"");
  }

  private static List<ByteString> paths(String path) {
    List<ByteString> paths = new ArrayList<>();
    addReadings(path, paths);
    if (path.endsWith(" =")) {
      addReadings(path.substring(0, path.length() - 2), paths);
    }
    return List.copyOf(paths);
  }

  private static void addReadings(String path, List<ByteString> paths) {
    String unescaped = unescaped(path);
    if (!unescaped.isEmpty() && !unescaped.equals(path)) {
      paths.add(new ByteString(unescaped));
    }
    if (!path.isEmpty()) { // no file has that name
      paths.add(new ByteString(path));
    }
  }

  /** Empty where a backslash is not one of ours, or stands for what no path holds. */
  private static String unescaped(String path) {
    StringBuilder bytes = new StringBuilder(path.length());
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      if (c != '\\') {
        bytes.append(c);
        continue;
      }
      char next = at + 1 < path.length() ? path.charAt(at + 1) : '\0';
      int high = at + 3 < path.length() ? Character.digit(path.charAt(at + 2), 16) : -1;
      int low = at + 3 < path.length() ? Character.digit(path.charAt(at + 3), 16) : -1;
      if (next == '\\') {
        bytes.append('\\');
        at++;
      } else if (next == 'x' && high >= 0 && low >= 0 && (high | low) != 0) {
        bytes.append((char) (high << 4 | low));
        at += 3;
      } else {
        return "";
      }
    }
    return bytes.toString();
  }
}
