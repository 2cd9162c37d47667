package io.github.jcap.cap;

import java.util.Locale;
import java.util.Optional;

/** Who withholds a capability that was asked for. */
public enum Withholder {
  /** It is not in the bounding set, which masks what a file permits and what root gets. */
  BOUNDING("the bounding set"),
  /** The file has it inheritable, and the caller does not. */
  INHERITABLE("the caller's inheritable set"),
  /** The caller may not gain by execve. */
  NO_NEW_PRIVS("no_new_privs"),
  /** The caller is traced by one who may not trace what it would become. */
  TRACER("its tracer, which lacks CAP_SYS_PTRACE"),
  /** The caller shares its root and working directory with another process. */
  SHARED_FS("a shared fs structure, clone(2) CLONE_FS"),
  /** The file's mount has the option nosuid. */
  NOSUID("the mount's option nosuid"),
  /** The file's mount or file system is not of the caller's namespaces, nor of one above. */
  FOREIGN_MOUNT("a mount of another namespace"),
  /** The attribute is of another user namespace. */
  ROOTID("the attribute's rootid, the root of another user namespace"),
  /** The kernel was told at boot to take no notice of attributes. */
  NO_FILE_CAPS("the boot option no_file_caps"),
  /** The file is a script: only its interpreter counts. */
  SCRIPT("the file being a script"),
  /** Uid 0 gives no capabilities to this caller. */
  NOROOT("SECBIT_NOROOT"),
  /** The owner or group of a set-id file has no number in the caller's user namespace. */
  UNMAPPED("an owner or group without a number in this user namespace"),
  /** A set-user-ID file of root with an attribute gets what the attribute says alone. */
  FILE_CAPABILITIES("the file's own capabilities"),
  /** The ambient set is emptied where a file has an attribute. */
  AMBIENT_BY_ATTRIBUTE("the file's attribute, which clears the ambient set"),
  /** The ambient set is emptied where an id changes. */
  AMBIENT_BY_IDS("a change of ids, which clears the ambient set"),
  /** A plain file passes on the ambient set alone. */
  NOT_AMBIENT("the ambient set, all that a file without capabilities passes on"),
  /** It is permitted and has not been made effective. */
  NOT_EFFECTIVE("the effective set"),
  /** It is not permitted, and no execve is in question. */
  NOT_PERMITTED("the permitted set"),
  /** It is held in a user namespace that does not own the object. */
  USER_NAMESPACE("the user namespace: what is held there does not count for this");

  private final String words;

  Withholder(String words) {
    this.words = words;
  }

  /** {@return who withholds what a file on such a mount would give; empty where nobody does} */
  static Optional<Withholder> of(Image.Trust trust) {
    return switch (trust) {
      case TRUSTED -> Optional.empty();
      case NOSUID -> Optional.of(NOSUID);
      case FOREIGN -> Optional.of(FOREIGN_MOUNT);
    };
  }

  /** {@return who it is, in words that follow "withheld by" and "because of"} */
  public String words() {
    return words;
  }

  /** {@return its name for scripts: {@code no_new_privs}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
