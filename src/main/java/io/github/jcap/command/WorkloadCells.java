package io.github.jcap.command;

import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Cell;

/** Who started a process, as the tables of several commands show it. */
public final class WorkloadCells {
  private static final int WHOLE_ID = 64;
  private static final int SHORT_ID = 12;

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
          String id = container.id().escaped();
          String cut = id.length() == WHOLE_ID ? id.substring(0, SHORT_ID) : id;
          String whole = runtime + ":" + id;
          return new Cell.Cut(whole, wide ? whole : runtime + ":" + cut);
        });
  }
}
