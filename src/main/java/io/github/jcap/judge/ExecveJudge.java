package io.github.jcap.judge;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Execution;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.cap.Withholder;
import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges an execve(2) as a whole: whether the file may be executed at all, and what its
 * capabilities make of the caller.
 *
 * @param kernel the capability rules
 * @param images looks at the file
 */
public record ExecveJudge(Execve kernel, ImageReader images) {
  private static final Reason ASKS_FOR_NOTHING =
      new Reason(
          "asks_for_nothing",
          "nothing asks for a capability: the user is not root and the file has none; the bounding"
              + " set (--cap-add of a container) only limits what may be gained, it gives nothing",
          "capabilities(7)");
  private static final Verdict ALLOWED = new Verdict(Answer.YES, List.of(), List.of(), "");

  /** What is said of a call. */
  public sealed interface Answered {}

  /**
   * It is known what would come of it.
   *
   * @param verdict what
   */
  public record Judged(ExecveVerdict verdict) implements Answered {}

  /**
   * There is no such file, or it cannot be told.
   *
   * @param end which
   */
  public record NotJudged(ImageReading.End end) implements Answered {}

  /**
   * {@return what would come of it}
   *
   * @param path absolute, as the caller names it
   * @param supposed what the file is taken to be
   */
  public Answered judge(Caller caller, ByteString path, Supposed supposed) {
    ImageReading reading = images.read(caller, path, supposed);
    List<String> assumptions = new ArrayList<>(caller.subject().assumptions());
    assumptions.addAll(reading.assumptions());
    Verdict confined = Confinement.limited(caller.subject(), ALLOWED);
    for (Reason reason : confined.reasons()) {
      assumptions.add(notJudged(reason));
    }
    if (reading.end() instanceof ImageReading.Refused refused) {
      return new Judged(
          new ExecveVerdict(
              caller,
              caller.own(),
              Optional.of(refused.errno()),
              false,
              reading.files(),
              reading.reasons(),
              refused.missing(),
              List.of(),
              refused.cure(),
              assumptions));
    }
    if (!(reading.end() instanceof ImageReading.Ready ready)) {
      return new NotJudged(reading.end());
    }
    Execution execution = kernel.apply(caller.own(), caller.unsafe(), ready.image());
    List<Reason> reasons = new ArrayList<>(reading.reasons());
    reasons.addAll(execution.reasons());
    String cure = "";
    if (asksForNothing(caller, execution)) {
      reasons.add(ASKS_FOR_NOTHING);
      cure = isLimited(caller) ? Cure.ofNothingAsked() : "";
    }
    return new Judged(
        new ExecveVerdict(
            caller,
            execution.after(),
            execution.error(),
            execution.secure(),
            reading.files(),
            reasons,
            execution.missing(),
            withheld(execution, reading.files()),
            cure,
            assumptions));
  }

  private static String notJudged(Reason reason) {
    String text = reason.text();
    String prefix = "unknown: ";
    return (text.startsWith(prefix) ? text.substring(prefix.length()) : text)
        + ": assumed that it lets the call pass";
  }

  private static boolean asksForNothing(Caller caller, Execution execution) {
    return execution.succeeds()
        && execution.missing().isEmpty()
        && execution.after().capabilities().permitted().isEmpty()
        && !caller.own().capabilities().bounding().isEmpty();
  }

  /** Somebody has thought about what it may have, as for a container. */
  private boolean isLimited(Caller caller) {
    return !caller.own().capabilities().bounding().containsAll(CapSet.all(kernel.last()));
  }

  /** What root does not get since the bounding set lacks it nobody has asked for. */
  private static List<ExecveVerdict.Withheld> withheld(
      Execution execution, List<ExecutedFile> files) {
    CapSet asked = CapSet.EMPTY;
    for (ExecutedFile file : files) {
      asked = asked.or(asked(file));
    }
    List<ExecveVerdict.Withheld> all = new ArrayList<>();
    for (Map.Entry<Withholder, CapSet> each : byWithholder(execution.missing()).entrySet()) {
      boolean isLimit = each.getKey() == Withholder.BOUNDING;
      CapSet set = isLimit ? each.getValue().and(asked) : each.getValue();
      if (!set.isEmpty()) {
        boolean isRefused = isLimit && !execution.succeeds();
        String cure = isRefused ? Cure.ofRefusal(set) : Cure.of(each.getKey(), set);
        all.add(new ExecveVerdict.Withheld(set, each.getKey(), cure));
      }
    }
    return all;
  }

  private static CapSet asked(ExecutedFile file) {
    return file.attribute().isPresent()
            && file.attribute().get() instanceof CapAttribute.Sound sound
        ? sound.caps().permitted().or(sound.caps().inheritable())
        : CapSet.EMPTY;
  }

  /** What each withholds, in the order in which they are first named. */
  private static Map<Withholder, CapSet> byWithholder(List<Missing> missing) {
    Map<Withholder, CapSet> sets = new LinkedHashMap<>();
    for (Missing each : missing) {
      CapSet set = sets.getOrDefault(each.by(), CapSet.EMPTY);
      sets.put(each.by(), CapSet.of(set.mask() | (1L << each.capability())));
    }
    return sets;
  }
}
