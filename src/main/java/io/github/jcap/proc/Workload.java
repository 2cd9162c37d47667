package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Who started a process, as its control groups tell: the systemd unit, the container, the pod. Each
 * is absent where there is none, and unknown where the groups cannot tell.
 *
 * <p>Which hierarchy is believed: cgroup v2 where the process is not in its root; else {@code
 * name=systemd}; else those of the controllers, in the order of the file.
 *
 * <ul>
 *   <li>The unit, the user's unit and the slice are those of the first path in this order that
 *       names a unit; where none does, the slice of the first that names one. The controllers' are
 *       asked where both others are the root or missing: the groups of a v1 controller often end
 *       above the unit.
 *   <li>The container is that of the path that leads through the most containers and monitors, the
 *       first in this order where several do. An older runc on a hybrid host leaves a process in
 *       the daemon's group of cgroup v2 and names the container in the others alone: then unit and
 *       container come from different hierarchies.
 *   <li>The pod is that of the container's path, else of the first in this order that names one.
 * </ul>
 *
 * <p>The unit is one of this host: for what a container's own systemd started it is the unit of the
 * container, where it has one. Of nested containers the innermost counts, and of nested pods. All
 * of a zombie's groups of cgroup v1 are the root: there nothing is told by that. The user who owns
 * a group may make others in it, of any name, so that what is below {@code user@UID.service} is
 * that user's word.
 *
 * @param unit {@code nginx.service}, {@code user@1000.service}, {@code session-2.scope}, as
 *     systemctl prints it: {@code \x2d} stays
 * @param userUnit the unit that a user's manager started, where {@code unit} is that manager
 * @param slice the slice that {@code unit} is in; {@code -.slice} where it is in no other
 * @param container the innermost container
 * @param pod the uid of the Kubernetes pod, with dashes; of a static pod 32 digits without
 */
public record Workload(
    Reading<ByteString> unit,
    Reading<ByteString> userUnit,
    Reading<ByteString> slice,
    Reading<Container> container,
    Reading<ByteString> pod) {

  /**
   * The inode of the cgroup namespace that sees every group: {@code include/linux/proc_ns.h}. A
   * reader in another is not told what is above the root of its own.
   */
  public static final long INITIAL_CGROUP_NAMESPACE = 0xefff_fffbL;

  /** What systemd calls the slice that all others are in: systemd.special(7). */
  private static final Reading<ByteString> ROOT_SLICE = Reading.of(ByteString.of("-.slice"));

  /**
   * A container.
   *
   * @param runtime unknown where the group's name does not say it: {@code kubepods/podUID/ID}
   * @param id 64 hexadecimal digits; of LXC, LXD, Incus, libvirt and systemd-nspawn its name
   */
  public record Container(Reading<ContainerRuntime> runtime, ByteString id) {
    private static final int WHOLE_ID = 64;
    private static final int SHORT_ID = 12;

    /** {@return as much of the id as its runtime shows: 12 of 64 digits, all of a name} */
    public ByteString shortId() {
      return id.length() == WHOLE_ID ? new ByteString(id.latin1().substring(0, SHORT_ID)) : id;
    }
  }

  /** {@return that nothing is known, for a process whose groups could not be read} */
  public static Workload unknown() {
    return new Workload(
        Reading.unknown(),
        Reading.unknown(),
        Reading.unknown(),
        Reading.unknown(),
        Reading.unknown());
  }

  /**
   * {@return what a process's control groups say of who started it}
   *
   * @param wholeHierarchyVisible whether who read the file was in the initial cgroup namespace
   *     ({@link #INITIAL_CGROUP_NAMESPACE}); false where that is not known, as in a copied tree.
   *     Then what a path does not name is unknown: it may be named above the reader's root
   */
  public static Workload of(PidCgroup cgroup, boolean wholeHierarchyVisible) {
    List<CgroupPath> managed = new ArrayList<>();
    List<CgroupPath> others = new ArrayList<>();
    boolean whole = wholeHierarchyVisible;
    CgroupPath path = CgroupPath.ROOT;
    ByteString last = ByteString.of("/");
    for (PidCgroup.Hierarchy hierarchy : cgroup.hierarchies()) {
      // On a host with a dozen hierarchies most processes are in the same group of each.
      if (!hierarchy.path().equals(last)) {
        last = hierarchy.path();
        path = CgroupPath.of(last);
      }
      whole &= path.whole();
      if (path.isRoot()) {
        continue;
      }
      if (hierarchy.unified()) {
        managed.add(0, path);
      } else if (hierarchy.controllers().contains("name=systemd")) {
        managed.add(path);
      } else {
        others.add(path);
      }
    }
    UnitPath units = units(managed.isEmpty() ? others : managed);
    List<CgroupPath> all = new ArrayList<>(managed);
    all.addAll(others);
    ContainerPath containers = containers(all);
    boolean inRoot = whole && units.unit() instanceof Reading.Value;
    return new Workload(
        told(units.unit(), whole),
        told(units.userUnit(), whole),
        told(inRoot ? orRootSlice(units.slice()) : units.slice(), whole),
        told(containers.container(), whole),
        told(containers.pod(), whole));
  }

  /** What is not named is not there, or may be named out of sight. */
  private static <T> Reading<T> told(Reading<T> named, boolean whole) {
    return named instanceof Reading.Absent && !whole ? Reading.unknown() : named;
  }

  private static Reading<ByteString> orRootSlice(Reading<ByteString> slice) {
    return slice instanceof Reading.Absent ? ROOT_SLICE : slice;
  }

  private static UnitPath units(List<CgroupPath> paths) {
    UnitPath best = UnitPath.NONE;
    for (CgroupPath path : paths) {
      UnitPath units = UnitPath.of(path);
      if (units.unit() instanceof Reading.Value) {
        return units;
      }
      best = best.slice() instanceof Reading.Value ? best : units;
    }
    return best;
  }

  private static ContainerPath containers(List<CgroupPath> paths) {
    ContainerPath best = ContainerPath.NONE;
    Reading<ByteString> pod = Reading.absent();
    CgroupPath last = CgroupPath.ROOT;
    for (CgroupPath path : paths) {
      if (path.equals(last)) {
        continue;
      }
      last = path;
      ContainerPath containers = ContainerPath.of(path);
      best = containers.depth() > best.depth() ? containers : best;
      pod = pod instanceof Reading.Value ? pod : containers.pod();
    }
    return best.pod() instanceof Reading.Value
        ? best
        : new ContainerPath(best.container(), pod, best.depth());
  }
}
