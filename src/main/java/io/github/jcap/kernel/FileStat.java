package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks statx(2) what a file is. */
final class FileStat {
  private FileStat() {}

  /**
   * {@return what the file is; gone where there is none}
   *
   * @param room where the kernel may put a {@code struct statx}
   * @param shown the path that a problem names
   */
  static Outcome<Statx> ask(
      NativeCalls calls,
      NativeMemory room,
      int directory,
      NativeMemory path,
      int flags,
      Supplier<ByteString> shown) {
    long result =
        path.passTo(
            name -> calls.libc().statx(directory, name, flags, Statx.WANTED, room.address()));
    return answer(calls, result, room, Statx::decode, shown);
  }

  /**
   * {@return what a user is told of a file; gone where there is none}
   *
   * @param room where the kernel may put a {@code struct statx}
   * @param path the address of the path, which the caller keeps
   * @param shown the path that a problem names
   */
  static Outcome<FileFacts> facts(
      NativeCalls calls,
      NativeMemory room,
      int directory,
      long path,
      int flags,
      Supplier<ByteString> shown) {
    int wanted = Statx.FACTS | Statx.WITH_MOUNT_ID;
    int result = calls.libc().statx(directory, path, flags, wanted, room.address());
    return answer(calls, result, room, Statx::facts, shown);
  }

  /**
   * {@return which directory it is; gone where there is none}
   *
   * @param room where the kernel may put a {@code struct statx}
   * @param shown the path that a problem names
   */
  static Outcome<DirectoryId> which(
      NativeCalls calls,
      NativeMemory room,
      int directory,
      NativeMemory path,
      int flags,
      Supplier<ByteString> shown) {
    int wanted = Statx.WANTED | Statx.WITH_MOUNT_ID;
    long result =
        path.passTo(name -> calls.libc().statx(directory, name, flags, wanted, room.address()));
    return answer(calls, result, room, Statx::directoryId, shown);
  }

  private static <T> Outcome<T> answer(
      NativeCalls calls,
      long result,
      NativeMemory room,
      Function<ByteBuffer, T> decoder,
      Supplier<ByteString> shown) {
    if (result == 0) {
      try {
        return Outcome.found(decoder.apply(room.bytes()));
      } catch (Malformed e) {
        String what = String.valueOf(e.getMessage());
        return Outcome.failed(Problem.malformed("statx <file>", what, shown.get()));
      }
    }
    Errno errno = calls.errno();
    return switch (errno) {
      case ENOENT, ENOTDIR, ESRCH -> Outcome.gone();
      default ->
          Outcome.failed(
              Problem.of("statx <file>", errno, shown.get(), FileRemedy.forReading(errno)));
    };
  }
}
