package io.github.jcap.proc;

/** What can be read of a process. What nobody asked for is not read. */
public enum ProcessPart {
  /** Ids, sets and state: always read. */
  STATUS,
  /** Flags and start time. */
  STAT,
  /** The program's path. */
  EXE,
  /** Its arguments. */
  CMDLINE,
  /** Its control groups. */
  CGROUP,
  /** What a security module calls it. */
  LABEL,
  /** Who logged in and started it, and that audit session. */
  LOGIN,
  /** The sockets behind its descriptors. */
  SOCKETS,
  /** Each thread whose sets differ from those of the main one. */
  THREADS,
  /** The mounts that it sees. */
  MOUNTS,
  /** The user namespace. */
  USER_NAMESPACE,
  /** Every namespace. */
  NAMESPACES,
  /** The place of its user namespace among the others, and the ids in it; with the namespace. */
  USER_NAMESPACE_PLACE;
}
