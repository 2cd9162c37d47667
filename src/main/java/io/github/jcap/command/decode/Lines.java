package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.SetKind;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes line by line, and puts together what belongs together: the {@code Cap} lines of one
 * status are one value, and getfattr's {@code # file:} names the file of the attribute after it.
 * Empty lines and the other lines of a status are passed over.
 */
final class Lines {
  /** The longest line that is looked at; that of a path and an attribute is a third of it. */
  static final int LONGEST = 16 * 1024;

  private static final String FILE = "# file: ";

  /** How much of a line that is too long a message shows. */
  private static final int SHOWN = 60;

  private final Decoder decoder;
  private final Sink sink;
  private @Nullable Value status;
  private @Nullable ByteString file;
  private @Nullable ByteString passedOver;
  private boolean anything;

  /** Takes what came of each line. */
  interface Sink {
    /** Takes what one or several lines say. */
    void value(Value value) throws IOException;

    /** Takes a line that is unclear. */
    void unclear(ByteString line, Malformed why) throws IOException;
  }

  Lines(Decoder decoder, Sink sink) {
    this.decoder = decoder;
    this.sink = sink;
  }

  /** Takes a text of one line or several. */
  void text(ByteString text) throws IOException {
    String latin1 = text.latin1();
    for (int from = 0; from <= latin1.length(); ) {
      int newline = latin1.indexOf('\n', from);
      int end = newline < 0 ? latin1.length() : newline;
      line(new ByteString(latin1.substring(from, end)));
      from = end + 1;
    }
  }

  /** Takes one line, without what ends it. */
  void line(ByteString line) throws IOException {
    String text = line.latin1().trim();
    if (text.length() > LONGEST) {
      anything = true;
      flush();
      sink.unclear(
          new ByteString(text.substring(0, SHOWN)),
          new Malformed("the line is longer than " + LONGEST + " bytes"));
    } else if (text.isEmpty()) {
      flush();
      file = null;
    } else if (text.startsWith(FILE)) {
      flush();
      file = new ByteString(text.substring(FILE.length()));
    } else if (isOtherStatus(line.latin1())) {
      passedOver = line;
    } else {
      decode(new ByteString(text));
    }
  }

  /** {@code Name:} and a tab, as no other text begins. */
  private static boolean isOtherStatus(String line) {
    int colon = line.indexOf(":\t");
    if (colon <= 0 || line.startsWith("Cap")) {
      return false;
    }
    for (int at = 0; at < colon; at++) {
      char c = line.charAt(at);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
        return false;
      }
    }
    return true;
  }

  private void decode(ByteString text) throws IOException {
    anything = true;
    Value value;
    try {
      value = decoder.decode(text);
    } catch (Malformed e) {
      flush();
      sink.unclear(text, e);
      return;
    }
    if (value.form() == Form.STATUS) {
      take(value);
      return;
    }
    flush();
    boolean named = file != null && value.form() == Form.ATTRIBUTE;
    sink.value(named && file != null ? value.of(file) : value);
  }

  private void take(Value line) throws IOException {
    Value before = status;
    if (before != null && before.sets().keySet().containsAll(line.sets().keySet())) {
      flush();
      before = null;
    }
    if (before == null) {
      status = line;
      return;
    }
    Map<SetKind, CapSet> sets = new EnumMap<>(before.sets());
    sets.putAll(line.sets());
    ByteString lines = before.text().plus(new ByteString("\n")).plus(line.text());
    Value both = before.with(sets).withText(lines);
    for (String note : line.notes()) {
      both = both.notes().contains(note) ? both : both.noting(note);
    }
    status = both;
  }

  private void flush() throws IOException {
    Value value = status;
    status = null;
    if (value != null) {
      sink.value(value);
    }
  }

  /** Gives what still waits for more lines; where there was nothing to decode, says so. */
  void end() throws IOException {
    flush();
    ByteString other = passedOver;
    if (!anything && other != null) {
      sink.unclear(other, new Malformed("a line of /proc/PID/status without capabilities"));
    } else if (!anything) {
      sink.unclear(
          new ByteString(""), new Malformed("nothing to decode; the empty set is \"none\""));
    }
  }

  /** {@return the one value that a text says} */
  static Reading<Value> only(Decoder decoder, ByteString text, Sink unclear) throws IOException {
    One one = new One(unclear);
    Lines lines = new Lines(decoder, one);
    lines.text(text);
    lines.end();
    return one.value;
  }

  private static final class One implements Sink {
    private final Sink unclear;
    private Reading<Value> value = Reading.absent();

    One(Sink unclear) {
      this.unclear = unclear;
    }

    @Override
    public void value(Value next) throws IOException {
      if (value instanceof Reading.Value<Value>) {
        value = Reading.unknown();
        unclear.unclear(next.text(), new Malformed("one value is compared with one, not several"));
      } else if (!value.isUnknown()) {
        value = Reading.of(next);
      }
    }

    @Override
    public void unclear(ByteString line, Malformed why) throws IOException {
      value = Reading.unknown();
      unclear.unclear(line, why);
    }
  }
}
