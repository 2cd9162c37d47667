package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program by posix_spawn(3) and waits for its end. Java's own ProcessBuilder would put a
 * program between, whose execve loses ambient capabilities and more.
 */
final class Spawn {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int INT_SIZE = 4;

  /** {@code posix_spawn_file_actions_t} is 80 bytes in glibc; room for others. */
  private static final int FILE_ACTIONS_SIZE = 512;

  private final NativeCalls calls;
  private final SpawnLibC spawning;
  private final ThreadWork thread;

  Spawn(NativeCalls calls, ThreadWork thread) {
    this.calls = calls;
    this.spawning = calls.spawn().get();
    this.thread = thread;
  }

  /** {@return how the program ended; failed where it could not be started or followed} */
  Outcome<Finished> run(Privileges.Output output, List<String> arguments) {
    String program = arguments.get(0);
    NativeMemory ends = NativeMemory.allocate(2 * INT_SIZE);
    long piped = thread.call(() -> calls.libc().pipe2(ends.address(), Descriptors.O_CLOEXEC), ends);
    if (piped < 0) {
      return LinuxPrivileges.failed("pipe2", program, piped, "");
    }
    int reading = ends.bytes().getInt(0);
    int writing = ends.bytes().getInt(INT_SIZE);
    NativeMemory pid = NativeMemory.allocate(INT_SIZE);
    long error = start(pid, writing, output, arguments);
    Descriptors.close(thread, calls, writing);
    if (error != 0) {
      Descriptors.close(thread, calls, reading);
      return LinuxPrivileges.failed("posix_spawn", program, -error, "");
    }
    Outcome<ByteString> written = Descriptors.readAndClose(thread, calls, reading, program);
    return waitFor(pid.bytes().getInt(0), program, written);
  }

  /** Starts it; gives 0, or the error's number. */
  private long start(
      NativeMemory pid, int writing, Privileges.Output output, List<String> arguments) {
    NativeMemory actions = NativeMemory.allocate(FILE_ACTIONS_SIZE);
    long error =
        thread.call(() -> spawning.posix_spawn_file_actions_init(actions.address()), actions);
    if (error != 0) {
      return error;
    }
    error = arrangeStreams(actions, writing, output);
    if (error == 0) {
      error = spawn(pid, actions, arguments);
    }
    thread.call(() -> spawning.posix_spawn_file_actions_destroy(actions.address()), actions);
    return error;
  }

  private long arrangeStreams(NativeMemory actions, int writing, Privileges.Output output) {
    long error = open(actions, STDIN, O_RDONLY);
    if (error == 0) {
      error =
          switch (output) {
            case KEPT -> duplicate(actions, writing, STDOUT);
            case DISCARDED -> open(actions, STDOUT, O_WRONLY);
          };
    }
    return error == 0 ? duplicate(actions, writing, STDERR) : error;
  }

  private long spawn(NativeMemory pid, NativeMemory actions, List<String> arguments) {
    // The vector of arguments with its NULL, the strings, and an empty environment: no words but
    // English, nothing of ours handed on.
    NativeMemory vector = NativeMemory.allocate((arguments.size() + 1) * Long.BYTES);
    byte[] environment = new byte[Long.BYTES];
    List<NativeMemory> passed = new ArrayList<>(List.of(pid, actions, vector));
    for (int i = 0; i < arguments.size(); i++) {
      NativeMemory string = NativeMemory.cString(arguments.get(i));
      passed.add(string);
      vector.bytes().putLong(i * Long.BYTES, string.address());
    }
    long path = vector.bytes().getLong(0);
    return thread.call(
        () ->
            spawning.posix_spawn(
                pid.address(), path, actions.address(), 0, vector.address(), environment),
        passed.toArray(NativeMemory[]::new));
  }

  private long open(NativeMemory actions, int descriptor, int flags) {
    NativeMemory path = NativeMemory.cString("/dev/null");
    return thread.call(
        () ->
            spawning.posix_spawn_file_actions_addopen(
                actions.address(), descriptor, path.address(), flags, 0),
        actions,
        path);
  }

  private long duplicate(NativeMemory actions, int from, int to) {
    return thread.call(
        () -> spawning.posix_spawn_file_actions_adddup2(actions.address(), from, to), actions);
  }

  /** Waits also where its output could not be read: no zombie stays behind. */
  private Outcome<Finished> waitFor(int pid, String program, Outcome<ByteString> written) {
    NativeMemory status = NativeMemory.allocate(INT_SIZE);
    long waited =
        Descriptors.retried(thread, () -> calls.libc().waitpid(pid, status.address(), 0), status);
    if (waited < 0) {
      return LinuxPrivileges.failed("waitpid", program, waited, "");
    }
    int exitStatus = Finished.exitStatus(status.bytes().getInt(0));
    return written.map(bytes -> new Finished(exitStatus, bytes));
  }
}
