package io.github.jcap.cap;

import java.util.Locale;

/** The rules of execve(2) by name, each with the place where it stands. */
enum ExecveRule {
  SCRIPT("fs/binfmt_script.c; capabilities(7)"),
  SET_ID_IGNORED("fs/exec.c bprm_fill_uid; execve(2)"),
  SETUID("fs/exec.c bprm_fill_uid; execve(2)"),
  SETGID("fs/exec.c bprm_fill_uid; execve(2)"),
  ATTRIBUTE_IGNORED("security/commoncap.c get_file_caps; capabilities(7)"),
  MALFORMED_ATTRIBUTE("security/commoncap.c get_vfs_caps_from_disk"),
  FILE_CAPABILITIES("security/commoncap.c bprm_caps_from_vfs_caps; capabilities(7)"),
  CAPABILITY_DUMB("security/commoncap.c bprm_caps_from_vfs_caps; capabilities(7)"),
  NOROOT("security/commoncap.c handle_privileged_root; capabilities(7)"),
  SETUID_ROOT_WITH_CAPABILITIES("security/commoncap.c handle_privileged_root; capabilities(7)"),
  ROOT("security/commoncap.c handle_privileged_root; capabilities(7)"),
  UNSAFE("security/commoncap.c cap_bprm_creds_from_file; prctl(2)"),
  AMBIENT_CLEARED("security/commoncap.c cap_bprm_creds_from_file; capabilities(7)"),
  AMBIENT_KEPT("security/commoncap.c cap_bprm_creds_from_file; capabilities(7)"),
  NO_FILE_CAPABILITIES("security/commoncap.c cap_bprm_creds_from_file; capabilities(7)"),
  EFFECTIVE("security/commoncap.c cap_bprm_creds_from_file; capabilities(7)"),
  KEEP_CAPS("security/commoncap.c cap_bprm_creds_from_file; capabilities(7)"),
  SECURE_EXECUTION("security/commoncap.c cap_bprm_creds_from_file; ld.so(8)");

  private final String source;

  ExecveRule(String source) {
    this.source = source;
  }

  Reason says(String text) {
    return new Reason(name().toLowerCase(Locale.ROOT), text, source);
  }
}
