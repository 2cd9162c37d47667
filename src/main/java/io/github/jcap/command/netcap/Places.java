package io.github.jcap.command.netcap;

import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.NetDir;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network namespaces of a host: every one that a process lives in, and which process lives
 * where. One whose link cannot be read is none that is known: it is a problem, and not taken for
 * another.
 */
final class Places {
  private final ProcRoot proc;
  private final Problems problems;
  private final Place own;
  private final Map<Long, Place> byInode = new HashMap<>();
  private final List<Place> others = new ArrayList<>();
  private final Map<Integer, Long> homes = new HashMap<>();

  private Places(ProcRoot proc, Problems problems, NetDir own, boolean named) {
    this.proc = proc;
    this.problems = problems;
    Reading<Long> inode =
        own.namespace().orReport(named ? problems : new Problems()).flatMap(read -> read);
    this.own = Place.own(own, inode);
    inode.known().ifPresent(number -> byInode.put(number, this.own));
  }

  /**
   * Finds them.
   *
   * @param own the reader's
   * @param pids every process
   * @param named whether it is a problem where the inode of the own one cannot be read
   * @param threads whether threads that have left their process's namespace are looked for as well
   * @param problems counts the links that could not be read
   */
  static Places find(
      ProcRoot proc, NetDir own, int[] pids, boolean named, boolean threads, Problems problems) {
    Places places = new Places(proc, problems, own, named);
    for (int pid : pids) {
      PidDir process = proc.pid(pid);
      long inode = places.inode(process);
      places.homes.put(pid, inode);
      if (inode != 0 && !places.byInode.containsKey(inode)) {
        places.add(Place.of(inode, pid, proc.netOf(pid)));
      }
      if (threads && inode != 0) {
        places.addThreads(process, inode);
      }
    }
    return places;
  }

  /** A link of what has ended is no problem; neither is that of a zombie, which lives nowhere. */
  private long inode(PidDir task) {
    Outcome<Reading<Long>> inode = task.namespace(NamespaceKind.NET);
    return inode.isGone() ? 0 : inode.orReport(problems).flatMap(read -> read).known().orElse(0L);
  }

  private void addThreads(PidDir process, long leader) {
    if (!(process.otherThreads() instanceof Outcome.Found<int[]> tids)) {
      return;
    }
    for (int tid : tids.value()) {
      long inode = inode(process.thread(tid));
      if (inode != 0 && inode != leader && !byInode.containsKey(inode)) {
        int pid = process.id().tgid();
        add(Place.of(inode, pid, proc.netOf(new TaskId(pid, tid))));
      }
    }
  }

  private void add(Place place) {
    place.inode().known().ifPresent(inode -> byInode.put(inode, place));
    others.add(place);
  }

  /** {@return the reader's own} */
  Place own() {
    return own;
  }

  /** {@return every other, in the order of its first process} */
  List<Place> others() {
    return List.copyOf(others);
  }

  /** {@return every other but these} */
  List<Place> without(List<Place> shown) {
    List<Place> left = new ArrayList<>();
    for (Place place : others) {
      if (place.inode().known().filter(inode -> isAny(inode, shown)).isEmpty()) {
        left.add(place);
      }
    }
    return left;
  }

  private static boolean isAny(long inode, List<Place> places) {
    for (Place place : places) {
      if (place.is(inode)) {
        return true;
      }
    }
    return false;
  }

  /** {@return one of them} */
  Optional<Place> find(long inode) {
    return Optional.ofNullable(byInode.get(inode));
  }

  /** {@return whether a process lives in one of these; true where that could not be read} */
  boolean livesInAny(int pid, List<Place> places) {
    long home = homes.getOrDefault(pid, 0L);
    return home == 0 || isAny(home, places);
  }
}
