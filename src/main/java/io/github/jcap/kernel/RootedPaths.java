package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths of another host's files, as they are meant there: links, also absolute ones, and {@code ..}
 * are resolved inside the directory that is its root.
 */
public final class RootedPaths {
  /** What the kernel allows, path_resolution(7). */
  private static final int MOST_LINKS = 40;

  private final Path root;

  /** Resolves inside {@code root}, an absolute path. */
  public RootedPaths(Path root) {
    this.root = root;
  }

  /**
   * {@return the path without links, as seen inside: absolute; what does not exist stays as it is}
   *
   * @param followLast whether a link in the last place is resolved too
   */
  public ByteString resolve(ByteString path, boolean followLast) {
    Deque<String> rest = new ArrayDeque<>();
    push(rest, path.latin1());
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.removeFirst();
      if (name.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(name);
      String target = rest.isEmpty() && !followLast ? "" : target(done);
      if (!target.isEmpty() && links < MOST_LINKS) {
        links++;
        done.removeLast();
        if (target.startsWith("/")) {
          done.clear();
        }
        push(rest, target);
      }
    }
    return joined(done);
  }

  /** {@return where a path seen inside is on this host} */
  public ByteString outside(ByteString path) {
    ByteString base = RawPath.bytes(root);
    return base.latin1().equals("/") ? path : base.plus(path);
  }

  private static void push(Deque<String> rest, String latin1) {
    String[] names = latin1.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        rest.addFirst(names[i]);
      }
    }
  }

  private String target(Deque<String> names) {
    ByteString path = outside(joined(names));
    if (path.latin1().indexOf('\0') >= 0) {
      return ""; // nowhere, and Java makes no path of it
    }
    Path place = RawPath.path(RawPath.text(path));
    try {
      return bytes(Files.readSymbolicLink(place)).latin1();
    } catch (IOException e) {
      return ""; // no link, or not to be read: whoever uses the path will see why
    }
  }

  /** A relative target is made absolute by way of its URI, and cut again. */
  private static ByteString bytes(Path target) {
    ByteString whole = RawPath.bytes(target);
    if (target.isAbsolute()) {
      return whole;
    }
    String here = RawPath.bytes(Path.of("")).latin1();
    int prefix = here.equals("/") ? 1 : here.length() + 1;
    return new ByteString(whole.latin1().substring(prefix));
  }

  private static ByteString joined(Deque<String> names) {
    return new ByteString("/" + String.join("/", names));
  }
}
