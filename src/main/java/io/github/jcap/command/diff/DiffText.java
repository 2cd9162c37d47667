package io.github.jcap.command.diff;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.command.CapTone;
import io.github.jcap.command.ValueText;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.SetMeaning;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.render.Tone;
import io.github.jcap.render.TonedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes for people: by kind, {@code +} what appeared, {@code -} what vanished, {@code ~} what
 * changed, with the fields. The colour is that of the privilege that was gained.
 */
final class DiffText {
  private static final String INDENT = "    ";
  private static final String NOT_THERE = "(not there)";

  /** More than these are shown as two sets. */
  private static final int MOST_NAMES = 8;

  private final Appendable out;
  private final boolean colored;
  private final Comparison.Result result;
  private final ValueText old;
  private final ValueText now;
  private final SetMeaning meaning;

  /** Writes there. */
  DiffText(Appendable out, boolean colored, Comparison.Result result) {
    this.out = out;
    this.colored = colored;
    this.result = result;
    this.old = ValueText.ofHost(result.before().host());
    this.now = ValueText.ofHost(result.after().host());
    this.meaning = SetMeaning.EXACT.and(result.before().lastCap()).and(result.after().lastCap());
  }

  void write() throws IOException {
    out.append(head(result.before())).append(" -> ").append(head(result.after())).append('\n');
    ItemKind kind = ItemKind.HOST;
    boolean first = true;
    for (Change change : result.changes()) {
      if (first || change.kind() != kind) {
        out.append('\n').append(change.kind().plural()).append('\n');
      }
      first = false;
      kind = change.kind();
      write(change);
    }
    out.append(first ? "" : "\n").append(count()).append('\n');
  }

  private static String head(Side side) {
    return shown(side, "name")
        + ", "
        + shown(side, "collected_at")
        + ", Linux "
        + shown(side, "kernel");
  }

  private static String shown(Side side, String key) {
    return side.host().values().get(key) instanceof Value.Text text
        ? ByteString.of(text.value()).escaped()
        : "?";
  }

  private String count() {
    if (result.changes().isEmpty()) {
      return "no change";
    }
    List<String> parts = new ArrayList<>();
    for (Change.How how : List.of(Change.How.APPEARED, Change.How.VANISHED, Change.How.CHANGED)) {
      int count = 0;
      for (Change change : result.changes()) {
        count += change.how() == how ? 1 : 0;
      }
      if (count > 0) {
        parts.add(count + " " + how.word());
      }
    }
    return String.join(", ", parts);
  }

  private void write(Change change) throws IOException {
    TonedText.Builder line =
        TonedText.startingWith("").add(Character.toString(change.how().sign()), tone(change));
    line.add(" " + change.text());
    if (change.how() != Change.How.CHANGED) {
      if (change.count() > 1) {
        line.add(", " + change.count() + " " + change.kind().plural());
      }
      line.add(what(change));
    }
    write(line);
    if (change.how() == Change.How.CHANGED) {
      for (FieldChange field : change.fields()) {
        write(field);
      }
    }
  }

  private void write(TonedText.Builder line) throws IOException {
    line.build().write(out, colored);
    out.append('\n');
  }

  /** What is most worth knowing of a thing that is on one side alone. */
  private String what(Change change) {
    ValueText values = change.how() == Change.How.APPEARED ? now : old;
    return switch (change.kind()) {
      case HOST -> "";
      case PROCESS -> held(change, "capabilities.", values);
      case SOCKET ->
          named(change, "reach", ": reach ", values)
              + named(change, "owners", "; held by ", values);
      case FILE ->
          held(change, "", values)
              + named(change, "mode", "; mode ", values)
              + named(change, "owner", " of ", values);
    };
  }

  private static String held(Change change, String prefix, ValueText values) {
    StringBuilder text = new StringBuilder();
    for (String set : List.of("effective", "permitted", "inheritable", "ambient")) {
      List<Value> all = values(change, prefix + set);
      boolean isSet = false;
      if (set.equals("permitted") && all.equals(values(change, prefix + "effective"))) {
        continue;
      }
      for (Value value : all) {
        isSet |= !SetValue.set(value).orElse(CapSet.EMPTY).isEmpty();
      }
      if (isSet) {
        text.append(text.length() == 0 ? ": " : "; ")
            .append(set)
            .append(' ')
            .append(values.all(all, NOT_THERE));
      }
    }
    return text.toString();
  }

