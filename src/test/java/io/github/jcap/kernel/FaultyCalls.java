package io.github.jcap.kernel;

import io.github.jcap.outcome.Errno;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The real C functions, of which one call fails. A call that fails does nothing, but for those that
 * even then have their effect: close(2) and waitpid(2).
 */
public final class FaultyCalls {
  private final NativeCalls real = NativeCalls.bind();
  private final List<String> made = new ArrayList<>();
  private final int failing;
  private final Errno errno;
  private int lastErrno;

  /**
   * Lets a call fail.
   *
   * @param failing the number of the call, the first being 0; -1 for none
   * @param errno why
   */
  public FaultyCalls(int failing, Errno errno) {
    this.failing = failing;
    this.errno = errno;
  }

  /** {@return a thread whose calls are these} */
  public Privileges startThread() {
    NativeCalls faulty =
        new NativeCalls(
            proxy(LibC.class, real.libc()),
            () -> proxy(SpawnLibC.class, real.spawn().get()),
            () -> proxy(SocketLibC.class, real.sockets().get()),
            () -> lastErrno);
    return new LinuxPrivileges(faulty, System.getProperty("os.arch"));
  }

  private <T> T proxy(Class<T> functions, T sound) {
    return functions.cast(
        Proxy.newProxyInstance(
            functions.getClassLoader(),
            new Class<?>[] {functions},
            (proxy, method, arguments) -> call(sound, method, arguments)));
  }

  /** {@return the calls that were made, each with its numbers} */
  public List<String> made() {
    return List.copyOf(made);
  }

  /** {@return whether the call that is to fail was made: a pipe is read in fewer or more parts} */
  public boolean reached() {
    return failing < made.size();
  }

  /** {@return the call that failed} */
  public String failed() {
    return made.get(failing);
  }

  private Object call(Object sound, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    boolean fails = made.size() == failing;
    made.add(name + numbers(arguments));
    Object answer = 0;
    if (!fails || name.equals("close") || name.equals("waitpid")) {
      try {
        answer = method.invoke(sound, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
    lastErrno = fails ? errno.number() : real.lastErrno().getAsInt();
    if (fails) {
      // posix_spawn(3) and what belongs to it give the number itself.
      int failure = name.startsWith("posix_spawn") ? errno.number() : -1;
      return method.getReturnType() == long.class ? (Object) (long) failure : (Object) failure;
    }
    return answer;
  }

  /** Addresses are left out: they differ from run to run. */
  private static String numbers(Object[] arguments) {
    return Arrays.stream(arguments)
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).longValue())
        .filter(number -> number < 1 << 20)
        .toList()
        .toString();
  }
}
