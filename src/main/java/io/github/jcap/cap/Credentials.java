package io.github.jcap.cap;

import java.util.List;

/**
 * What the kernel judges a thread by: credentials(7), {@code struct cred} of {@code
 * include/linux/cred.h}, and no_new_privs.
 *
 * <p>The rules of execve, setuid and capset speak of uid 0 as the thread's own user namespace
 * numbers it, so there the ids are numbers of that namespace.
 *
 * @param uid the user ids
 * @param gid the group ids
 * @param groups the supplementary groups, each unsigned 32 bits
 * @param capabilities the five sets
 * @param securebits which of root's old privileges are off
 * @param noNewPrivs whether execve gives nothing more; inherited, and never undone
 */
public record Credentials(
    Ids uid,
    Ids gid,
    List<Long> groups,
    ThreadCaps capabilities,
    Securebits securebits,
    boolean noNewPrivs) {

  /** Keeps a copy of the groups. */
  public Credentials {
    groups = List.copyOf(groups);
  }

  /** {@return whether it is in a group as file access sees it: {@code in_group_p}} */
  public boolean isInGroup(long group) {
    return gid.filesystem() == group || groups.contains(group);
  }

  /** {@return the same with other securebits} */
  public Credentials with(Securebits bits) {
    return new Credentials(uid, gid, groups, capabilities, bits, noNewPrivs);
  }

  /** {@return the same with other sets} */
  public Credentials with(ThreadCaps sets) {
    return new Credentials(uid, gid, groups, sets, securebits, noNewPrivs);
  }

  /** {@return the same with other user and group ids} */
  public Credentials with(Ids uids, Ids gids) {
    return new Credentials(uids, gids, groups, capabilities, securebits, noNewPrivs);
  }
}
