package io.github.jcap.kernel;

import java.util.List;

/**
 * What a login gives a user: passwd(5), group(5), initgroups(3). Ids are unsigned 32 bits.
 *
 * @param uid the user
 * @param gid the group of his line in passwd
 * @param groups his supplementary groups, that one among them, ascending
 */
public record Login(long uid, long gid, List<Long> groups) {

  /** Keeps a copy of the groups. */
  public Login {
    groups = List.copyOf(groups);
  }
}
