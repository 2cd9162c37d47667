package io.github.jcap.kernel;

/**
 * The operations of prctl(2) that jcap uses, {@code include/uapi/linux/prctl.h}; see
 * native-notes/prctl_caps.md.
 */
final class Prctl {
  static final int SET_KEEPCAPS = 8;
  static final int CAPBSET_READ = 23;
  static final int CAPBSET_DROP = 24;
  static final int GET_SECUREBITS = 27;
  static final int SET_SECUREBITS = 28;
  static final int SET_NO_NEW_PRIVS = 38;
  static final int GET_NO_NEW_PRIVS = 39;
  static final int CAP_AMBIENT = 47;
  static final int CAP_AMBIENT_IS_SET = 1;
  static final int CAP_AMBIENT_RAISE = 2;
  static final int CAP_AMBIENT_LOWER = 3;
  static final int CAP_AMBIENT_CLEAR_ALL = 4;

  private Prctl() {}
}
