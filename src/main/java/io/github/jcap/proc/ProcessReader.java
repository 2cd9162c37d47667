package io.github.jcap.proc;

import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one process at a time, each a picture of one process and not of two.
 *
 * <p>The bracket: where more than status and the user namespace is read, the start time is read
 * first and last, and a process for which it differs was two, so it is not there. This covers a
 * reused pid and the silent early end of a listing. Safe for many threads.
 */
final class ProcessReader {
  /** What is of one moment or tells by itself whose it is. */
  private static final Set<ProcessPart> WITHOUT_BRACKET =
      EnumSet.of(ProcessPart.STATUS, ProcessPart.USER_NAMESPACE, ProcessPart.THREADS);

  /** What a thread has no copy of its own of. */
  private static final Set<ProcessPart> OF_THE_PROCESS =
      EnumSet.of(ProcessPart.SOCKETS, ProcessPart.MOUNTS, ProcessPart.THREADS);

  private final Set<ProcessPart> parts;
  private final Choice choice;
  private final Sources sources;
  private final Problems problems;
  private final boolean bracketed;
  private final Set<ProcessPart> rest;
  private final Set<ProcessPart> ofThreads;

  ProcessReader(Set<ProcessPart> parts, Choice choice, Sources sources, Problems problems) {
    this.parts = parts;
    this.choice = choice;
    this.sources = sources;
    this.problems = problems;
    this.bracketed =
        !WITHOUT_BRACKET.containsAll(parts) || !WITHOUT_BRACKET.containsAll(choice.needs());
    this.rest = without(parts, choice.needs());
    Set<ProcessPart> all = without(parts, Set.of());
    all.addAll(choice.needs());
    this.ofThreads = without(all, OF_THE_PROCESS);
  }

  private static Set<ProcessPart> without(Set<ProcessPart> parts, Set<ProcessPart> others) {
    Set<ProcessPart> left = EnumSet.noneOf(ProcessPart.class);
    left.addAll(parts);
    left.removeAll(others);
    return left;
  }

  /** {@return a snapshot of one process; empty where it is gone or not kept} */
  Optional<ProcessSnapshot> read(PidDir pid) {
    boolean bracket = bracketed;
    Outcome<PidStat> first = bracket ? pid.stat() : Outcome.gone();
    if (bracket && first.isGone()) {
      return Optional.empty();
    }
    Outcome<PidStatus> status = sources.statuses().read(pid);
    if (!bracket && parts.contains(ProcessPart.THREADS) && mayHaveThreads(status)) {
      // Only these few are worth a bracket; it begins before the status that counts.
      bracket = true;
      first = pid.stat();
      status = sources.statuses().read(pid);
    }
    if (status.isGone() || (bracket && first.isGone())) {
      return Optional.empty();
    }
    Draft draft = new Draft(pid, sources, status, first);
    if (!bracket && !draft.saysWhetherKernelThread()) {
      draft.take(pid.stat());
    }
    if (parts.contains(ProcessPart.THREADS)) {
      draft.readThreads(threads(pid, status));
    }
    if (draft.gone() || !choice.mayKeep(draft.snapshot())) {
      return Optional.empty();
    }
    draft.read(choice.needs());
    if (draft.gone()) {
      return Optional.empty();
    }
    Reading<Boolean> kept = choice.keeps(draft.snapshot());
    boolean isKept = kept.known().orElse(false);
    if (isKept) {
      draft.read(rest);
    }
    if (draft.gone() || (bracket && !isStillTheSame(pid, draft.snapshot().stat()))) {
      return Optional.empty();
    }
    if (isKept || kept.isUnknown()) {
      draft.reportTo(problems);
    }
    return isKept ? Optional.of(draft.snapshot()) : Optional.empty();
  }

  private static boolean mayHaveThreads(Outcome<PidStatus> status) {
    return !(status instanceof Outcome.Found<PidStatus> found)
        || found.value().threads().known().orElse(2) > 1;
  }

  /** Those that differ from the main one; which do is not known where its own sets are not. */
  private Outcome<List<Draft>> threads(PidDir pid, Outcome<PidStatus> status) {
    if (!(status instanceof Outcome.Found<PidStatus> leader)) {
      return Outcome.gone();
    }
    List<Draft> kept = new ArrayList<>();
    if (!mayHaveThreads(status)) {
      return Outcome.found(kept);
    }
    Outcome<int[]> tids = pid.otherThreads();
    if (!(tids instanceof Outcome.Found<int[]> found)) {
      return tids.map(none -> kept);
    }
    for (int tid : found.value()) {
      PidDir thread = pid.thread(tid);
      Outcome<PidStatus> its = sources.statuses().read(thread);
      if (its.isGone() || hasSetsOf(leader.value(), its)) {
        continue;
      }
      Draft draft = new Draft(thread, sources, its, Outcome.gone());
      draft.read(ofThreads);
      if (!draft.gone()) {
        kept.add(draft);
      }
    }
    return Outcome.found(kept);
  }

  private static boolean hasSetsOf(PidStatus leader, Outcome<PidStatus> thread) {
    return thread instanceof Outcome.Found<PidStatus> found
        && found.value().capabilities().sameAs(leader.capabilities());
  }

  private static boolean isStillTheSame(PidDir pid, Reading<PidStat> first) {
    Outcome<PidStat> last = pid.stat();
    if (last.isGone()) {
      return false;
    }
    // Where either read was refused there is nothing to compare; the first is a problem already.
    Reading<PidStat> now = last.orReport(new Problems());
    return first.known().isEmpty()
        || now.known().isEmpty()
        || first.known().get().startTicks() == now.known().get().startTicks();
  }
}
