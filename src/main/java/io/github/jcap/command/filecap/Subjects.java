package io.github.jcap.command.filecap;

import io.github.jcap.cap.Capability;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.scan.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns what was named on the command line into files and trees, and says what is neither. */
final class Subjects {
  private static final Path SYSTEM = Path.of("/");
  private static final String NAME_FIRST = "to give a file this capability, name the file first";

  private final FileTree files;
  private final Path root;
  private final Session session;
  private final String speaker;
  private final List<Subject> found = new ArrayList<>();
  private ExitCode code = ExitCode.OK;

  /**
   * Begins with nothing.
   *
   * @param speaker whose words a refusal is: {@code jcap filecap}
   */
  Subjects(FileTree files, Path root, Session session, String speaker) {
    this.files = files;
    this.root = root;
    this.session = session;
    this.speaker = speaker;
  }

  /** {@return what was found, in the order it was added} */
  List<Subject> found() {
    return Collections.unmodifiableList(found);
  }

  /** {@return the directories to scan} */
  List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    for (Subject subject : found) {
      if (subject instanceof Subject.Tree tree) {
        roots.add(tree.root());
      }
    }
    return roots;
  }

  /** {@return OK, or FAILED where something that was named could not be looked at} */
  ExitCode code() {
    return code;
  }

  /** Adds everything from the root down. */
  void addAll() {
    Place place = new Place(RawPath.bytes(root), ByteString.of("/"));
    Outcome<FileKind> kind = files.kind(place.path(), true);
    if (kind instanceof Outcome.Found<FileKind> known && known.value() == FileKind.DIRECTORY) {
      addTree(place);
    } else if (kind instanceof Outcome.Failed) {
      kind.orReport(session.problems());
      code = code.and(ExitCode.FAILED);
    } else {
      refuse(place.path(), kind.isGone() ? "ENOENT; no such directory" : "it is no directory");
    }
  }

  /** Adds a path that was named; where it is no file or directory, says so. */
  void addNamed(String argument) {
    Place place = place(argument, false);
    Outcome<FileKind> kind = files.kind(place.path(), false);
    if (kind instanceof Outcome.Found<FileKind> known) {
      addKnown(argument, place, known.value());
    } else if (kind.isGone()) {
      boolean isName = Capability.ofName(argument).isPresent();
      refuse(place.shown(), "ENOENT; " + (isName ? NAME_FIRST : "no such file or directory"));
    } else {
      kind.orReport(session.problems());
      code = code.and(ExitCode.FAILED);
    }
  }

  private void addKnown(String argument, Place place, FileKind kind) {
    switch (kind) {
      case REGULAR -> found.add(new Subject.OneFile(place.path(), place.shown()));
      case DIRECTORY -> addTree(place);
      case LINK -> addLink(argument, place);
      default -> refuse(place.shown(), "it is " + kind.words() + ", not a file or directory");
    }
  }

  /** A directory is scanned through its link; a link to a file is not the file. */
  private void addLink(String argument, Place link) {
    Place target = place(argument, true);
    if (isA(FileKind.DIRECTORY, target)) {
      addTree(new Place(target.path(), link.shown()));
    } else {
      refuse(link.shown(), "it is a symbolic link; name the file that it leads to");
    }
  }

  /**
   * Adds the directories of $PATH, each once however many names it has; files too, as the original
   * does. What is not there is no mistake.
   *
   * @param path directories between colons; an empty one is "."
   */
  void addSearchPath(String path) {
    Set<ByteString> seen = new HashSet<>();
    for (String element : path.split(":", -1)) {
      String argument = element.isEmpty() ? "." : element;
      Place place = place(argument, true);
      ByteString real = realOnItsMount(place.path());
      if (!seen.add(real)) {
        continue;
      }
      // Named through a link, a directory is shown where it is: /bin is /usr/bin.
      ByteString shown = argument.startsWith("/") ? inside(real) : place.shown();
      if (isA(FileKind.DIRECTORY, place)) {
        addTree(new Place(real, shown));
      } else if (isA(FileKind.REGULAR, place)) {
        found.add(new Subject.OneFile(real, shown));
      }
    }
  }

  private boolean isA(FileKind wanted, Place place) {
    return files.kind(place.path(), true) instanceof Outcome.Found<FileKind> found
        && found.value() == wanted;
  }

  /** The real path, since the mounts to stay off are known by theirs. */
  private void addTree(Place place) {
    found.add(new Subject.Tree(new Root(realOnItsMount(place.path()), place.shown())));
  }

  /**
   * Where an argument is, and how it is shown.
   *
   * @param path absolute, on this host
   * @param shown as it was named; under another root, as seen inside
   */
  record Place(ByteString path, ByteString shown) {}

  private Place place(String argument, boolean follow) {
    return place(argument, root, follow);
  }

  /**
   * {@return where an argument is}
   *
   * @param root the root of the files that are meant
   * @param follow whether a link in the last place is resolved, under another root
   */
  static Place place(String argument, Path root, boolean follow) {
    ByteString named = RawPath.bytes(argument);
    if (!root.equals(SYSTEM)) {
      RootedPaths paths = new RootedPaths(root);
      ByteString inside = paths.resolve(named, follow);
      return new Place(paths.outside(inside), inside);
    }
    boolean absolute = named.latin1().startsWith("/");
    return new Place(absolute ? named : RawPath.bytes(RawPath.path(argument)), named);
  }

  private ByteString inside(ByteString path) {
    ByteString base = RawPath.bytes(root);
    boolean strip = !root.equals(SYSTEM) && path.startsWith(base);
    return strip ? new ByteString(path.latin1().substring(base.length())) : path;
  }

  /**
   * {@return the path without links, where it leads to the same file: of {@code /proc/PID/root} a
   * link says {@code /}, which is another process's}
   */
  static ByteString real(ByteString path) {
    try {
      Path named = RawPath.path(RawPath.text(path));
      Path real = named.toRealPath();
      return Files.isSameFile(named, real) ? RawPath.bytes(real) : path;
    } catch (IOException e) {
      return path; // a directory above may not be readable; opening it will tell
    }
  }

  /** The same file on another's mounts has others below it: then the path stays as it is. */
  private ByteString realOnItsMount(ByteString path) {
    ByteString real = real(path);
    boolean isSame =
        real.equals(path)
            || (mount(path) instanceof Outcome.Found<Reading<Long>> mount
                && mount.equals(mount(real)));
    return isSame ? real : path;
  }

  /** {@return the mount that a path leads to; absent before Linux 5.8} */
  private Outcome<Reading<Long>> mount(ByteString path) {
    return files.facts(path, true).map(FileFacts::mountId);
  }

  private void refuse(ByteString shown, String why) {
    session.err().println(speaker + ": " + shown.escaped() + ": " + why);
    code = code.and(ExitCode.FAILED);
  }
}
