package io.github.jcap.proc;

/** What can be read of a process besides its status. What nobody asked for is not read. */
public enum ProcessPart {
  /** Flags and start time. */
  STAT,
  /** The program's path. */
  EXE,
  /** The user namespace. */
  USER_NAMESPACE,
  /** Every namespace. */
  NAMESPACES;
}
