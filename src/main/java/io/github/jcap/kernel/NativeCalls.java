package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/**
 * The C functions and the errno of the last of them on this thread. Tests put their own functions
 * here.
 *
 * @param files most functions, bound when first asked for
 * @param spawn those that start a program, bound when first asked for
 * @param sockets those that a scan of sockets needs, bound when first asked for
 * @param lastErrno the number that the calling thread's last function left
 */
record NativeCalls(
    Supplier<LibC> files,
    Supplier<SpawnLibC> spawn,
    Supplier<SocketLibC> sockets,
    IntSupplier lastErrno) {

  /** Functions that are bound already. */
  NativeCalls(
      LibC libc, Supplier<SpawnLibC> spawn, Supplier<SocketLibC> sockets, IntSupplier lastErrno) {
    this(() -> libc, spawn, sockets, lastErrno);
  }

  /** The bindings of the process, each made once: they cost tens of milliseconds. */
  private static final class Bound {
    static final NativeCalls CALLS =
        new NativeCalls(
            () -> Files.CALLS,
            () -> load(SpawnLibC.class),
            () -> Sockets.CALLS,
            Runtime.getSystemRuntime()::getLastError);

    private Bound() {}

    private static <T> T load(Class<T> functions) {
      return LibraryLoader.loadLibrary(
          functions, Map.<LibraryOption, Object>of(), Map.of(), "libc.so.6");
    }

    private static final class Files {
      static final LibC CALLS = load(LibC.class);

      private Files() {}
    }

    private static final class Sockets {
      static final SocketLibC CALLS = load(SocketLibC.class);

      private Sockets() {}
    }
  }

  /** {@return the functions of the C library, each group bound on first use} */
  static NativeCalls bind() {
    return Bound.CALLS;
  }

  /** {@return most functions} */
  LibC libc() {
    return files.get();
  }

  /** {@return why the last function on this thread failed} */
  Errno errno() {
    return Errno.of(lastErrno.getAsInt());
  }
}
