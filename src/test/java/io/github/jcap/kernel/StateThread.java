package io.github.jcap.kernel;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A thread that takes any credentials, makes any call on them, and executes files from there: what
 * {@link Privileges} gives up one by one, a live test declares at once. Ends with its state.
 */
public final class StateThread implements AutoCloseable {
  private static final int INT_SIZE = 4;
  private static final int FILE_ACTIONS_SIZE = 512;
  private static final int NO_SETUID_FIXUP = Securebits.Flag.NO_SETUID_FIXUP.mask();

  /** The calls that change ids of the calling thread alone, by number. */
  public enum IdCall {
    SETRESUID(117, 147),
    SETRESGID(119, 149),
    SETREUID(113, 145),
    SETREGID(114, 143),
    SETUID(105, 146),
    SETGID(106, 144),
    SETFSUID(122, 151),
    SETFSGID(123, 152);

    private final long number;

    IdCall(long x86, long generic) {
      number = System.getProperty("os.arch").equals("amd64") ? x86 : generic;
    }
  }

  /**
   * What came of an execve.
   *
   * @param error why it failed; empty where the program ran
   * @param output what it printed
   */
  public record Executed(Optional<Errno> error, String output) {}

  private final NativeCalls calls = NativeCalls.bind();
  private final SpawnLibC spawning = calls.spawn().get();
  private final ThreadWork thread = new ThreadWork(calls);

