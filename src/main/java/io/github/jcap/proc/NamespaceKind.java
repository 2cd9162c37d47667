package io.github.jcap.proc;

/** The kinds of namespace, by the name of their link in {@code /proc/<pid>/ns}: namespaces(7). */
public enum NamespaceKind {
  /** Control group roots; since Linux 4.6. */
  CGROUP("cgroup"),
  /** System V IPC and POSIX message queues. */
  IPC("ipc"),
  /** Mounts. */
  MNT("mnt"),
  /** Network devices, addresses, ports. */
  NET("net"),
  /** Process ids. */
  PID("pid"),
  /** Boot and monotonic clocks; since Linux 5.6. */
  TIME("time"),
  /** User and group ids, and what capabilities count for. */
  USER("user"),
  /** Host name. */
  UTS("uts");

  private final String link;

  NamespaceKind(String link) {
    this.link = link;
  }

  /** {@return the name of the link, and of the kind in the machine forms} */
  public String link() {
    return link;
  }
}
