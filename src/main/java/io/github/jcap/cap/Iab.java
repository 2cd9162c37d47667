package io.github.jcap.cap;

/**
 * The three sets that libcap calls IAB: what survives execve without a file's help, and what no
 * file can give.
 *
 * @param inheritable what a file's inheritable set may turn into permitted
 * @param ambient what an ordinary program gets at execve; on a sound kernel within inheritable
 * @param blocked what the bounding set lacks
 */
public record Iab(CapSet inheritable, CapSet ambient, CapSet blocked) {

  /**
   * {@return those of a thread}
   *
   * @param last the last capability of the kernel: what is beyond it is not there to be blocked
   */
  public static Iab of(ThreadCaps caps, int last) {
    return new Iab(caps.inheritable(), caps.ambient(), CapSet.all(last).without(caps.bounding()));
  }

  /**
   * {@return the bounding set}
   *
   * @param last the last capability of the kernel
   */
  public CapSet bounding(int last) {
    return CapSet.all(last).without(blocked);
  }
}
