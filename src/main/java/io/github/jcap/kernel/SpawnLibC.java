package io.github.jcap.kernel;

/**
 * The C library's functions that start a program; as {@link LibC}, which see. Apart from it,
 * because only captest starts one, and jnr-ffi, which makes the class of this interface, takes
 * longer for that than a short command lives. Public because that class is of another loader;
 * nothing outside this package may use it.
 */
public interface SpawnLibC {
  /**
   * posix_spawn(3): keeps the credentials of the calling thread, also where they differ from those
   * of the process. Gives the error's number itself, not -1.
   *
   * <p>The environment's vector is bytes and not an address, since the calls that JNR 2.3.4 makes
   * for x86-64 pass a sixth number wrong (seen: execve was given another envp).
   */
  int posix_spawn(
      long pid, long path, long fileActions, long attributes, long arguments, byte[] environment);

  /** posix_spawn_file_actions_init(3); gives the error's number itself. */
  int posix_spawn_file_actions_init(long fileActions);

  /** posix_spawn_file_actions_destroy(3); gives the error's number itself. */
  int posix_spawn_file_actions_destroy(long fileActions);

  /** posix_spawn_file_actions_adddup2(3); gives the error's number itself. */
  int posix_spawn_file_actions_adddup2(long fileActions, int from, int to);

  /** posix_spawn_file_actions_addopen(3); gives the error's number itself. */
  int posix_spawn_file_actions_addopen(
      long fileActions, int descriptor, long path, int flags, int mode);
}
