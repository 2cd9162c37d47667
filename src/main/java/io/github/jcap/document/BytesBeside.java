package io.github.jcap.document;

import io.github.jcap.outcome.ByteString;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of a text that is not UTF-8, which a record has beside it, in base64. */
public final class BytesBeside {
  /** What their key ends in; before it stands that of the text. */
  public static final String SUFFIX = "_bytes";

  private BytesBeside() {}

  /**
   * {@return the bytes; empty where there are none beside the text, or it is no base64: then
   * another program has written it, and the text is all there is}
   *
   * @param base64 what the record has at the key of the bytes; null where it has none
   */
  public static Optional<ByteString> of(@Nullable Value base64) {
    if (!(base64 instanceof Value.Text text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ByteString.of(Base64.getDecoder().decode(text.value())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
