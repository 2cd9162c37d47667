package io.github.jcap.scan;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file tree in memory: a line for each path, made by the test. Safe for many threads once made.
 */
final class FakeTree implements FileTree {
  /** What every file that has an attribute has. */
  static final CapAttribute CAPS =
      new CapAttribute.Sound(FileCaps.of(new CapSet(1), CapSet.EMPTY, true));

  private final Map<String, Map<String, FileKind>> directories = new HashMap<>();
  private final Set<String> capable = ConcurrentHashMap.newKeySet();
  private final Map<String, Errno> faults = new HashMap<>();
  private final Set<String> unsaid = ConcurrentHashMap.newKeySet();
  final Set<String> probed = ConcurrentHashMap.newKeySet();
  final Set<String> asked = ConcurrentHashMap.newKeySet();
  final Set<String> entered = ConcurrentHashMap.newKeySet();

  /** Adds a directory, and those above it. */
  FakeTree directory(String path) {
    if (!directories.containsKey(path)) {
      directories.put(path, new TreeMap<>());
      if (!path.equals("/")) {
        add(path, FileKind.DIRECTORY);
      }
    }
    return this;
  }

  /** Adds something in a directory. */
  FakeTree add(String path, FileKind kind) {
    String parent = parent(path);
    directory(parent);
    directories
        .computeIfAbsent(parent, missing -> new TreeMap<>())
        .put(path.substring(path.lastIndexOf('/') + 1), kind);
    return this;
  }

  /** Adds a regular file without an attribute. */
  FakeTree plain(String path) {
    return add(path, FileKind.REGULAR);
  }

  /** Adds a regular file that has an attribute. */
  FakeTree capable(String path) {
    capable.add(path);
    return add(path, FileKind.REGULAR);
  }

  /** Lets the listing not say what a path is. */
  FakeTree unsaid(String path) {
    unsaid.add(path);
    return this;
  }

  /**
   * Lets one operation on one path fail: {@code open}, {@code list}, {@code probe}, {@code stat}.
   */
  FakeTree fails(String operation, String path, Errno errno) {
    faults.put(operation + " " + path, errno);
    return this;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  private Optional<Problem> fault(String operation, String path) {
    return Optional.ofNullable(faults.get(operation + " " + path))
        .map(errno -> Problem.of(operation, errno, path, ""));
  }

  @Override
  public Directory directory() {
    return new Here();
  }

  @Override
  public Outcome<FileKind> kind(ByteString path, boolean follow) {
    throw new UnsupportedOperationException("a scan asks no path");
  }

  @Override
  public Outcome<Optional<CapAttribute>> capabilities(ByteString path) {
    throw new UnsupportedOperationException("a scan asks no path");
  }

  private final class Here implements Directory {
    private String path = "";
    private List<String> names = List.of();
    private int at;
    private Optional<Problem> failure = Optional.empty();

    @Override
    public Outcome<Directory> enter(ByteString where, boolean follow) {
      path = where.latin1();
      at = -1;
      failure = Optional.empty();
      entered.add(path + (follow ? " following" : ""));
      Optional<Problem> fault = fault("open", path);
      if (fault.isPresent()) {
        return Outcome.failed(fault.get());
      }
      Map<String, FileKind> found = directories.get(path);
      if (found == null) {
        return Outcome.gone();
      }
      names = new ArrayList<>(found.keySet());
      return Outcome.found(this);
    }

    @Override
    public boolean next() {
      at++;
      if (at == 1) {
        failure = fault("list", path);
      }
      return failure.isEmpty() && at < names.size();
    }

    @Override
    public Optional<Problem> failure() {
      return failure;
    }

    private String current() {
      return (path.equals("/") ? "" : path) + "/" + names.get(at);
    }

    @Override
    public FileKind kind() {
      return unsaid.contains(current()) ? FileKind.UNKNOWN : known();
    }

    private FileKind known() {
      return directories.getOrDefault(path, Map.of()).getOrDefault(names.get(at), FileKind.UNKNOWN);
    }

    @Override
    public Outcome<FileKind> askKind() {
      asked.add(current());
      Optional<Problem> fault = fault("stat", current());
      return fault.isPresent() ? Outcome.failed(fault.get()) : Outcome.found(known());
    }

    @Override
    public Outcome<ByteString> name() {
      return Outcome.found(new ByteString(names.get(at)));
    }

    @Override
    public Outcome<Optional<CapAttribute>> capabilities() {
      probed.add(current());
      Optional<Problem> fault = fault("probe", current());
      if (fault.isPresent()) {
        return Outcome.failed(fault.get());
      }
      return Outcome.found(capable.contains(current()) ? Optional.of(CAPS) : Optional.empty());
    }

    @Override
    public void close() {}
  }
}
