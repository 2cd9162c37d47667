package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * The host's name services (NSS) through getpwuid(3). jnr-posix costs a tenth of a second to load,
 * so it is asked only where nsswitch.conf names a source other than the files already read.
 */
final class NameServices {
  private final Path root;
  private @Nullable Boolean worthAsking;
  private @Nullable POSIX posix;

  NameServices(Path root) {
    this.root = root;
  }

  /** {@return the name of a user, unsigned 32 bits; empty where no service knows one} */
  Optional<ByteString> userName(long uid) {
    if (worthAsking == null) {
      worthAsking = namesOtherSources();
    }
    if (!worthAsking) {
      return Optional.empty();
    }
    if (posix == null) {
      posix = POSIXFactory.getNativePOSIX();
    }
    Passwd entry = posix.getpwuid((int) uid);
    return entry == null || entry.getLoginName() == null
        ? Optional.empty()
        : Optional.of(ByteString.of(entry.getLoginName()));
  }

  /** nsswitch.conf(5): without a line for passwd, glibc asks the files alone (since 2.33). */
  private boolean namesOtherSources() {
    List<String> lines;
    try {
      lines = Files.readAllLines(root.resolve("etc/nsswitch.conf"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return false;
    }
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("passwd:")) {
        StringTokenizer sources = new StringTokenizer(text.substring("passwd:".length()));
        while (sources.hasMoreTokens()) {
          if (!sources.nextToken().equals("files")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
