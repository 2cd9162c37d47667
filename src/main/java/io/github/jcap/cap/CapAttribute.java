package io.github.jcap.cap;

import io.github.jcap.outcome.Malformed;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a file's attribute {@code security.capability} is: sound, or odd in a way that has a name.
 * An odd one is an answer about that file, and says nothing of the next.
 */
public sealed interface CapAttribute {

  /**
   * An attribute that says what it gives.
   *
   * @param caps what it says
   */
  record Sound(FileCaps caps) implements CapAttribute {}

  /**
   * An attribute that is there and cannot be read as capabilities.
   *
   * @param oddity why
   */
  record Odd(Oddity oddity) implements CapAttribute {}

  /** Why an attribute cannot be read as capabilities. */
  enum Oddity {
    /**
     * getxattr(2) gave EINVAL: the attribute is of revision 1 or has unknown flags, which execve
     * honours, or malformed, with which execve fails. The kernel does not say which.
     */
    UNREADABLE(
        "revision 1 or unknown flags, which count at execve; or malformed, with which execve fails"),
    /** getxattr(2) gave EOVERFLOW: its rootid has no number in the reader's user namespace. */
    FOREIGN("its rootid is not mapped in this user namespace"),
    /** The kernel handed over bytes that are no attribute known here. */
    MALFORMED("its bytes are of no known revision and size");

    private final String meaning;

    Oddity(String meaning) {
      this.meaning = meaning;
    }

    /** {@return the word that stands in a table's row} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what it means, in one line} */
    public String meaning() {
      return meaning;
    }
  }

  /** {@return what the attribute's bytes say; odd where they are malformed} */
  static CapAttribute of(byte[] bytes) {
    try {
      return new Sound(FileCaps.decode(bytes));
    } catch (Malformed e) {
      return new Odd(Oddity.MALFORMED);
    }
  }

  /** {@return what the function of this case makes of it} */
  default <R> R fold(
      Function<? super FileCaps, ? extends R> sound, Function<? super Oddity, ? extends R> odd) {
    if (this instanceof Sound known) {
      return sound.apply(known.caps());
    }
    return odd.apply(((Odd) this).oddity());
  }
}
