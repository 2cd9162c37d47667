package io.github.jcap.kernel;

import io.github.jcap.cap.FileCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;

/**
 * Changes the capabilities of files. A type of its own, so that a command which only reads cannot
 * reach it.
 */
public interface FileCapsWriter {

  /**
   * Sets or removes the attribute of one regular file, without opening it and never through a link
   * in the last place, and reads it again to see that it is so.
   *
   * <p>Removing from a file that has none is success. A change of the file drops its attribute
   * (writing, chown), so nothing is promised about later.
   *
   * @param path the file
   * @param wanted what it shall have; {@link Change#remove()} for nothing
   * @return what was written; gone where there is no such file; or why not, with the cure
   */
  Outcome<Change> write(ByteString path, Change wanted);

  /** What a file shall have. */
  sealed interface Change {
    /**
     * The attribute is replaced as a whole.
     *
     * @param caps what it is to say
     */
    record Set(FileCaps caps) implements Change {}

    /** The attribute is removed. */
    record Remove() implements Change {}

    /** {@return that it shall have these} */
    static Change set(FileCaps caps) {
      return new Set(caps);
    }

    /** {@return that it shall have none} */
    static Change remove() {
      return new Remove();
    }
  }
}
