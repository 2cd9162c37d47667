package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * The host's name services (NSS) through getpwuid(3), getpwnam(3), getgrgid(3) and getgrouplist(3).
 * jnr-posix costs a tenth of a second to load, so it is asked only where nsswitch.conf names a
 * source other than the files already read.
 */
final class NameServices {
  /** {@code include/uapi/linux/limits.h}. */
  private static final int NGROUPS_MAX = 65536;

  private static final int GID_SIZE = 4;

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

  /**
   * {@return what a login as that user gives, by getpwnam(3) and getgrouplist(3); empty where no
   * service knows the name}
   */
  Optional<Login> login(ByteString name) {
    Optional<Login> filed = new LoginFiles(root).of(name);
    boolean othersKnowGroups = namesOtherSources("group:") || namesOtherSources("initgroups:");
    if (filed.isPresent()) {
      return othersKnowGroups ? Optional.of(withGroups(name, filed.get())) : filed;
    }
    Passwd entry =
        worthAsking() && name.utf8().isPresent() ? posix().getpwnam(name.utf8().get()) : null;
    if (entry == null) {
      return Optional.empty();
    }
    long gid = Integer.toUnsignedLong((int) entry.getGID());
    long uid = Integer.toUnsignedLong((int) entry.getUID());
    return Optional.of(withGroups(name, new Login(uid, gid, List.of(gid))));
  }

  /** What the files say stands where the list cannot be made. */
  private static Login withGroups(ByteString name, Login login) {
    NativeMemory user = NativeMemory.cString(name);
    NativeMemory groups = NativeMemory.allocate(NGROUPS_MAX * GID_SIZE);
    NativeMemory count = NativeMemory.allocate(GID_SIZE);
    count.bytes().putInt(0, NGROUPS_MAX);
    LibC libc = NativeCalls.bind().libc();
    long answer =
        user.passTo(
            at ->
                groups.passTo(
                    list ->
                        count.passTo(
                            size -> libc.getgrouplist(at, (int) login.gid(), list, size))));
    if (answer < 0) {
      return login;
    }
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < count.bytes().getInt(0); i++) {
      long gid = Integer.toUnsignedLong(groups.bytes().getInt(i * GID_SIZE));
      if (!all.contains(gid)) {
        all.add(gid);
      }
    }
    all.sort(null);
    return new Login(login.uid(), login.gid(), all);
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
