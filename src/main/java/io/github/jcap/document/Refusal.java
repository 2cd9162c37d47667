package io.github.jcap.document;

import java.io.IOException;

/** Why a document cannot be used, on its way to the reader that knows the document's name. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String CUT = "the document ends here, before its own end; it was cut off";

  /** Says so; the text is safe to show. */
  Refusal(String what) {
    super(what);
  }

  /** {@return what is wrong at a place, and what to do; lines and columns count from 1} */
  static Refusal at(long line, long column, String what, String remedy) {
    return new Refusal("line " + line + ", column " + column + ": " + what + "; " + remedy);
  }

  /** {@return that the document ends too early} */
  static Refusal cut(long line, long column) {
    return at(line, column, CUT, "make or fetch it again");
  }
}
