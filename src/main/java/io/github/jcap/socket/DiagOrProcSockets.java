package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.util.List;

/**
 * The sockets of a network namespace from the kernel's dumps and, where it has none of a family or
 * does not give them, from its tables.
 *
 * @param diag is asked first
 * @param proc is asked for what that one does not tell
 */
public record DiagOrProcSockets(SocketSource diag, SocketSource proc) implements SocketSource {

  /** A family that neither has is absent; one that either could not be asked for is unknown. */
  @Override
  public Reading<List<Socket>> read(SocketFamily family) {
    Reading<List<Socket>> dumped = diag.read(family);
    if (dumped instanceof Reading.Value<List<Socket>>) {
      return dumped;
    }
    Reading<List<Socket>> listed = proc.read(family);
    return listed instanceof Reading.Absent<List<Socket>> ? dumped : listed;
  }
}
