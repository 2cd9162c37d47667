package io.github.jcap.command.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.cap.Capability;
import io.github.jcap.outcome.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say of one capability, each part as its points.
 *
 * <p>The text form is five parts in this order, each with at least one point; a point begins with a
 * dash, and a line that begins with two blanks continues it:
 *
 * <pre>
 * [allows]
 * - Read and write any file, whatever its
 *   mode and ACL.
 * [holders]
 * [root: yes|depends|no]
 * [instead]
 * [sources]
 * - capabilities(7), acl(5)
 * </pre>
 *
 * @param capability which
 * @param allows what the kernel lets its holder do, and what not
 * @param holders programs that usually hold it
 * @param reach whether it leads to root
 * @param root by which mechanism it does, or what it gives short of that
 * @param instead what is safer
 * @param sources manual pages, files of the kernel and the like, that say more
 */
record Explanation(
    Capability capability,
    List<String> allows,
    List<String> holders,
    Reach reach,
    List<String> root,
    List<String> instead,
    List<String> sources) {

  Explanation {
    allows = List.copyOf(allows);
    holders = List.copyOf(holders);
    root = List.copyOf(root);
    instead = List.copyOf(instead);
    sources = List.copyOf(sources);
  }

  /** {@return the explanation of a capability; each has one} */
  static Explanation of(Capability capability) {
    String resource = "/explain/" + capability.plainName() + ".txt";
    try (InputStream in = Explanation.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource);
      }
      return parse(capability, new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      // Of our own jar: not the closed pipe that an IOException of a command means.
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return what a text says}
   *
   * @throws Malformed where it is not of the form
   */
  static Explanation parse(Capability capability, String text) {
    Parts parts = new Parts(text);
    List<String> allows = parts.part("[allows]");
    List<String> holders = parts.part("[holders]");
    Reach reach = parts.reach();
    List<String> root = parts.part("[root: " + reach.word() + "]");
    List<String> instead = parts.part("[instead]");
    List<String> sources = new ArrayList<>();
    for (String point : parts.part("[sources]")) {
      int from = 0;
      for (int comma = point.indexOf(", "); comma >= 0; comma = point.indexOf(", ", from)) {
        sources.add(point.substring(from, comma));
        from = comma + ", ".length();
      }
      sources.add(point.substring(from));
    }
    parts.end();
    return new Explanation(capability, allows, holders, reach, root, instead, sources);
  }

  /** {@return whether a text, in any case, stands anywhere in it} */
  boolean contains(String text) {
    if (has(capability.constantName(), text)
        || has(capability.meaning(), text)
        || has("Linux " + capability.release(), text)) {
      return true;
    }
    for (DefaultSet defaults : DefaultSet.values()) {
      if (defaults.holds(capability) && has(defaults.title(), text)) {
        return true;
      }
    }
    return any(allows, text)
        || any(holders, text)
        || any(root, text)
        || any(instead, text)
        || any(sources, text);
  }

  private static boolean any(List<String> points, String text) {
    for (String point : points) {
      if (has(point, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(String line, String text) {
    for (int at = 0; at + text.length() <= line.length(); at++) {
      if (line.regionMatches(true, at, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }

  /** Reads the lines of a text, part by part. */
  private static final class Parts {
    private final String text;
    private int next;

    Parts(String text) {
      this.text = text;
    }

    Reach reach() {
      for (Reach reach : Reach.values()) {
        if (text.startsWith("[root: " + reach.word() + "]\n", next)) {
          return reach;
        }
      }
      throw unexpected("[root: yes], [root: depends] or [root: no]");
    }

    /** The points below a heading, up to the next. */
    List<String> part(String heading) {
      if (!text.startsWith(heading + "\n", next)) {
        throw unexpected(heading);
      }
      next += heading.length() + 1;
      List<String> points = new ArrayList<>();
      StringBuilder point = new StringBuilder();
      while (next < text.length() && text.charAt(next) != '[') {
        int end = text.indexOf('\n', next);
        boolean begins = text.startsWith("- ", next);
        boolean continues = !begins && !point.isEmpty() && text.startsWith("  ", next);
        if (end < next + 3 || !(begins || continues)) {
          throw unexpected("a point, \"- ...\"");
        }
        if (begins && !point.isEmpty()) {
          points.add(point.toString());
          point.setLength(0);
        }
        point.append(continues ? " " : "").append(text, next + 2, end);
        next = end + 1;
      }
      if (point.isEmpty()) {
        throw unexpected("a point below " + heading);
      }
      points.add(point.toString());
      return points;
    }

    void end() {
      if (next < text.length()) {
        throw unexpected("the end");
      }
    }

    private Malformed unexpected(String expected) {
      int end = text.indexOf('\n', next);
      String line = text.substring(next, end < 0 ? text.length() : end);
      return new Malformed("expected " + expected + " instead of \"" + line + "\"");
    }
  }
}
