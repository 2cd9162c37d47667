package io.github.jcap.command.pscap;

import io.github.jcap.command.ProcessFilter;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Choice;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which processes are shown: pscap's own rule, and then all of the filters. A process is shown with
 * all of its threads that were read where it or any of these is let through.
 *
 * @param rule pscap's own: says yes where it cannot be known
 * @param filters joined by and
 */
record PscapChoice(Predicate<ProcessSnapshot> rule, List<ProcessFilter> filters) implements Choice {

  /** {@return the rule of pscap: any capability in any set but the bounding set} */
  static boolean holdsAny(ProcessSnapshot process) {
    if (mayHoldAny(process)) {
      return true;
    }
    for (ProcessSnapshot thread : process.keptThreads()) {
      if (mayHoldAny(thread)) {
        return true;
      }
    }
    return process.threads().isUnknown();
  }

  /** What could not be read may hold anything, so it is shown. */
  private static boolean mayHoldAny(ProcessSnapshot task) {
    return !(task.status() instanceof Reading.Value<PidStatus> read)
        || read.value().capabilities().any();
  }

  @Override
  public Set<ProcessPart> needs() {
    Set<ProcessPart> needs = EnumSet.noneOf(ProcessPart.class);
    for (ProcessFilter filter : filters) {
      needs.addAll(filter.needs());
    }
    return needs;
  }

  @Override
  public boolean mayKeep(ProcessSnapshot process) {
    return rule.test(process) && passes(process, true).known().orElse(true);
  }

  @Override
  public Reading<Boolean> keeps(ProcessSnapshot process) {
    return passes(process, false);
  }

  /** Of the process or any of its threads. */
  private Reading<Boolean> passes(ProcessSnapshot process, boolean byStatusAlone) {
    Reading<Boolean> any = passesItself(process, byStatusAlone);
    for (ProcessSnapshot thread : process.keptThreads()) {
      any = ProcessFilter.or(any, passesItself(thread, byStatusAlone));
    }
    return process.threads().isUnknown() ? ProcessFilter.or(any, Reading.unknown()) : any;
  }

  private Reading<Boolean> passesItself(ProcessSnapshot task, boolean byStatusAlone) {
    Reading<Boolean> all = Reading.of(true);
    for (ProcessFilter filter : filters) {
      if (!byStatusAlone || filter.needs().isEmpty()) {
        all = ProcessFilter.and(all, filter.test(task));
      }
    }
    return all;
  }
}