  /**
   * Takes these credentials, from those of root.
   *
   * @throws IllegalStateException where a call on the way is refused
   */
  public StateThread enter(Credentials wanted, CapSet held) {
    ThreadCaps sets = wanted.capabilities();
    must("capset", capset(held, held, sets.inheritable()));
    must("setgroups", setGroups(wanted.groups()));
    must("setresgid", ids(IdCall.SETRESGID, wanted.gid()));
    must("securebits", prctl(Prctl.SET_SECUREBITS, NO_SETUID_FIXUP, 0));
    must("setresuid", ids(IdCall.SETRESUID, wanted.uid()));
    id(IdCall.SETFSUID, wanted.uid().filesystem(), 0, 0);
    id(IdCall.SETFSGID, wanted.gid().filesystem(), 0, 0);
    CapSet unbound = held.without(sets.bounding());
    for (int number = 0; number < Long.SIZE; number++) {
      if (unbound.contains(number)) {
        must("drop", prctl(Prctl.CAPBSET_DROP, number, 0));
      }
      if (sets.ambient().contains(number)) {
        must("raise", prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_RAISE, number));
      }
    }
    must("securebits", prctl(Prctl.SET_SECUREBITS, wanted.securebits().bits(), 0));
    must("capset", capset(sets.effective(), sets.permitted(), sets.inheritable()));
    if (wanted.noNewPrivs()) {
      must("no_new_privs", prctl(Prctl.SET_NO_NEW_PRIVS, 1, 0));
    }
    return this;
  }

  private static void must(String call, long answer) {
    if (answer < 0) {
      throw new IllegalStateException(call + ": " + Errno.of((int) -answer));
    }
  }

  private long ids(IdCall call, Ids ids) {
    return id(call, ids.real(), ids.effective(), ids.saved());
  }

  /** {@return what the call gave; the errno, negated, where it failed} */
  public long id(IdCall call, long first, long second, long third) {
    return thread.call(() -> calls.libc().syscall(call.number, first, second, third));
  }

  private long setGroups(List<Long> gids) {
    NativeMemory list = NativeMemory.allocate(Math.max(1, gids.size()) * INT_SIZE);
    for (int i = 0; i < gids.size(); i++) {
      list.bytes().putInt(i * INT_SIZE, gids.get(i).intValue());
    }
    long number = IdCalls.of(System.getProperty("os.arch")).orElseThrow().setgroups();
    return thread.call(() -> calls.libc().syscall(number, gids.size(), list.address(), 0), list);
  }

  /** {@return 0; the errno, negated, where it failed} */
  public long capset(CapSet effective, CapSet permitted, CapSet inheritable) {
    NativeMemory header = NativeMemory.allocate(CapUserData.HEADER_SIZE);
    NativeMemory data = NativeMemory.allocate(CapUserData.DATA_SIZE);
    CapUserData.putHeader(header.bytes(), 0);
    new CapUserData(effective, permitted, inheritable).encode(data.bytes());
    return thread.call(() -> calls.libc().capset(header.address(), data.address()), header, data);
  }

  public long dropBounding(int capability) {
    return prctl(Prctl.CAPBSET_DROP, capability, 0);
  }

  public long raiseAmbient(int capability) {
    return prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_RAISE, capability);
  }

  public long lowerAmbient(int capability) {
    return prctl(Prctl.CAP_AMBIENT, Prctl.CAP_AMBIENT_LOWER, capability);
  }

  public long setSecurebits(int bits) {
    return prctl(Prctl.SET_SECUREBITS, bits, 0);
  }

  public long keepCaps(boolean keep) {
    return prctl(Prctl.SET_KEEPCAPS, keep ? 1 : 0, 0);
  }

  /** {@return the securebits of the thread} */
  public int securebits() {
    return (int) prctl(Prctl.GET_SECUREBITS, 0, 0);
  }

  private long prctl(int option, long arg2, long arg3) {
    return thread.call(() -> calls.libc().prctl(option, arg2, arg3, 0, 0));
  }

  /** {@return the thread's {@code status}} */
  public byte[] status() {
    return bytes("/proc/thread-self/status");
  }

  private byte[] bytes(String path) {
    int descriptor = open(path);
    if (Descriptors.readAndClose(thread, calls, descriptor, path)
        instanceof Outcome.Found<ByteString> found) {
      return found.value().bytes();
    }
    throw new IllegalStateException("cannot read " + path);
  }

  /** {@return a descriptor, open for reading} */
  public int open(String path) {
    NativeMemory name = NativeMemory.cString(path);
    long descriptor =
        thread.call(() -> calls.libc().open(name.address(), Descriptors.READ_ONLY, 0), name);
    must("open " + path, descriptor);
    return (int) descriptor;
  }

  /** Closes a descriptor. */
  public void close(int descriptor) {
    Descriptors.close(thread, calls, descriptor);
  }

  /**
   * {@return what comes of executing a file by posix_spawn(3); in its environment LD_SHOW_AUXV is
   * set, which the loader heeds unless the execution is secure}
   */
  public Executed execute(String... arguments) {
    NativeMemory ends = NativeMemory.allocate(2 * INT_SIZE);
    must(
        "pipe2",
        thread.call(() -> calls.libc().pipe2(ends.address(), Descriptors.O_CLOEXEC), ends));
    int reading = ends.bytes().getInt(0);
    int writing = ends.bytes().getInt(INT_SIZE);
    NativeMemory pid = NativeMemory.allocate(INT_SIZE);
    long error = spawn(pid, writing, arguments);
    Descriptors.close(thread, calls, writing);
    Outcome<ByteString> output = Descriptors.readAndClose(thread, calls, reading, arguments[0]);
    if (error != 0) {
      return new Executed(Optional.of(Errno.of((int) error)), "");
    }
    NativeMemory status = NativeMemory.allocate(INT_SIZE);
    int child = pid.bytes().getInt(0);
    must(
        "waitpid",
        Descriptors.retried(
            thread, () -> calls.libc().waitpid(child, status.address(), 0), status));
    String text = output instanceof Outcome.Found<ByteString> found ? found.value().latin1() : "";
    return new Executed(Optional.empty(), text);
  }

  private long spawn(NativeMemory pid, int writing, String... arguments) {
    NativeMemory actions = NativeMemory.allocate(FILE_ACTIONS_SIZE);
    thread.call(() -> spawning.posix_spawn_file_actions_init(actions.address()), actions);
    thread.call(
        () -> spawning.posix_spawn_file_actions_adddup2(actions.address(), writing, 1), actions);
    thread.call(
        () -> spawning.posix_spawn_file_actions_adddup2(actions.address(), writing, 2), actions);
    NativeMemory vector = NativeMemory.allocate((arguments.length + 1) * Long.BYTES);
    List<NativeMemory> passed = new ArrayList<>(List.of(pid, actions, vector));
    for (int i = 0; i < arguments.length; i++) {
      NativeMemory string = NativeMemory.cString(arguments[i]);
      passed.add(string);
      vector.bytes().putLong(i * Long.BYTES, string.address());
    }
    NativeMemory variable = NativeMemory.cString("LD_SHOW_AUXV=1");
    passed.add(variable);
    byte[] environment =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(variable.address())
            .array();
    long path = vector.bytes().getLong(0);
    long error =
        thread.call(
            () ->
                spawning.posix_spawn(
                    pid.address(), path, actions.address(), 0, vector.address(), environment),
            passed.toArray(NativeMemory[]::new));
    thread.call(() -> spawning.posix_spawn_file_actions_destroy(actions.address()), actions);
    return error;
  }

  @Override
  public void close() {
    thread.close();
  }
}
