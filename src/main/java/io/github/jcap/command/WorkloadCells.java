package io.github.jcap.command;

import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Cell;

/** Who started a process, as the tables of several commands show it. */
public final class WorkloadCells {
  private WorkloadCells() {}

  /**
   * {@return {@code podman:0123456789ab}: as much of the id as its runtime shows}
   *
   * @param wide whether the whole id is shown
   */
  public static Cell container(Workload workload, Workloads workloads, boolean wide) {
    return Cell.of(
        workload.container(),
        container -> {
          String runtime =
              workloads.runtime(workload).map(ContainerRuntime::label).known().orElse("?");
          String whole = runtime + ":" + container.id().escaped();
          String cut = runtime + ":" + container.shortId().escaped();
          return new Cell.Cut(whole, wide ? whole : cut);
        });
  }
}
