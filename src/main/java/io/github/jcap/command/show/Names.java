package io.github.jcap.command.show;

import io.github.jcap.kernel.Accounts;

/**
 * Ids with what they are called: {@code 1000 (alice)}.
 *
 * @param accounts knows the names
 */
record Names(Accounts accounts) {

  String user(long uid) {
    return accounts
        .userName(uid)
        .map(name -> uid + " (" + name.escaped() + ")")
        .orElse(Long.toString(uid));
  }

  String group(long gid) {
    String name = accounts.groupNameOrId(gid).escaped();
    String id = Long.toString(gid);
    return name.equals(id) ? id : id + " (" + name + ")";
  }

  String of(long id, boolean isUser) {
    return isUser ? user(id) : group(id);
  }
}
