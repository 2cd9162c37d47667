package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file of accounts: passwd(5), group(5), nsswitch.conf(5). In another root others have written
 * it: there a link leads nowhere outside, only a regular file is opened (a FIFO would wait for its
 * writer), and one longer than any host's has no accounts.
 */
final class AccountFile {
  private static final int LONGEST = 16 << 20;
  private static final int MOST_DIGITS = 10;

  /** The id that no account has: -1 in 32 bits. */
  private static final long NO_ID = 0xffff_ffffL;

  private AccountFile() {}

  /**
   * {@return the text of a file, one char for each byte; empty where there is none to be read: no
   * names is an answer}
   *
   * @param file relative: {@code etc/passwd}
   */
  static String read(Path root, String file) {
    try {
      return read(root.resolve(file), root, file);
    } catch (IOException e) {
      return "";
    }
  }

  private static String read(Path path, Path root, String file) throws IOException {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      try (InputStream in = Files.newInputStream(path)) {
        return latin1(in);
      }
    }
    if (root.getNameCount() == 0) {
      // In a process that lives a tenth of a second a stream costs less than a channel.
      try (InputStream in = new FileInputStream(path.toString())) {
        return latin1(in);
      }
    }
    RootedPaths paths = new RootedPaths(root.toAbsolutePath());
    ByteString inside = paths.resolve(ByteString.of("/" + file), true);
    Path real = RawPath.path(RawPath.text(paths.outside(inside)));
    if (!Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      return "";
    }
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      return latin1(in);
    }
  }

  private static String latin1(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    return bytes.length > LONGEST ? "" : ByteString.of(bytes).latin1();
  }

  /** {@return an id, unsigned 32 bits; -1 for what is none, as in "+::::::" of NIS} */
  static long id(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return -1;
    }
    long id = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      id = id * 10 + digit;
    }
    return id < NO_ID ? id : -1;
  }
}
