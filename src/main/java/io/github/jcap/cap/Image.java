package io.github.jcap.cap;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What execve(2) heeds of a file that may be executed. Of a script it is the interpreter's, in
 * which {@link #script} keeps the script's own.
 *
 * @param attribute its {@code security.capability}
 * @param setuid whether the set-user-ID bit is set
 * @param setgid whether the set-group-ID bit and the group's execute bit are both set
 * @param owner its owner as the caller's user namespace numbers him; empty where it has no number
 *     for him
 * @param group its group, likewise
 * @param trust whether its mount lets it give anything
 * @param script of an interpreter, the script that is executed by it
 */
public record Image(
    Attribute attribute,
    boolean setuid,
    boolean setgid,
    OptionalLong owner,
    OptionalLong group,
    Trust trust,
    Optional<Image> script) {

  /** What a mount lets its files give: {@code mnt_may_suid}, {@code fs/namespace.c}. */
  public enum Trust {
    /** Attributes and set-id bits count. */
    TRUSTED,
    /** The mount has the option nosuid. */
    NOSUID,
    /** The mount is of another mount namespace, or its file system of a foreign user namespace. */
    FOREIGN
  }

  /** The attribute as one caller meets it. */
  public sealed interface Attribute {
    /** There is none. */
    Attribute NONE = new None();

    /** There is one that execve fails on, with EINVAL. */
    Attribute MALFORMED = new Malformed();

    /** There is none. */
    record None() implements Attribute {}

    /**
     * It is of no known revision and size. One of more than 24 bytes, more than any has, fails with
     * ERANGE instead (seen on Linux 6.18).
     */
    record Malformed() implements Attribute {}

    /**
     * It says something.
     *
     * @param caps what
     * @param standing whether that counts for the caller
     */
    record Caps(FileCaps caps, Standing standing) implements Attribute {}
  }

  /** Whether an attribute counts. */
  public enum Standing {
    /** It does. */
    COUNTS,
    /** Its rootid is the root of neither the caller's user namespace nor one above. */
    FOREIGN_ROOTID,
    /** The kernel was booted with {@code no_file_caps}. */
    DISABLED
  }

  /** {@return a file that gives nothing of its own: no attribute and no set-id bit} */
  public static Image plain() {
    return new Image(
        Attribute.NONE,
        false,
        false,
        OptionalLong.of(0),
        OptionalLong.of(0),
        Trust.TRUSTED,
        Optional.empty());
  }

  /** {@return the same with another attribute} */
  public Image with(Attribute other) {
    return new Image(other, setuid, setgid, owner, group, trust, script);
  }

  /** {@return the same on such a mount} */
  public Image on(Trust mount) {
    return new Image(attribute, setuid, setgid, owner, group, mount, script);
  }

  /** {@return the same as the interpreter of a script} */
  public Image running(Image theScript) {
    return new Image(attribute, setuid, setgid, owner, group, trust, Optional.of(theScript));
  }

  /** {@return what its attribute says, whether it counts or not; empty where there is none} */
  public Optional<FileCaps> caps() {
    return attribute instanceof Attribute.Caps known ? Optional.of(known.caps()) : Optional.empty();
  }
}
