package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidCgroup;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who started each process of a report, and how the containers are called. Safe for many threads.
 */
public final class Workloads {
  private static final Workload NOT_ASKED =
      new Workload(
          Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent(), Reading.absent());

  /** Why what a control group does not name is unknown, and not absent. */
  private static final Problem NOT_IN_THE_TREE =
      new Problem(
          Problem.Kind.UNSUPPORTED,
          "find jcap's cgroup namespace in the tree of --proc",
          Errno.ESRCH.name(),
          ByteString.of("self"),
          "a unit or container may be named above what its paths show");

  private final ProcRoot proc;
  private final Reading<Integer> self;
  private final Path root;
  private final Problems problems;
  private @Nullable Boolean wholeHierarchyVisible;
  private @Nullable ContainerNames names;

  /**
   * The workloads of a tree; nothing is read before it is asked for.
   *
   * @param self jcap itself, whose cgroup namespace decides what of the paths is seen; absent where
   *     it is not in the tree
   * @param root where the files are that say how containers are called
   * @param problems counts what of these could not be read
   */
  public Workloads(ProcRoot proc, Reading<Integer> self, Path root, Problems problems) {
    this.proc = proc;
    this.self = self;
    this.root = root;
    this.problems = problems;
  }

  private synchronized boolean wholeHierarchyVisible() {
    if (wholeHierarchyVisible == null) {
      wholeHierarchyVisible = self instanceof Reading.Value<Integer> pid && seesAll(pid.value());
    }
    return wholeHierarchyVisible;
  }

  private synchronized ContainerNames names() {
    if (names == null) {
      names = new ContainerNames(root, problems);
    }
    return names;
  }

  /** Kernels before 4.6 have no cgroup namespaces, so that everybody sees all. */
  private boolean seesAll(int pid) {
    Outcome<Reading<Long>> own = proc.pid(pid).namespace(NamespaceKind.CGROUP);
    if (own.isGone()) {
      problems.add(NOT_IN_THE_TREE);
      return false;
    }
    Reading<Long> inode = own.orReport(problems).flatMap(read -> read);
    return !inode.isUnknown()
        && inode.known().orElse(Workload.INITIAL_CGROUP_NAMESPACE)
            == Workload.INITIAL_CGROUP_NAMESPACE;
  }

  /** {@return who started a process; absent where its control groups were not read} */
  public Workload of(ProcessSnapshot process) {
    return of(process.cgroup());
  }

  /** {@return who started a process with these control groups; absent where there are none} */
  public Workload of(Reading<PidCgroup> cgroup) {
    if (cgroup instanceof Reading.Value<PidCgroup> read) {
      return Workload.of(read.value(), wholeHierarchyVisible());
    }
    return cgroup.isUnknown() ? Workload.unknown() : NOT_ASKED;
  }

  /** {@return the name of a workload's container; absent where it has none} */
  public Reading<ByteString> name(Workload workload) {
    return names().name(workload);
  }

  /** {@return the runtime of a workload's container; unknown where nothing tells it} */
  public Reading<ContainerRuntime> runtime(Workload workload) {
    return names().runtime(workload);
  }
}
