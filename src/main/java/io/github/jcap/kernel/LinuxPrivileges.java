package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Securebits;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The running kernel's answers to a thread that gives privileges up. */
public final class LinuxPrivileges implements Privileges {
  private static final String STATUS = "/proc/thread-self/status";
  private static final String THREAD = "this thread";
  private static final String NEEDS_SETPCAP = "needs CAP_SETPCAP";
  private static final int GID_SIZE = 4;

  /** {@code NGROUPS_MAX} of {@code include/uapi/linux/limits.h}: no list is longer. */
  private static final int NGROUPS_MAX = 65536;

  private final NativeCalls calls;
  private final String architecture;
  private final ThreadWork thread;

  LinuxPrivileges(NativeCalls calls, String architecture) {
    this.calls = calls;
    this.architecture = architecture;
    this.thread = new ThreadWork(calls);
  }

  /** {@return a new thread, the C functions bound now} */
  public static Privileges startThread() {
    return new LinuxPrivileges(NativeCalls.bind(), System.getProperty("os.arch"));
  }

  @Override
  public Outcome<ByteString> status() {
    NativeMemory path = NativeMemory.cString(STATUS);
    long descriptor =
        thread.call(() -> calls.libc().open(path.address(), Descriptors.READ_ONLY, 0), path);
    return descriptor < 0
        ? failed("open", STATUS, descriptor, "")
        : Descriptors.readAndClose(thread, calls, (int) descriptor, STATUS);
  }

  @Override
  public Outcome<Securebits> securebits() {
    long bits = prctl(Prctl.GET_SECUREBITS, 0, 0);
    return bits < 0
        ? failed("prctl PR_GET_SECUREBITS", bits, "")
        : Outcome.found(new Securebits((int) bits));
  }

  @Override
  public Outcome<Done> capset(CapUserData sets) {
    NativeMemory header = NativeMemory.allocate(CapUserData.HEADER_SIZE);
    NativeMemory data = NativeMemory.allocate(CapUserData.DATA_SIZE);
    CapUserData.putHeader(header.bytes(), 0);
    sets.encode(data.bytes());
    long answer =
        thread.call(() -> calls.libc().capset(header.address(), data.address()), header, data);
    return done("capset", answer, "needs the capabilities in permitted");
  }

  @Override
  public Outcome<Done> dropBounding(CapSet set) {
    return each(
        set,
        number ->
            done("prctl PR_CAPBSET_DROP", prctl(Prctl.CAPBSET_DROP, number, 0), NEEDS_SETPCAP));
  }

