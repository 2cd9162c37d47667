package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Files of which some cannot be read: counts what is asked, and fails as java.nio really fails.
 * Safe for many threads.
 */
public final class FaultyAccess implements FileAccess {
  private final FileAccess files = new SystemFiles();
  private final IntFunction<Optional<Errno>> byNumber;
  private final Predicate<String> chosen;
  private final Errno errno;
  private final List<String> accesses = new ArrayList<>();
  private Predicate<String> trigger = access -> false;
  private Runnable event = () -> {};

  private FaultyAccess(
      IntFunction<Optional<Errno>> byNumber, Predicate<String> chosen, Errno errno) {
    this.byNumber = byNumber;
    this.chosen = chosen;
    this.errno = errno;
  }

  /** {@return files that can all be read} */
  public static FaultyAccess none() {
    return new FaultyAccess(n -> Optional.empty(), access -> false, Errno.EIO);
  }

  /** {@return files of which the n-th access fails, counted from 0} */
  public static FaultyAccess failing(int nth, Errno errno) {
    return new FaultyAccess(
        n -> n == nth ? Optional.of(errno) : Optional.empty(), access -> false, errno);
  }

  /** {@return files of which the n-th access and all after it fail} */
  public static FaultyAccess failingFrom(int nth, Errno errno) {
    return new FaultyAccess(
        n -> n >= nth ? Optional.of(errno) : Optional.empty(), access -> false, errno);
  }

  /**
   * {@return files of which those accesses fail}
   *
   * @param chosen asked of {@code "read /proc/1/status"}, {@code "readlink …"}, {@code "list …"}
   */
  public static FaultyAccess failing(Predicate<String> chosen, Errno errno) {
    return new FaultyAccess(n -> Optional.empty(), chosen, errno);
  }

  /** Lets something happen once, just before the first access that {@code trigger} chooses. */
  public FaultyAccess before(Predicate<String> trigger, Runnable event) {
    this.trigger = trigger;
    this.event = event;
    return this;
  }

  /** {@return the tree at a path, read through these} */
  public ProcRoot tree(Path root) {
    return new ProcRoot(root, this);
  }

  /** {@return each access so far, in order} */
  public synchronized List<String> accesses() {
    return List.copyOf(accesses);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    Optional<Errno> fault = fault("read " + file);
    if (fault.isPresent()) {
      throw readFailure(file, fault.get());
    }
    return files.read(file);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    Optional<Errno> fault = fault("list " + directory);
    if (fault.isPresent()) {
      throw pathFailure(directory, fault.get());
    }
    return files.list(directory);
  }

  @Override
  public ByteString readLink(Path link) throws IOException {
    Optional<Errno> fault = fault("readlink " + link);
    if (fault.isPresent()) {
      throw fault.get() == Errno.EINVAL
          ? new NotLinkException(link.toString())
          : pathFailure(link, fault.get());
    }
    return files.readLink(link);
  }

  @Override
  public boolean exists(Path path) {
    Optional<Errno> fault = fault("exists " + path);
    // Only these two say that it is not there; any other failure leaves it open.
    return fault
        .map(e -> e != Errno.ESRCH && e != Errno.ENOENT)
        .orElseGet(() -> files.exists(path));
  }

  private synchronized Optional<Errno> fault(String access) {
    if (trigger.test(access)) {
      trigger = any -> false;
      event.run();
    }
    int number = accesses.size();
    accesses.add(access);
    return chosen.test(access) ? Optional.of(errno) : byNumber.apply(number);
  }

  /** What is refused at open has a path; what fails at read is an IOException of words alone. */
  private static IOException readFailure(Path file, Errno errno) {
    return switch (errno) {
      case EACCES, ENOENT, EMFILE -> pathFailure(file, errno);
      default -> new IOException(words(errno));
    };
  }

  private static IOException pathFailure(Path path, Errno errno) {
    return switch (errno) {
      case EACCES -> new AccessDeniedException(path.toString());
      case ENOENT -> new NoSuchFileException(path.toString());
      default -> new FileSystemException(path.toString(), null, words(errno));
    };
  }

  /** What strerror(3) of the C library says. */
  private static String words(Errno errno) {
    return switch (errno) {
      case EPERM -> "Operation not permitted";
      case ENOENT -> "No such file or directory";
      case ESRCH -> "No such process";
      case EIO -> "Input/output error";
      case ENOMEM -> "Cannot allocate memory";
      case EACCES -> "Permission denied";
      case EINVAL -> "Invalid argument";
      case EMFILE -> "Too many open files";
      default -> throw new IllegalArgumentException("no words for " + errno);
    };
  }
}
