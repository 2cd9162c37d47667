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
 * @param libc the functions
 * @param spawn those that start a program, bound when first asked for
 * @param sockets those on sockets, bound when first asked for
 * @param lastErrno the number that the calling thread's last function left
 */
record NativeCalls(
    LibC libc, Supplier<SpawnLibC> spawn, Supplier<SocketLibC> sockets, IntSupplier lastErrno) {

  /** Holds the one binding of the process: it costs tens of milliseconds. */
  private static final class Bound {
    static final NativeCalls CALLS = load();

    private Bound() {}

    private static NativeCalls load() {
      LibC libc = load(LibC.class);
      Runtime runtime = Runtime.getRuntime(libc);
      return new NativeCalls(
          libc, () -> load(SpawnLibC.class), () -> BoundSockets.CALLS, runtime::getLastError);
    }

    private static <T> T load(Class<T> functions) {
      return LibraryLoader.loadLibrary(
          functions, Map.<LibraryOption, Object>of(), Map.of(), "libc.so.6");
    }
  }

  /** The same for the functions on sockets. */
  private static final class BoundSockets {
    static final SocketLibC CALLS = Bound.load(SocketLibC.class);

    private BoundSockets() {}
  }

  /** {@return the functions of the C library, bound on first use} */
  static NativeCalls bind() {
    return Bound.CALLS;
  }

  /** {@return why the last function on this thread failed} */
  Errno errno() {
    return Errno.of(lastErrno.getAsInt());
  }
}
