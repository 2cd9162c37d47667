package io.github.jcap.command.pscap;

import io.github.jcap.cap.Capability;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.SetStyle;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.DocumentWriter;
import java.util.EnumSet;
import java.util.Set;

/** Processes as {@code pscap --json --threads} writes them, for a report that reads them itself. */
public final class ProcessRecords {
  private final Workloads workloads;
  private final Surroundings around;

  /**
   * Learns what all records share.
   *
   * @param self jcap itself; absent where it is not in the tree
   * @param problems what could not be learned
   */
  public ProcessRecords(
      ProcRoot proc,
      Accounts accounts,
      Workloads workloads,
      Reading<Integer> self,
      Problems problems) {
    this.workloads = workloads;
    this.around =
        Surroundings.of(
            proc,
            accounts,
            new CapsText(Capability.last(), SetStyle.NAMES),
            parts(),
            self,
            workloads,
            true,
            false,
            Reading.absent(),
            problems);
  }

  /** {@return what must have been read of a process} */
  public static Set<ProcessPart> parts() {
    return EnumSet.complementOf(EnumSet.of(ProcessPart.SOCKETS, ProcessPart.MOUNTS));
  }

  /** {@return the fields of a process; what must be looked up for them is looked up now} */
  public DocumentWriter.Fields of(ProcessSnapshot process) {
    Pscap.lookUpName(workloads, process);
    PscapRow row = new PscapRow(process, around);
    return json -> PscapJson.write(json, row);
  }
}
