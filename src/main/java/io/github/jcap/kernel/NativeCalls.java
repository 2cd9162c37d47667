package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;

/**
 * The C functions and the errno of the last of them on this thread. Tests put their own functions
 * here.
 *
 * @param files all functions but those that start a program, bound when first asked for
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

  /** The bindings of the process, made when first asked for. */
  private static final class Bound {
    static final NativeCalls CALLS =
        new NativeCalls(
            () -> Direct.CALLS,
            () ->
                LibraryLoader.loadLibrary(
                    SpawnLibC.class, Map.<LibraryOption, Object>of(), Map.of(), "libc.so.6"),
            () -> Direct.CALLS,
            JffiLibC::lastErrno);

    private Bound() {}
  }

  private static final class Direct {
    static final JffiLibC CALLS = new JffiLibC();

    private Direct() {}
  }

  /** {@return the functions of the C library, each group bound on first use} */
  static NativeCalls bind() {
    return Bound.CALLS;
  }

  /** {@return all functions but those that start a program} */
  LibC libc() {
    return files.get();
  }

  /** {@return why the last function on this thread failed} */
  Errno errno() {
    return Errno.of(lastErrno.getAsInt());
  }
}