  @Override
  public Outcome<Done> raiseAmbient(CapSet set) {
    return each(
        set,
        number ->
            done(
                "prctl PR_CAP_AMBIENT_RAISE",
                prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_RAISE, number),
                "needs them in permitted and inheritable, and NO_CAP_AMBIENT_RAISE off"));
  }

  @Override
  public Outcome<Done> lowerAmbient(CapSet set) {
    return each(
        set,
        number ->
            done(
                "prctl PR_CAP_AMBIENT_LOWER",
                prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_LOWER, number),
                ""));
  }

  @Override
  public Outcome<Done> clearAmbient() {
    long answer = prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_CLEAR_ALL, 0);
    return done("prctl PR_CAP_AMBIENT_CLEAR_ALL", answer, "");
  }

  @Override
  public Outcome<Done> setSecurebits(Securebits securebits) {
    long answer = prctl(Prctl.SET_SECUREBITS, securebits.bits(), 0);
    return done("prctl PR_SET_SECUREBITS", answer, NEEDS_SETPCAP);
  }

  @Override
  public Outcome<Done> keepCaps(boolean keep) {
    long answer = prctl(Prctl.SET_KEEPCAPS, keep ? 1 : 0, 0);
    return done("prctl PR_SET_KEEPCAPS", answer, "KEEP_CAPS is locked");
  }

  @Override
  public Outcome<Done> setNoNewPrivs() {
    return done("prctl PR_SET_NO_NEW_PRIVS", prctl(Prctl.SET_NO_NEW_PRIVS, 1, 0), "");
  }

  @Override
  public Outcome<Done> setUids(int real, int effective, int saved) {
    return IdCalls.of(architecture)
        .map(numbers -> setIds("setresuid", numbers.setresuid(), real, effective, saved))
        .orElseGet(() -> unknownNumber("setresuid"));
  }

  @Override
  public Outcome<Done> setGids(int real, int effective, int saved) {
    return IdCalls.of(architecture)
        .map(numbers -> setIds("setresgid", numbers.setresgid(), real, effective, saved))
        .orElseGet(() -> unknownNumber("setresgid"));
  }

  private Outcome<Done> setIds(String name, long number, int real, int effective, int saved) {
    long answer = thread.call(() -> calls.libc().syscall(number, real, effective, saved));
    if (answer == -Errno.EINVAL.number()) {
      return Outcome.failed(
          Problem.of(name, Errno.EINVAL, THREAD, "the id is not mapped in this user namespace"));
    }
    return done(name, answer, name.equals("setresuid") ? "needs CAP_SETUID" : "needs CAP_SETGID");
  }

  @Override
  public Outcome<Done> setGroups(List<Integer> gids) {
    NativeMemory list = NativeMemory.allocate(Math.max(1, gids.size()) * GID_SIZE);
    for (int i = 0; i < gids.size(); i++) {
      list.bytes().putInt(i * GID_SIZE, gids.get(i));
    }
    return setGroups(list, gids.size());
  }

  private Outcome<Done> setGroups(NativeMemory list, int count) {
    Optional<IdCalls> numbers = IdCalls.of(architecture);
    if (numbers.isEmpty()) {
      return unknownNumber("setgroups");
    }
    long number = numbers.get().setgroups();
    long answer = thread.call(() -> calls.libc().syscall(number, count, list.address(), 0), list);
    return done("setgroups", answer, "needs CAP_SETGID");
  }

  @Override
  public Outcome<Done> initGroups(ByteString user, int gid) {
    NativeMemory name = NativeMemory.cString(user);
    NativeMemory groups = NativeMemory.allocate(NGROUPS_MAX * GID_SIZE);
    NativeMemory count = NativeMemory.allocate(GID_SIZE);
    count.bytes().putInt(0, NGROUPS_MAX);
    long answer =
        thread.call(
            () -> calls.libc().getgrouplist(name.address(), gid, groups.address(), count.address()),
            name,
            groups,
            count);
    return answer < 0
        ? failed("getgrouplist", answer, "")
        : setGroups(groups, count.bytes().getInt(0));
  }

  @Override
  public Outcome<Optional<Errno>> tryOpen(String path) {
    NativeMemory name = NativeMemory.cString(path);
    long descriptor =
        thread.call(() -> calls.libc().open(name.address(), Descriptors.READ_ONLY, 0), name);
    if (descriptor >= 0) {
      Descriptors.close(thread, calls, (int) descriptor);
      return Outcome.found(Optional.empty());
    }
    Errno errno = Errno.of((int) -descriptor);
    return switch (errno) {
      case EACCES, EPERM, ENOENT, ENOTDIR -> Outcome.found(Optional.of(errno));
      default -> failed("open", path, descriptor, "");
    };
  }

  @Override
  public Outcome<Finished> run(Output output, List<String> arguments) {
    return new Spawn(calls, thread).run(output, arguments);
  }

  @Override
  public void close() {
    thread.close();
  }

  private long prctl(int option, long arg2, long arg3) {
    return thread.call(() -> calls.libc().prctl(option, arg2, arg3, 0, 0));
  }

  /** Does the same for each capability, up to the first that fails. */
  private static Outcome<Done> each(CapSet set, IntFunction<Outcome<Done>> change) {
    Outcome<Done> answer = Outcome.found(Done.DONE);
    for (int number = 0; number < Long.SIZE && answer instanceof Outcome.Found; number++) {
      if (set.contains(number)) {
        answer = change.apply(number);
      }
    }
    return answer;
  }

  private static Outcome<Done> done(String operation, long answer, String remedy) {
    return answer < 0 ? failed(operation, answer, remedy) : Outcome.found(Done.DONE);
  }

  private static <T> Outcome<T> failed(String operation, long answer, String remedy) {
    return failed(operation, THREAD, answer, remedy);
  }

  static <T> Outcome<T> failed(String operation, String subject, long answer, String remedy) {
    Errno errno = Errno.of((int) -answer);
    // Privilege is no cure for what was not refused.
    String cure = errno == Errno.EPERM || errno == Errno.EACCES ? remedy : "";
    return Outcome.failed(Problem.of(operation, errno, subject, cure));
  }

  private <T> Outcome<T> unknownNumber(String operation) {
    return Outcome.failed(
        new Problem(
            Problem.Kind.UNSUPPORTED,
            operation,
            "the number of this system call is not known",
            ByteString.of(architecture),
            "runs on x86-64, aarch64 and riscv64"));
  }
}
