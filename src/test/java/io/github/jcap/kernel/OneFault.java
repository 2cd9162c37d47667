package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The real C functions, of which one call fails; and a list of what was called. */
final class OneFault {
  /** What was called, in order: {@code openat}. */
  final List<String> called = Collections.synchronizedList(new ArrayList<>());

  private final NativeCalls real = NativeCalls.bind();
  private final int failing;
  private final Errno errno;
  private final ThreadLocal<Boolean> failed = ThreadLocal.withInitial(() -> false);

  private OneFault(int failing, Errno errno) {
    this.failing = failing;
    this.errno = errno;
  }

  /** {@return functions of which none fails} */
  static OneFault none() {
    return new OneFault(-1, Errno.EIO);
  }

  /** {@return functions of which the call with that number, from 0, fails} */
  static OneFault failing(int call, Errno errno) {
    return new OneFault(call, errno);
  }

  /** {@return the functions} */
  NativeCalls calls() {
    return new NativeCalls(
        proxy(LibC.class, real.libc()),
        real.spawn(),
        () -> proxy(SocketLibC.class, real.sockets().get()),
        () -> failed.get() ? errno.number() : real.lastErrno().getAsInt());
  }

  private <T> T proxy(Class<T> functions, T sound) {
    return functions.cast(
        Proxy.newProxyInstance(
            functions.getClassLoader(),
            new Class<?>[] {functions},
            (proxy, method, args) -> {
              int number;
              synchronized (called) {
                number = called.size();
                called.add(method.getName());
              }
              failed.set(number == failing);
              if (number == failing) {
                return minusOne(method.getReturnType());
              }
              try {
                return method.invoke(sound, args);
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
