package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** The real C functions, each call of which is shown first, and may be refused. */
final class WatchedCalls {

  /** Is shown a call before it is made. */
  @FunctionalInterface
  interface Watch {
    /** {@return why the call fails; empty to have it made} */
    Optional<Errno> before(String function, Object[] arguments);
  }

  private WatchedCalls() {}

  /** {@return whether a call is openat2(2)} */
  static boolean isOpenat2(String function, Object[] arguments) {
    return function.equals("syscall") && arguments[0].equals(OpenHow.CALL);
  }

  /** {@return the functions} */
  static NativeCalls by(Watch watch) {
    NativeCalls real = NativeCalls.bind();
    ThreadLocal<Optional<Errno>> refused = ThreadLocal.withInitial(Optional::empty);
    return new NativeCalls(
        proxy(LibC.class, real.libc(), watch, refused),
        real.spawn(),
        () -> proxy(SocketLibC.class, real.sockets().get(), watch, refused),
        () -> refused.get().map(Errno::number).orElseGet(() -> real.lastErrno().getAsInt()));
  }

  private static <T> T proxy(
      Class<T> functions, T sound, Watch watch, ThreadLocal<Optional<Errno>> refused) {
    return functions.cast(
        Proxy.newProxyInstance(
            functions.getClassLoader(),
            new Class<?>[] {functions},
            (proxy, method, arguments) -> {
              refused.set(watch.before(method.getName(), arguments));
              if (refused.get().isPresent()) {
                return minusOne(method.getReturnType());
              }
              try {
                return method.invoke(sound, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static Object minusOne(Class<?> type) {
    if (type == long.class) {
      return -1L;
    }
    return -1;
  }
}
