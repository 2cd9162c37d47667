package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.Optional;

/**
 * {@code /proc/<pid>/attr/current}: what a Linux security module (LSM) calls a process.
 * proc_pid_attr(5); see native-notes/proc_pid_attr_current.md.
 *
 * <p>The file does not say whose word it is, so that is told by its form, in this order: AppArmor
 * ends in a mode in parentheses, which no other can, or is {@code unconfined}; SELinux has three
 * parts with colons between, or ends in a NUL ({@code kernel}, before its policy is loaded); Smack
 * is any one word. A Smack label with two colons in it is so taken for SELinux's.
 *
 * @param text as it is, but for one newline or NUL at its end; never empty
 * @param lsm whose it is
 * @param appArmor what it means where it is AppArmor's, else absent
 * @param selinux what it means where it is SELinux's, else absent; absent before a policy is loaded
 */
public record LsmLabel(
    ByteString text, Lsm lsm, Reading<AppArmorLabel> appArmor, Reading<SelinuxContext> selinux) {

  /** The modules that label processes. */
  public enum Lsm {
    /** A profile and a mode. */
    APPARMOR("apparmor"),
    /** User, role, type and level. */
    SELINUX("selinux"),
    /** One word. */
    SMACK("smack"),
    /** None of the forms known here. */
    UNKNOWN("unknown");

    private final String word;

    Lsm(String word) {
      this.word = word;
    }

    /** {@return the name, as in {@code /sys/kernel/security/lsm} and in the machine forms} */
    public String word() {
      return word;
    }
  }

  private static final int LONGEST_SMACK = 255;

  /** {@return what such a file says, whatever its bytes; absent where it says nothing} */
  public static Reading<LsmLabel> parse(byte[] bytes) {
    ByteString text = text(bytes);
    if (text.length() == 0) {
      return Reading.absent();
    }
    Optional<AppArmorLabel> appArmor = AppArmorLabel.of(text);
    if (appArmor.isPresent()) {
      return Reading.of(ofAppArmor(text, appArmor.get()));
    }
    Optional<SelinuxContext> selinux = SelinuxContext.of(text);
    if (selinux.isPresent()) {
      return Reading.of(
          new LsmLabel(text, Lsm.SELINUX, Reading.absent(), Reading.of(selinux.get())));
    }
    return Reading.of(new LsmLabel(text, ofWord(bytes, text), Reading.absent(), Reading.absent()));
  }

  private static Lsm ofWord(byte[] bytes, ByteString text) {
    if (!isWord(text)) {
      return Lsm.UNKNOWN;
    }
    return endsInNul(bytes) ? Lsm.SELINUX : Lsm.SMACK;
  }

  /** {@return what {@code attr/apparmor/current} says, which is AppArmor's whatever its form} */
  static Reading<LsmLabel> parseAppArmor(byte[] bytes) {
    ByteString text = text(bytes);
    if (text.length() == 0) {
      return Reading.absent();
    }
    return Reading.of(
        AppArmorLabel.of(text)
            .map(label -> ofAppArmor(text, label))
            .orElse(new LsmLabel(text, Lsm.APPARMOR, Reading.absent(), Reading.absent())));
  }

  private static LsmLabel ofAppArmor(ByteString text, AppArmorLabel label) {
    return new LsmLabel(text, Lsm.APPARMOR, Reading.of(label), Reading.absent());
  }

  /** SELinux ends it with a NUL, AppArmor with a newline, Smack with neither. */
  private static ByteString text(byte[] bytes) {
    int end = endsInNul(bytes) ? bytes.length - 1 : bytes.length;
    return ByteString.of(bytes, 0, end > 0 && bytes[end - 1] == '\n' ? end - 1 : end);
  }

  private static boolean endsInNul(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == 0;
  }

  /** As {@code security/smack/smack_access.c} takes a label: no blanks, slashes, quotes. */
  private static boolean isWord(ByteString text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.latin1().charAt(at);
      if (c <= ' ' || c > '~' || c == '/' || c == '"' || c == '\\' || c == '\'') {
        return false;
      }
    }
    return text.length() <= LONGEST_SMACK;
  }
}
