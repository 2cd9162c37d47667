package io.github.jcap.proc;

import io.github.jcap.kernel.QuickFiles;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Files of the system. The first are read by FileInputStream, which in a process that lives a tenth
 * of a second is quicker than a channel; where there are many, the rest by the C library, which is
 * quicker still and takes a few milliseconds to reach. Each thread has one buffer, so that a walk
 * of ten thousand processes allocates little but what it keeps.
 */
final class SystemFiles implements FileAccess {
  /** FileInputStream goes by way of the stack up to this size, and allocates beyond. */
  private static final int BUFFER = 8 * 1024;

  private static final byte[] NOTHING = {};

  /** After so many the C library has paid for itself. */
  private static final int FEW = 1000;

  private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[BUFFER]);

  /** Counted without care for other threads: nothing depends on the exact number. */
  private int files;

  /** The C library as soon as it is used; none where this machine has no native code for it. */
  private static final class Native {
    static final Optional<QuickFiles> FILES = bind();

    private Native() {}

    private static Optional<QuickFiles> bind() {
      try {
        return Optional.of(QuickFiles.bind());
      } catch (LinkageError e) {
        return Optional.empty();
      }
    }
  }

  /**
   * The C library where it is worth it and can name the file; else null, so that nothing is made.
   */
  private @Nullable QuickFiles quick(Path directory, String file) {
    if (files < FEW) {
      files++;
      return null;
    }
    return directory.getFileSystem() == FileSystems.getDefault()
            && QuickFiles.takes(directory.toString(), file)
        ? Native.FILES.orElse(null)
        : null;
  }

  @Override
  public byte[] read(Path directory, String file) throws IOException {
    QuickFiles quick = quick(directory, file);
    return quick == null
        ? FileAccess.super.read(directory, file)
        : quick.read(directory.toString(), file, false);
  }

  @Override
  public byte[] readRecord(Path directory, String file) throws IOException {
    QuickFiles quick = quick(directory, file);
    return quick == null
        ? FileAccess.super.readRecord(directory, file)
        : quick.read(directory.toString(), file, true);
  }

  @Override
  public ByteString readLink(Path directory, String link) throws IOException {
    QuickFiles quick = quick(directory, link);
    return quick == null
        ? FileAccess.super.readLink(directory, link)
        : quick.readLink(directory.toString(), link);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return read(file, false);
  }

  @Override
  public byte[] readRecord(Path file) throws IOException {
    return read(file, true);
  }

  private byte[] read(Path file, boolean record) throws IOException {
    if (file.getFileSystem() == FileSystems.getDefault()) {
      try (FileInputStream in = new FileInputStream(file.toString())) {
        return readAll(in, record);
      } catch (FileNotFoundException e) {
        // Says why in words alone; opened once more below, the exception has a class.
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      return readAll(in, record);
    }
  }

  private byte[] readAll(InputStream in, boolean record) throws IOException {
    byte[] buffer = buffers.get();
    byte[] bytes = NOTHING;
    int length = 0;
    while (true) {
      int count = in.read(buffer);
      if (count <= 0) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      }
      if (length + count > bytes.length) {
        // A file that comes in one piece takes just that; of many, each must not copy all before.
        bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * length));
      }
      System.arraycopy(buffer, 0, bytes, length, count);
      length += count;
      if (record && count < buffer.length) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      }
    }
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        paths.add(path);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return paths;
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    String[] names =
        directory.getFileSystem() == FileSystems.getDefault()
            ? new File(directory.toString()).list()
            : null;
    // Null does not say why it failed; the exception of the stream does.
    return names == null ? FileAccess.super.names(directory) : List.of(names);
  }

  @Override
  public ByteString readLink(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String text = target.toString();
    // What the locale cannot decode comes as U+FFFD; the URI still has the bytes.
    return text.indexOf('\ufffd') < 0 ? ByteString.of(text) : RawPath.bytes(target);
  }

  @Override
  public OptionalLong socketInode(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    // An absolute one is a file: not even decoded.
    return target.isAbsolute() ? OptionalLong.empty() : OpenSockets.inode(target.toString());
  }

  @Override
  public boolean exists(Path path) {
    // A failure to look is no proof of absence: only ENOENT is.
    QuickFiles quick = quick(path, "");
    if (quick != null) {
      return quick.exists(path.toString());
    }
    return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
