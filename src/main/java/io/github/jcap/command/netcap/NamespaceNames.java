package io.github.jcap.command.netcap;

import io.github.jcap.command.Workloads;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.Workload;

/**
 * What a network namespace is called: after the container or pod of the first process that lives in
 * it, else its file under {@code /run/netns}, else the unit. A unit comes last: a shell's {@code ip
 * netns exec} leaves the program in the unit of the session.
 */
final class NamespaceNames {
  private final ProcRoot proc;
  private final Workloads workloads;
  private final NamedNamespaces named;
  private final Problems problems;

  /**
   * Knows the names of namespaces.
   *
   * @param named those that have a file
   */
  NamespaceNames(ProcRoot proc, Workloads workloads, NamedNamespaces named, Problems problems) {
    this.proc = proc;
    this.workloads = workloads;
    this.named = named;
    this.problems = problems;
  }

  /** {@return the name; absent where it has none} */
  Reading<ByteString> of(Place place) {
    Workload workload =
        workloads.of(
            place.pid() == 0
                ? Reading.absent()
                : proc.pid(place.pid()).cgroup().orReport(problems));
    if (workload.container() instanceof Reading.Value<Workload.Container> container) {
      return Reading.of(name(workload, container.value()));
    }
    if (workload.pod() instanceof Reading.Value<ByteString> pod) {
      return Reading.of(ByteString.of("pod:").plus(pod.value()));
    }
    return place
        .inode()
        .known()
        .flatMap(named::find)
        .map(file -> Reading.of(file.name()))
        .orElse(workload.unit());
  }

  /** {@code podman:web}, or the beginning of its id where it has no name. */
  private ByteString name(Workload workload, Workload.Container container) {
    String runtime =
        workloads.runtime(workload).map(ContainerRuntime::label).known().orElse("container");
    return ByteString.of(runtime + ":")
        .plus(workloads.name(workload).known().orElseGet(container::shortId));
  }
}
