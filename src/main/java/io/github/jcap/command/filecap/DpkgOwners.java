package io.github.jcap.command.filecap;

import io.github.jcap.command.RootedFiles;
import io.github.jcap.command.RootedFiles.Place;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which packages of dpkg own files, from its database read as files, {@code
 * /var/lib/dpkg/info/*.list} and {@code diversions}: no program is run. As {@code dpkg -S} names
 * them, but of what is really there: a diverted file is where it was diverted to.
 *
 * <p>Directories are compared by where they are, since after the merge of {@code /usr} a list may
 * say {@code /bin/ping} of {@code /usr/bin/ping}. The lists stream by; only what they say of the
 * wanted files is kept.
 */
final class DpkgOwners {
  private static final Place INFO = Place.of("/var/lib/dpkg/info");
  private static final Place DIVERSIONS = Place.of("/var/lib/dpkg/diversions");
  private static final String LIST = ".list";

  /** A list of more than some ten million files is none. */
  private static final long MOST = 1L << 30;

  private static final int HASHES = 1 << 16;

  private final RootedFiles files;
  private final RootedPaths paths;
  private final Problems problems;
  private final Map<String, String> directories = new HashMap<>();
  private final Map<String, List<Wanted>> wanted = new HashMap<>();
  private final Map<String, Diversion> diversions = new HashMap<>();
  private final Set<String> divertedNames = new HashSet<>();

  /** By the low bits of a name's hash: nearly every line is done with here, and nothing made. */
  private final BitSet wantedHashes = new BitSet(HASHES);

  private final byte[] chunk = new byte[1 << 16];

  /** A file whose owners are wanted, and those that were found. */
  private record Wanted(String directory, List<String> owners) {}

  /** Takes a line of a file. */
  @FunctionalInterface
  private interface LineTaker {
    /** Takes {@code bytes[from, to)}. */
    void take(byte[] bytes, int from, int to);
  }

  /** A package puts its own file at a path, and those of all others elsewhere. */
  private record Diversion(String to, String owner) {}

  /**
   * Prepares to read.
   *
   * @param root the root of the files
   * @param problems where what could not be read is counted
   */
  DpkgOwners(Path root, Problems problems) {
    files = new RootedFiles(root, problems);
    paths = new RootedPaths(root.toAbsolutePath());
    this.problems = problems;
  }

  /**
   * {@return the owners of each path, several with {@code ", "} between them; absent where it has
   * none, unknown where not all lists could be read, or there is no database}
   *
   * @param shown as seen inside the root; a relative one begins at the working directory
   */
  Map<ByteString, Reading<ByteString>> of(Collection<ByteString> shown) {
    Map<ByteString, Wanted> byPath = new HashMap<>();
    for (ByteString path : shown) {
      byPath.put(path, want(path.latin1()));
    }
    boolean complete = shown.isEmpty() || readAll();
    Map<ByteString, Reading<ByteString>> owners = new HashMap<>();
    byPath.forEach((path, entry) -> owners.put(path, reading(entry.owners(), complete)));
    return owners;
  }

  private static Reading<ByteString> reading(List<String> owners, boolean complete) {
    if (owners.isEmpty()) {
      return complete ? Reading.absent() : Reading.unknown();
    }
    return Reading.of(new ByteString(String.join(", ", owners)));
  }

  private Wanted want(String path) {
    String whole = path.startsWith("/") ? path : RawPath.bytes(Path.of("")).latin1() + "/" + path;
    int slash = whole.lastIndexOf('/');
    Wanted entry = new Wanted(real(whole.substring(0, slash)), new ArrayList<>());
    String name = whole.substring(slash + 1);
    wanted.computeIfAbsent(name, missing -> new ArrayList<>()).add(entry);
    wantName(name);
    return entry;
  }

  private String real(String directory) {
    return directories.computeIfAbsent(
        directory, path -> paths.resolve(new ByteString(path + "/"), true).latin1());
  }

  /** {@return whether all there is was read} */
  private boolean readAll() {
    Reading<List<ByteString>> names = files.names(INFO);
    if (names.isUnknown()) {
      return false;
    }
    List<String> lists = new ArrayList<>();
    for (ByteString name : names.known().orElse(List.of())) {
      if (name.latin1().endsWith(LIST)) {
        lists.add(name.latin1());
      }
    }
    if (lists.isEmpty()) {
      problems.add(
          new Problem(
              Problem.Kind.UNSUPPORTED,
              "list " + INFO.shown(),
              "no package lists",
              paths.outside(INFO.path()),
              "packages are known from dpkg's lists alone"));
      return false;
    }
    boolean complete = readDiversions();
    for (String list : lists) {
      complete &= readList(list);
    }
    return complete;
  }

  private boolean readDiversions() {
    List<String> lines = new ArrayList<>();
    Reading<Reading<Boolean>> read =
        files.read(
            DIVERSIONS,
            MOST,
            in -> {
              forEachLine(in, (bytes, from, to) -> lines.add(latin1(bytes, from, to)));
              if (lines.size() % 3 != 0) {
                throw new Malformed("not three lines for each diversion");
              }
              return true;
            });
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      String from = lines.get(i);
      diversions.put(from, new Diversion(lines.get(i + 1), lines.get(i + 2)));
      divertedNames.add(name(from));
      wantName(name(from));
    }
    return !read.isUnknown() && !read.flatMap(value -> value).isUnknown();
  }

  private boolean readList(String list) {
    String owner = list.substring(0, list.length() - LIST.length());
    Place place = INFO.plus(ByteString.of("/").plus(new ByteString(list)), "/<package>.list");
    Reading<Reading<Boolean>> read =
        files.read(
            place,
            MOST,
            in -> {
              forEachLine(in, (bytes, from, to) -> addLine(bytes, from, to, owner));
              return true;
            });
    return !read.isUnknown() && !read.flatMap(value -> value).isUnknown();
  }

  private void addLine(byte[] bytes, int from, int to, String owner) {
    int name = to;
    while (name > from && bytes[name - 1] != '/') {
      name--;
    }
    int hash = 0;
    for (int at = name; at < to; at++) {
      hash = 31 * hash + (bytes[at] & 0xff);
    }
    if (wantedHashes.get(hash & (HASHES - 1))) {
      addPath(latin1(bytes, from, to), owner);
    }
  }

  /** The hash of a text whose chars are bytes is that of {@link #addLine}. */
  private void wantName(String name) {
    wantedHashes.set(name.hashCode() & (HASHES - 1));
  }

  private static String latin1(byte[] bytes, int from, int to) {
    return ByteString.of(bytes, from, to).latin1();
  }

  private void addPath(String path, String owner) {
    String name = name(path);
    if (divertedNames.contains(name)) {
      Diversion diversion = diversions.get(path);
      if (diversion != null && !diversion.owner().equals(withoutArchitecture(owner))) {
        addOwner(diversion.to(), name(diversion.to()), owner);
        return;
      }
    }
    addOwner(path, name, owner);
  }

  private void addOwner(String path, String name, String owner) {
    List<Wanted> candidates = wanted.get(name);
    if (candidates == null || path.length() <= name.length()) {
      return;
    }
    String directory = real(path.substring(0, path.length() - name.length() - 1));
    for (Wanted candidate : candidates) {
      if (candidate.directory().equals(directory) && !candidate.owners().contains(owner)) {
        candidate.owners().add(owner);
      }
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code libc6:amd64} is installed for several machines at once, and diverts for all of them. */
  private static String withoutArchitecture(String owner) {
    int colon = owner.indexOf(':');
    return colon < 0 ? owner : owner.substring(0, colon);
  }

  private void forEachLine(InputStream in, LineTaker taker) throws IOException {
    int kept = 0;
    for (int size = in.read(chunk); size >= 0; size = in.read(chunk, kept, chunk.length - kept)) {
      int end = kept + size;
      int from = 0;
      for (int at = kept; at < end; at++) {
        if (chunk[at] == '\n') {
          taker.take(chunk, from, at);
          from = at + 1;
        }
      }
      kept = end - from;
      System.arraycopy(chunk, from, chunk, 0, kept);
      if (kept == chunk.length) {
        throw new Malformed("a line longer than " + kept + " bytes");
      }
    }
    if (kept > 0) {
      taker.take(chunk, 0, kept);
    }
  }
}
