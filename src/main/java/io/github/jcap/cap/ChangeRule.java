package io.github.jcap.cap;

import java.util.Locale;

/** The rules of capset(2), prctl(2), setuid(2) and their like by name, each with its place. */
enum ChangeRule {
  INHERITABLE_NEEDS_PERMITTED("security/commoncap.c cap_capset; capset(2)"),
  INHERITABLE_NEEDS_BOUNDING("security/commoncap.c cap_capset; capset(2)"),
  PERMITTED_SHRINKS("security/commoncap.c cap_capset; capset(2)"),
  EFFECTIVE_NEEDS_PERMITTED("security/commoncap.c cap_capset; capset(2)"),
  SETS_WITHIN("security/commoncap.c cap_capset; capset(2)"),
  AMBIENT_FOLLOWS("security/commoncap.c cap_capset; capabilities(7)"),
  SETUID_CAPABILITY("kernel/sys.c; setresuid(2)"),
  SETGID_CAPABILITY("kernel/sys.c; setresgid(2)"),
  SETGROUPS("kernel/groups.c may_setgroups; setgroups(2)"),
  OWN_UID("kernel/sys.c; setresuid(2)"),
  OWN_GID("kernel/sys.c; setresgid(2)"),
  OTHER_UID("kernel/sys.c; setresuid(2)"),
  OTHER_GID("kernel/sys.c; setresgid(2)"),
  NO_SETUID_FIXUP("security/commoncap.c cap_task_fix_setuid; capabilities(7)"),
  LEAVES_ROOT("security/commoncap.c cap_emulate_setxuid; capabilities(7)"),
  EFFECTIVE_CLEARED("security/commoncap.c cap_emulate_setxuid; capabilities(7)"),
  EFFECTIVE_RAISED("security/commoncap.c cap_emulate_setxuid; capabilities(7)"),
  FILESYSTEM_UID("security/commoncap.c cap_task_fix_setuid; capabilities(7)"),
  UNKNOWN_CAPABILITY("security/commoncap.c cap_task_prctl; prctl(2)"),
  BOUNDING_DROP("security/commoncap.c cap_prctl_drop; prctl(2)"),
  AMBIENT_RAISE("security/commoncap.c cap_task_prctl; prctl(2)"),
  AMBIENT_LOWER("security/commoncap.c cap_task_prctl; prctl(2)"),
  NO_CAP_AMBIENT_RAISE("security/commoncap.c cap_task_prctl; capabilities(7)"),
  SECUREBITS("security/commoncap.c cap_task_prctl; capabilities(7)"),
  SECUREBITS_LOCKED("security/commoncap.c cap_task_prctl; capabilities(7)"),
  SECUREBITS_UNKNOWN("security/commoncap.c cap_task_prctl; prctl(2)"),
  KEEP_CAPS("security/commoncap.c cap_task_prctl; prctl(2)"),
  NO_NEW_PRIVS("kernel/sys.c; prctl(2)");

  private final String source;

  ChangeRule(String source) {
    this.source = source;
  }

  Reason says(String text) {
    return new Reason(name().toLowerCase(Locale.ROOT), text, source);
  }
}