  private static String named(Change change, String field, String before, ValueText values) {
    List<Value> all = values(change, field);
    return all.isEmpty() ? "" : before + values.all(all, NOT_THERE);
  }

  private static List<Value> values(Change change, String field) {
    for (FieldChange each : change.fields()) {
      if (each.field().equals(field)) {
        return each.before().isEmpty() ? each.after() : each.before();
      }
    }
    return List.of();
  }

  private void write(FieldChange field) throws IOException {
    if (field.field().equals("exe")) {
      out.append(INDENT).append("exe: ").append(ofProgram(field)).append('\n');
      return;
    }
    TonedText.Builder line = TonedText.startingWith(INDENT + field.field() + ":");
    if (field.before().size() == 1 && field.after().size() == 1) {
      Value before = field.before().get(0);
      Value after = field.after().get(0);
      Optional<CapSet> lost = gained(after, before);
      Optional<CapSet> gained = gained(before, after);
      if (lost.isPresent()
          && gained.isPresent()
          && lost.get().size() + gained.get().size() <= MOST_NAMES) {
        names(line, " +", gained.get(), CapTone.of(gained.get()));
        names(line, " -", lost.get(), Optional.empty());
        write(line);
        return;
      }
      if (before instanceof Value.Items olds && after instanceof Value.Items news) {
        lists(line, olds, news);
        return;
      }
    }
    line.add(
        " " + old.all(field.before(), NOT_THERE) + " -> " + now.all(field.after(), NOT_THERE),
        toneOf(field));
    write(line);
  }

  /** Only of processes whose file is not theirs any more. */
  private static String ofProgram(FieldChange field) {
    if (field.before().isEmpty()) {
      return "the file was replaced or deleted since it was started";
    }
    return field.after().isEmpty() ? "runs what the file holds again" : "not of all processes";
  }

  private static void names(TonedText.Builder line, String sign, CapSet set, Optional<Tone> tone) {
    for (String name : NgText.names(set)) {
      line.add(sign + name, tone);
    }
  }

  /** What of two lists is in one of them alone, a line for each. */
  private void lists(TonedText.Builder line, Value.Items olds, Value.Items news)
      throws IOException {
    write(line);
    for (Value value : olds.values()) {
      if (isMissing(value, news)) {
        write(TonedText.startingWith(INDENT + "  - " + old.of(value)));
      }
    }
    for (Value value : news.values()) {
      if (isMissing(value, olds)) {
        write(TonedText.startingWith(INDENT + "  + " + now.of(value)));
      }
    }
  }

  private boolean isMissing(Value value, Value.Items from) {
    for (Value other : from.values()) {
      if (meaning.normal(other).equals(meaning.normal(value))) {
        return false;
      }
    }
    return true;
  }

  /** {@return what a set has more than another, as both kernels mean it; empty for no sets} */
  private Optional<CapSet> gained(Value from, Value to) {
    Optional<CapSet> before = SetValue.set(from);
    Optional<CapSet> after = SetValue.set(to);
    return before.isPresent() && after.isPresent()
        ? Optional.of(
            CapSet.of(meaning.normal(after.get().mask()) & ~meaning.normal(before.get().mask())))
        : Optional.empty();
  }

  private Optional<Tone> tone(Change change) {
    CapSet gained = CapSet.EMPTY;
    for (FieldChange field : change.fields()) {
      if (!field.field().endsWith("bounding")) {
        gained = gained.or(gainedBy(field));
      }
    }
    return gained.isEmpty() ? Optional.empty() : CapTone.of(gained);
  }

  private Optional<Tone> toneOf(FieldChange field) {
    CapSet gained = gainedBy(field);
    return gained.isEmpty() ? Optional.empty() : CapTone.of(gained);
  }

  private CapSet gainedBy(FieldChange field) {
    return sum(field.after()).without(sum(field.before()));
  }

  private CapSet sum(List<Value> values) {
    CapSet sum = CapSet.EMPTY;
    for (Value value : values) {
      Optional<CapSet> set = SetValue.set(value);
      if (set.isPresent()) {
        sum = sum.or(CapSet.of(meaning.normal(set.get().mask())));
      }
    }
    return sum;
  }
}
