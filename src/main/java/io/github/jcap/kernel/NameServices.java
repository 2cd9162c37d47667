package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * The host's name services (NSS) through getpwuid_r(3), getgrgid_r(3), getpwnam(3) and
 * getgrouplist(3), asked only where nsswitch.conf names a source other than the files already read.
 *
 * <p>Ids without a name are ordinary, every container brings some; so the C library is asked for
 * names itself. What a name is the id of, a command is given once, and jnr-posix, which costs a
 * tenth of a second to load, tells.
 */
final class NameServices {
  /** {@code include/uapi/linux/limits.h}. */
  private static final int NGROUPS_MAX = 65536;

  private static final int GID_SIZE = 4;

  /** {@code struct passwd} and {@code struct group} are smaller. */
  private static final int ENTRY = 64;

  private static final int FIRST_BUFFER = 4 * 1024;
  private static final int LARGEST_BUFFER = 1024 * 1024;

  private final Path root;
  private @Nullable Boolean worthAsking;
  private @Nullable Boolean worthAskingForGroups;
  private @Nullable POSIX posix;

  NameServices(Path root) {
    this.root = root;
  }

  /** {@return the name of a user, unsigned 32 bits; empty where no service knows one} */
  Optional<ByteString> userName(long uid) {
    LibC libc = worthAsking() ? NativeCalls.bind().libc() : null;
    return libc == null
        ? Optional.empty()
        : name(
            (entry, buffer, size, result) ->
                libc.getpwuid_r((int) uid, entry, buffer, size, result));
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
    LibC libc = worthAskingForGroups ? NativeCalls.bind().libc() : null;
    return libc == null
        ? Optional.empty()
        : name(
            (entry, buffer, size, result) ->
                libc.getgrgid_r((int) gid, entry, buffer, size, result));
  }

  /** A function that fills an entry in, whose strings are put into the buffer. */
  @FunctionalInterface
  private interface Lookup {
    int into(long entry, long buffer, long size, long result);
  }

  /** The name is the first field of both structures: see native-notes/passwd.md. */
  private static Optional<ByteString> name(Lookup lookup) {
    NativeMemory entry = NativeMemory.allocate(ENTRY);
    NativeMemory result = NativeMemory.allocate(Long.BYTES);
    for (int size = FIRST_BUFFER; size <= LARGEST_BUFFER; size *= 4) {
      NativeMemory buffer = NativeMemory.allocate(size);
      int room = size;
      int error =
          (int)
              entry.passTo(
                  to ->
                      buffer.passTo(
                          at -> result.passTo(found -> lookup.into(to, at, room, found))));
      if (error != Errno.ERANGE.number()) {
        return error == 0 && result.bytes().getLong(0) != 0
            ? text(buffer, entry.bytes().getLong(0) - buffer.address())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What is not in the buffer is not looked at. */
  private static Optional<ByteString> text(NativeMemory buffer, long from) {
    if (from < 0 || from >= buffer.size()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[buffer.size()];
    buffer.bytes().get(0, bytes);
    int end = (int) from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Optional.of(ByteString.of(bytes, (int) from, end));
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
    StringTokenizer lines = new StringTokenizer(AccountFile.read(root, "etc/nsswitch.conf"), "\n");
    while (lines.hasMoreTokens()) {
      String text = lines.nextToken().strip();
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
