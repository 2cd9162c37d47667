package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files as java.nio gives them. Each thread reads into one buffer of its own, so a walk of ten
 * thousand processes allocates nothing but what it keeps.
 */
final class SystemFiles implements FileAccess {
  private static final int BUFFER = 64 * 1024;

  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

  @Override
  public byte[] read(Path file) throws IOException {
    ByteBuffer buffer = buffers.get();
    byte[] bytes = new byte[0];
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (true) {
        buffer.clear();
        int count = channel.read(buffer);
        if (count <= 0) {
          return bytes;
        }
        byte[] longer = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        buffer.flip().get(longer, bytes.length, count);
        bytes = longer;
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
  public ByteString readLink(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String text = target.toString();
    // What the locale cannot decode comes as U+FFFD; the URI still has the bytes.
    return text.indexOf('\ufffd') < 0 ? ByteString.of(text) : rawBytes(target);
  }

  private static ByteString rawBytes(Path target) {
    String raw = target.toUri().getRawPath();
    StringBuilder latin1 = new StringBuilder(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '%') {
        latin1.append((char) Integer.parseInt(raw.substring(at + 1, at + 3), 16));
        at += 2;
      } else {
        latin1.append(c);
      }
    }
    return new ByteString(latin1.toString());
  }

  @Override
  public boolean exists(Path path) {
    // A failure to look is no proof of absence: only ENOENT is.
    return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
