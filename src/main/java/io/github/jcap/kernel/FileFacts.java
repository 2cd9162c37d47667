package io.github.jcap.kernel;

import io.github.jcap.outcome.Reading;

/**
 * What statx(2) says of a file, without opening it; see native-notes/statx.md.
 *
 * @param kind what it is
 * @param mode 12 bits: the permissions, set-user-ID (04000), set-group-ID (02000) and sticky
 * @param uid the owner as the reader's user namespace numbers him, unsigned 32 bits
 * @param gid the group, likewise
 * @param size bytes
 * @param mountId the mount by which it was reached: field 1 of mountinfo; absent before Linux 5.8
 */
public record FileFacts(
    FileKind kind, int mode, long uid, long gid, long size, Reading<Long> mountId) {
  private static final int SETUID = 04000;
  private static final int SETGID = 02000;
  private static final int GROUP_EXECUTES = 010;
  private static final int GROUP_WRITES = 020;
  private static final int OTHERS_WRITE = 02;

  /** {@return the mode as chmod writes it, four octal digits: {@code 0640}} */
  public String octalMode() {
    return Integer.toOctalString(010000 | mode).substring(1);
  }

  /** {@return whether the set-user-ID bit is set} */
  public boolean isSetuid() {
    return (mode & SETUID) != 0;
  }

  /** {@return whether the set-group-ID bit is set, whatever it means} */
  public boolean isSetgid() {
    return (mode & SETGID) != 0;
  }

  /** {@return whether execve heeds the set-group-ID bit: only where the group may execute} */
  public boolean givesGroup() {
    return isSetgid() && (mode & GROUP_EXECUTES) != 0;
  }

  /** {@return whether its group may write it, or where it has an access list someone in that} */
  public boolean isWritableByGroup() {
    return (mode & GROUP_WRITES) != 0;
  }

  /** {@return whether everybody may write it} */
  public boolean isWritableByOthers() {
    return (mode & OTHERS_WRITE) != 0;
  }
}
