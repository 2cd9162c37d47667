package io.github.jcap.judge;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.kernel.FileFacts;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a file is supposed to be in place of what it is: what would be if it had another mode, owner
 * or attribute.
 *
 * @param changesFacts whether it has another mode or owner
 * @param facts changes them
 * @param replacesAttribute whether the attribute is not read
 * @param attribute given what was read, nothing where it is not: what the file has
 * @param nosuid whether its mount has the option
 */
public record Supposed(
    boolean changesFacts,
    UnaryOperator<FileFacts> facts,
    boolean replacesAttribute,
    Function<Optional<CapAttribute>, Optional<CapAttribute>> attribute,
    boolean nosuid) {

  /** The file is what it is. */
  public static final Supposed NOTHING =
      new Supposed(false, facts -> facts, false, attribute -> attribute, false);
}
