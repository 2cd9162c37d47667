package io.github.jcap.kernel;

import io.github.jcap.cap.FileCaps;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.Optional;

/**
 * Changes the capabilities of files. A type of its own, so that a command which only reads cannot
 * reach it.
 *
 * <pre>{@code
 * if (writer.look(path) instanceof Outcome.Found<SeenFile> seen && seen.value().obstacle().isEmpty()) {
 *   writer.write(path, seen.value(), FileCapsWriter.Change.remove());
 * }
 * }</pre>
 */
public interface FileCapsWriter {

  /**
   * {@return why this thread can change no file at all; empty where nothing is known against it}
   */
  Optional<Problem> obstacle();

  /**
   * {@return one regular file as it is, without opening it and never through a link in the last
   * place; gone where there is no such file; or why it is none to change}
   */
  Outcome<SeenFile> look(ByteString path);

  /**
   * Sets or removes the attribute of a file that was looked at, and reads it again to see that it
   * is so. Refused where another file has the name now.
   *
   * <p>Removing from a file that has none is success. A change of the file drops its attribute
   * (writing, chown), so nothing is promised about later.
   *
   * @param path the file
   * @param seen what it was
   * @param wanted what it shall have; {@link Change#remove()} for nothing
   * @return what was written; gone where there is no such file; or why not, with the cure
   */
  Outcome<Change> write(ByteString path, SeenFile seen, Change wanted);

  /** Looks at a file and changes it at once; what is known against it the kernel then says. */
  default Outcome<Change> write(ByteString path, Change wanted) {
    Outcome<SeenFile> seen = look(path);
    return seen instanceof Outcome.Found<SeenFile> found
        ? write(path, found.value(), wanted)
        : seen.map(unused -> wanted);
  }

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

    /** {@return what the file then has; empty for nothing} */
    default Optional<FileCaps> result() {
      return this instanceof Set set ? Optional.of(set.caps) : Optional.empty();
    }
  }
}
