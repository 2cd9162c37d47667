package io.github.jcap.command.decode;

import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Session;
import io.github.jcap.command.SetArgument;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problem;
import java.io.IOException;

/** Says of each text that is unclear what is wrong with it, after what was decoded before it. */
final class Unclear {
  private static final String COULD_BE =
      "; it could be a mask, names, libcap's text or IAB, an attribute, or a line of status,"
          + " getcap, getpcaps, getfattr or audit";

  /** A text may be as long as a line, and a message quotes it. */
  private static final int LONGEST = 400;

  private final Session session;
  private final boolean counts;
  private boolean any;

  /**
   * Says it on standard error.
   *
   * @param counts whether the report says how complete it is
   */
  Unclear(Session session, boolean counts) {
    this.session = session;
    this.counts = counts;
  }

  /** Takes each value. */
  @FunctionalInterface
  interface Values {
    /** Takes one. */
    void take(Value value) throws IOException;
  }

  /** {@return what takes values, and gives what is unclear to this} */
  Lines.Sink beside(Values values) {
    return new Lines.Sink() {
      @Override
      public void value(Value value) throws IOException {
        values.take(value);
      }

      @Override
      public void unclear(ByteString line, Malformed why) throws IOException {
        say(line, why);
      }
    };
  }

  private void say(ByteString text, Malformed why) throws IOException {
    any = true;
    String reason = SetArgument.reason(why);
    // A word that is near to no name may not be meant as a name at all.
    String more = why.word().isPresent() && !reason.contains("did you mean") ? COULD_BE : "";
    session.report().flush();
    session.err().println("jcap decode: " + shown(text.latin1()) + ": " + shown(reason) + more);
    if (counts) {
      session.problems().add(Problem.malformed("decode", "unclear", text));
    }
  }

  private static String shown(String latin1) {
    boolean isLong = latin1.length() > LONGEST;
    ByteString shown = new ByteString(isLong ? latin1.substring(0, LONGEST) : latin1);
    return shown.escaped() + (isLong ? "..." : "");
  }

  /** {@return FAILED where any was} */
  ExitCode code() {
    return any ? ExitCode.FAILED : ExitCode.OK;
  }
}
