package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import java.util.Optional;

/**
 * One thread's view of a file tree: the directory it is in, and the current entry of that. Used by
 * one thread made for it alone, since entering a directory moves the thread.
 *
 * <pre>{@code
 * if (directory.enter(root, new ByteString("/usr/bin")) instanceof Outcome.Found) {
 *   while (directory.next()) {
 *     if (directory.kind() == FileKind.REGULAR) {
 *       directory.capabilities();
 *     }
 *   }
 *   directory.failure().ifPresent(problems::add);
 * }
 * }</pre>
 */
public interface Directory extends AutoCloseable {

  /**
   * Leaves the directory it was in and opens another, for reading, to list it.
   *
   * <p>Symbolic links are followed on the way to the root alone. One that takes the place of a
   * directory below it is not: that directory is gone then. The root stays open, and what is below
   * it is opened from there, until another root is entered or this is closed.
   *
   * @param root absolute, or empty for {@code /}; of any length
   * @param below the rest of the path: empty for the root itself, or beginning with a slash; of any
   *     length, without {@code .} and {@code ..}
   * @return this; gone where there is no such directory (any more)
   */
  Outcome<Directory> enter(ByteString root, ByteString below);

  /** {@return which directory it is, by statx(2) of the open directory} */
  Outcome<DirectoryId> which();

  /** {@return whether there is another entry, which is the current one then} */
  boolean next();

  /** {@return why {@link #next} ended early; empty where the whole directory was listed} */
  Optional<Problem> failure();

  /** {@return what the listing says the current entry is; unknown on some file systems} */
  FileKind kind();

  /** {@return what the current entry is, by statx(2); for those whose kind is unknown} */
  Outcome<FileKind> askKind();

  /** {@return the name of the current entry; of a malformed one the problem} */
  Outcome<ByteString> name();

  /** {@return the capability attribute of the current entry; empty where it has none} */
  Outcome<Optional<CapAttribute>> capabilities();

  /** {@return the path by which the directory was entered: the root and what is below it} */
  ByteString path();

  /** {@return facts of the current entry, by statx(2): of a link, its own} */
  Outcome<FileFacts> facts();

  /** {@return facts of the directory itself, as it was opened} */
  Outcome<FileFacts> ownFacts();

  /**
   * {@return the first bytes of the current entry, at most 256: opened for reading, and closed
   * again; for regular files}
   */
  Outcome<ByteString> firstBytes();

  /** Leaves the directory and its root. */
  @Override
  void close();
}
