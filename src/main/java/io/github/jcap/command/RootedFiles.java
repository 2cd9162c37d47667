package io.github.jcap.command;

import io.github.jcap.kernel.IoErrors;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a root that others have written: links are resolved inside it, only a regular file is
 * opened (a FIFO would wait for its writer), and none is read beyond a limit, 16 MiB unless told.
 */
public final class RootedFiles {
  /** How much of a file is read. */
  static final int MOST = 16 << 20;

  /** Makes a value of a file's bytes. */
  @FunctionalInterface
  public interface Body<T> {
    /** {@return the value; throws {@link Malformed} where the bytes are not of its form} */
    T read(InputStream in) throws IOException;
  }

  /**
   * Where something is.
   *
   * @param path absolute, as seen inside the root
   * @param shown how problems name it: with {@code <id>} and {@code ~} for what differs
   */
  public record Place(ByteString path, String shown) {

    /** {@return the place of a fixed path} */
    public static Place of(String path) {
      return new Place(ByteString.of(path), path);
    }

    Place plus(String suffix) {
      return plus(ByteString.of(suffix), suffix);
    }

    /** {@return the place at the end of a longer path} */
    public Place plus(ByteString suffix, String shownSuffix) {
      return new Place(path.plus(suffix), shown + shownSuffix);
    }
  }

  private final RootedPaths paths;
  private final Problems problems;

  /**
   * Prepares to read.
   *
   * @param root the root of the files
   * @param problems where what could not be read is counted
   */
  public RootedFiles(Path root, Problems problems) {
    this.paths = new RootedPaths(root.toAbsolutePath());
    this.problems = problems;
  }

  /**
   * {@return what a body makes of a file; absent where there is no such file, unknown, and counted,
   * where it could not be read; of a file that is there, unknown where it is not of the form}
   */
  public <T> Reading<Reading<T>> read(Place at, Body<T> body) {
    return read(at, MOST, body);
  }

  /**
   * {@return the same of a file that may be longer, for a body that does not keep it}
   *
   * @param most how many bytes are read of it
   */
  public <T> Reading<Reading<T>> read(Place at, long most, Body<T> body) {
    Path file = place(at, true);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return malformed(at, "not a regular file");
      }
      try (InputStream in =
          new Bounded(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), most)) {
        return Reading.of(Reading.of(body.read(in)));
      }
    } catch (Malformed e) {
      return malformed(at, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed("read", at, e);
    }
  }

  /**
   * {@return the names in a directory, ordered; absent where there is none, unknown, and counted,
   * where it cannot be listed}
   */
  public Reading<List<ByteString>> names(Place at) {
    try {
      return Reading.of(list(place(at, true)));
    } catch (IOException e) {
      return failed("list", at, e);
    }
  }

  private static List<ByteString> list(Path directory) throws IOException {
    List<ByteString> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        String whole = RawPath.bytes(entry).latin1();
        names.add(new ByteString(whole.substring(whole.lastIndexOf('/') + 1)));
      }
      names.sort(null);
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * {@return whether something is surely there, of whatever kind; a link need not lead anywhere}
   */
  boolean exists(Place at) {
    return Files.exists(place(at, false), LinkOption.NOFOLLOW_LINKS);
  }

  private Path place(Place at, boolean followLast) {
    return RawPath.path(RawPath.text(paths.outside(paths.resolve(at.path(), followLast))));
  }

  private <T> Reading<T> failed(String verb, Place at, IOException e) {
    Errno errno = IoErrors.errno(e);
    if (errno == Errno.ENOENT || errno == Errno.ENOTDIR) {
      return Reading.absent();
    }
    String remedy = errno == Errno.EACCES ? "needs CAP_DAC_READ_SEARCH" : "";
    problems.add(Problem.of(verb + " " + at.shown(), errno, paths.outside(at.path()), remedy));
    return Reading.unknown();
  }

  private <T> Reading<Reading<T>> malformed(Place at, String what) {
    problems.add(Problem.malformed("read " + at.shown(), what, paths.outside(at.path())));
    return Reading.of(Reading.unknown());
  }

  /** Ends a file that is too long as one that is malformed. */
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long left;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
      left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new Malformed("longer than " + (most >> 20) + " MiB");
      }
      return count;
    }
  }
}
