package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code /proc/<pid>/mountinfo}: one mount of a mount namespace. proc(5).
 *
 * <p>{@code 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw}: between the mount's
 * options and the dash stands any number of words. Blank, tab, newline, backslash and {@code #} in
 * a path are written {@code \ooo} in octal.
 *
 * @param id the mount's id, unique while it is mounted
 * @param parent the id of the mount it is mounted on
 * @param device of the file system, major in the upper half; on btrfs its files have others
 * @param root the directory of the file system that is mounted
 * @param point where it is mounted, as the reading process sees it
 * @param options per mount: {@code rw}, {@code nosuid}, …
 * @param type the file system's type: {@code ext4}, {@code fuse.sshfs}
 * @param source what is mounted, as its file system names it
 * @param superOptions per file system: {@code rw}, {@code hidepid=invisible}, …
 */
public record MountInfo(
    int id,
    int parent,
    long device,
    ByteString root,
    ByteString point,
    List<String> options,
    String type,
    ByteString source,
    List<String> superOptions) {
  private static final int FIRST_OPTIONAL = 6;
  private static final int AFTER_DASH = 3;

  /** Keeps copies of the options. */
  public MountInfo {
    options = List.copyOf(options);
    superOptions = List.copyOf(superOptions);
  }

  /**
   * {@return the mounts in the order of the file: what is mounted over another comes after it}
   *
   * @throws Malformed where a line has too few words or no dash
   */
  public static List<MountInfo> parse(byte[] bytes) {
    List<MountInfo> mounts = new ArrayList<>();
    String text = ByteString.of(bytes).latin1();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      mounts.add(parseLine(text.substring(from, end)));
      from = end + 1;
    }
    return mounts;
  }

  private static MountInfo parseLine(String line) {
    List<String> words = split(line, ' ');
    int dash = FIRST_OPTIONAL;
    while (dash < words.size() && !words.get(dash).equals("-")) {
      dash++;
    }
    if (dash + AFTER_DASH >= words.size()) {
      throw malformed("too few words", line);
    }
    return new MountInfo(
        number(words.get(0), line),
        number(words.get(1), line),
        device(words.get(2), line),
        unescaped(words.get(3)),
        unescaped(words.get(4)),
        split(words.get(5), ','),
        unescaped(words.get(dash + 1)).latin1(),
        unescaped(words.get(dash + 2)),
        split(words.get(dash + 3), ','));
  }

  /** A source may be empty: between two separators stands an empty part. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static int number(String word, String line) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw malformed("not a number", line);
    }
  }

  /** A path in it may hold what a terminal obeys. */
  private static Malformed malformed(String what, String line) {
    return new Malformed(what + ": \"" + new ByteString(line).escaped() + "\"");
  }

  /** {@code 254:0}. */
  private static long device(String word, String line) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      throw malformed("not a device", line);
    }
    long major = number(word.substring(0, colon), line);
    return (major << 32) | number(word.substring(colon + 1), line);
  }

  /** Three octal digits after a backslash are a byte; any other backslash is itself. */
  private static ByteString unescaped(String word) {
    if (word.indexOf('\\') < 0) {
      return new ByteString(word);
    }
    StringBuilder latin1 = new StringBuilder(word.length());
    for (int at = 0; at < word.length(); at++) {
      int code = word.charAt(at) == '\\' ? octal(word, at + 1) : -1;
      if (code >= 0) {
        latin1.append((char) code);
        at += 3;
      } else {
        latin1.append(word.charAt(at));
      }
    }
    return new ByteString(latin1.toString());
  }

  private static int octal(String word, int from) {
    if (from + 3 > word.length()) {
      return -1;
    }
    int code = 0;
    for (int at = from; at < from + 3; at++) {
      int digit = word.charAt(at) - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      code = code * 8 + digit;
    }
    return code <= 0xff ? code : -1;
  }
}
