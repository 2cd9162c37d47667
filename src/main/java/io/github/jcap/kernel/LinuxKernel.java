package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Securebits;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.OptionalInt;

/** The running kernel. Turns -1 into an errno's name, in one place. Safe for many threads. */
public final class LinuxKernel implements Kernel {
  /** {@code include/uapi/asm-generic/ioctls.h}; sparc, mips, alpha and powerpc differ. */
  private static final long TIOCGWINSZ = 0x5413;

  private static final int WINSIZE = 8;
  private static final int WINSIZE_COLUMNS = 2;

  private final NativeCalls calls;
  private final ThreadLocal<CapgetBuffers> capgetBuffers =
      ThreadLocal.withInitial(CapgetBuffers::new);

  /** Each thread's own, since capget is called for every thread of a host. */
  private static final class CapgetBuffers {
    private final NativeMemory header = NativeMemory.allocate(CapUserData.HEADER_SIZE);
    private final NativeMemory data = NativeMemory.allocate(CapUserData.DATA_SIZE);
  }

  LinuxKernel(NativeCalls calls) {
    this.calls = calls;
  }

  /** {@return the kernel, its C functions bound now} */
  public static Kernel bind() {
    return new LinuxKernel(NativeCalls.bind());
  }

  @Override
  public Outcome<CapUserData> capget(int tid) {
    CapgetBuffers buffers = capgetBuffers.get();
    CapUserData.putHeader(buffers.header.bytes(), tid);
    if (calls.libc().capget(buffers.header.address(), buffers.data.address()) == 0) {
      return Outcome.found(CapUserData.decode(buffers.data.bytes()));
    }
    Errno errno = calls.errno();
    return errno == Errno.ESRCH
        ? Outcome.gone()
        : failed("capget <tid>", errno, Integer.toString(tid));
  }

  @Override
  public Outcome<CapSet> bounding(int last) {
    return askEach("prctl PR_CAPBSET_READ", last, Prctl.CAPBSET_READ, false);
  }

  @Override
  public Outcome<CapSet> ambient(int last) {
    return askEach("prctl PR_CAP_AMBIENT_IS_SET", last, Prctl.CAP_AMBIENT, true);
  }

  private Outcome<CapSet> askEach(String operation, int last, int option, boolean ambient) {
    long mask = 0;
    for (int number = 0; number <= last; number++) {
      int answer =
          ambient
              ? calls.libc().prctl(option, Prctl.CAP_AMBIENT_IS_SET, number, 0, 0)
              : calls.libc().prctl(option, number, 0, 0, 0);
      if (answer < 0) {
        return failed(operation, calls.errno(), "capability " + number);
      }
      mask |= (long) answer << number;
    }
    return Outcome.found(new CapSet(mask));
  }

  @Override
  public Outcome<Securebits> securebits() {
    int bits = calls.libc().prctl(Prctl.GET_SECUREBITS, 0, 0, 0, 0);
    return bits >= 0
        ? Outcome.found(new Securebits(bits))
        : failed("prctl PR_GET_SECUREBITS", calls.errno(), "this thread");
  }

  @Override
  public Outcome<Boolean> noNewPrivs() {
    int set = calls.libc().prctl(Prctl.GET_NO_NEW_PRIVS, 0, 0, 0, 0);
    return set >= 0
        ? Outcome.found(set == 1)
        : failed("prctl PR_GET_NO_NEW_PRIVS", calls.errno(), "this thread");
  }

  @Override
  public UserNamespaces userNamespaces() {
    return new LinuxUserNamespaces(calls);
  }

  @Override
  public OptionalInt terminalColumns(int descriptor) {
    NativeMemory size = NativeMemory.allocate(WINSIZE);
    if (calls.libc().ioctl(descriptor, TIOCGWINSZ, size.address()) != 0) {
      return OptionalInt.empty();
    }
    int columns = Short.toUnsignedInt(size.bytes().getShort(WINSIZE_COLUMNS));
    return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
  }

  private static <T> Outcome<T> failed(String operation, Errno errno, String subject) {
    return Outcome.failed(Problem.of(operation, errno, ByteString.of(subject), ""));
  }
}
