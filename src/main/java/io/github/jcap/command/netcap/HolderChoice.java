package io.github.jcap.command.netcap;

import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Choice;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import java.util.Set;

/**
 * The processes that hold sockets, or may. Threads of the kernel have no descriptors, and as a user
 * one is not even allowed to see that.
 */
final class HolderChoice implements Choice {
  @Override
  public Set<ProcessPart> needs() {
    return Set.of(ProcessPart.SOCKETS);
  }

  @Override
  public boolean mayKeep(ProcessSnapshot process) {
    return !process.kernelThread().known().orElse(false);
  }

  @Override
  public Reading<Boolean> keeps(ProcessSnapshot process) {
    return Reading.of(
        process
            .sockets()
            .known()
            .map(open -> !open.sockets().isEmpty() || !open.unread().isEmpty())
            .orElse(true));
  }
}
