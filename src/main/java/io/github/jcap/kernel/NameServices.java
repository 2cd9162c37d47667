package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * The host's name services (NSS) through getpwuid(3), getpwnam(3) and getgrgid(3). jnr-posix costs
 * a tenth of a second to load, so it is asked only where nsswitch.conf names a source other than
 * the files already read.
 */
final class NameServices {
  private final Path root;
  private @Nullable Boolean worthAsking;
  private @Nullable Boolean worthAskingForGroups;
  private @Nullable POSIX posix;

  NameServices(Path root) {
    this.root = root;
  }

  /** {@return the name of a user, unsigned 32 bits; empty where no service knows one} */
  Optional<ByteString> userName(long uid) {
    Passwd entry = worthAsking() ? posix().getpwuid((int) uid) : null;
    return entry == null || entry.getLoginName() == null
        ? Optional.empty()
        : Optional.of(ByteString.of(entry.getLoginName()));
  }

  /** {@return the id of a user, unsigned 32 bits; empty where no service knows the name} */
  OptionalLong userId(ByteString name) {
    Passwd entry =
        worthAsking() && name.utf8().isPresent() ? posix().getpwnam(name.utf8().get()) : null;
    return entry == null
        ? OptionalLong.empty()
        : OptionalLong.of(Integer.toUnsignedLong((int) entry.getUID()));
  }

  /** {@return the name of a group, unsigned 32 bits; empty where no service knows one} */
  Optional<ByteString> groupName(long gid) {
    if (worthAskingForGroups == null) {
      worthAskingForGroups = namesOtherSources("group:");
    }
    Group entry = worthAskingForGroups ? posix().getgrgid((int) gid) : null;
    return entry == null || entry.getName() == null
        ? Optional.empty()
        : Optional.of(ByteString.of(entry.getName()));
  }

  private boolean worthAsking() {
    if (worthAsking == null) {
      worthAsking = namesOtherSources("passwd:");
    }
    return worthAsking;
  }

  private POSIX posix() {
    if (posix == null) {
      posix = POSIXFactory.getNativePOSIX();
    }
    return posix;
  }

  /** nsswitch.conf(5): without a line for one, glibc asks the files alone (since 2.33). */
  private boolean namesOtherSources(String database) {
    List<String> lines;
    try {
      lines = Files.readAllLines(root.resolve("etc/nsswitch.conf"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return false;
    }
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith(database)) {
        StringTokenizer sources = new StringTokenizer(text.substring(database.length()));
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
