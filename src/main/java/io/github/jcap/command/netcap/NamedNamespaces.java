package io.github.jcap.command.netcap;

import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network namespaces that have a name: ip-netns(8) and container engines bind each to a file
 * under {@code /run/netns}.
 */
final class NamedNamespaces {
  /** {@code include/linux/proc_ns.h}: where namespaces' files are, inodes begin here. */
  private static final long FIRST_INODE = 0xefff_fff8L;

  private final Path root;
  private final Problems problems;
  private @Nullable List<Named> all;

  /** Those of a host's files; nothing is read before it is asked for. */
  NamedNamespaces(Path root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * One of them.
   *
   * @param name of the file
   * @param file what a thread enters it by
   * @param inode unsigned 32 bits
   */
  record Named(ByteString name, Path file, long inode) {}

  /** {@return where they are} */
  static Path directory(Path root) {
    return root.resolve("run/netns");
  }

  /**
   * {@return all of them, in the order of their names}
   *
   * <p>No directory is none, and a file that is no namespace was left by a reboot.
   */
  List<Named> all() {
    if (all == null) {
      all = read();
    }
    return all;
  }

  /** {@return the one with that inode} */
  Optional<Named> find(long inode) {
    for (Named one : all()) {
      if (one.inode() == inode) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private List<Named> read() {
    Path directory = directory(root);
    List<Named> named = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Object inode = inode(file);
        if (inode instanceof Long number && number >= FIRST_INODE) {
          named.add(new Named(name(file), file, number));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return named;
    } catch (IOException | DirectoryIteratorException e) {
      problems.add(
          Problem.of("list /run/netns", Errno.EACCES, ByteString.of(directory.toString()), ""));
    }
    named.sort((a, b) -> a.name().compareTo(b.name()));
    return named;
  }

  private static ByteString name(Path file) {
    String path = RawPath.bytes(file).latin1();
    return new ByteString(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Object inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      return 0L; // removed since
    }
  }
}
