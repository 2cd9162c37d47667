package io.github.jcap.cap;

/**
 * The four ids of a kind, user or group, of one thread: credentials(7). Each is unsigned 32 bits,
 * and a number in some user namespace: whose, the holder of the ids says.
 *
 * @param real whose the process is
 * @param effective what the kernel checks
 * @param saved what effective may return to
 * @param filesystem what file access checks; follows effective
 */
public record Ids(long real, long effective, long saved, long filesystem) {

  /** {@return the same number four times} */
  public static Ids all(long id) {
    return new Ids(id, id, id, id);
  }

  /** {@return whether real, effective or saved is that number} */
  public boolean has(long id) {
    return real == id || effective == id || saved == id;
  }
}
