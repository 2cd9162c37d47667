package io.github.jcap.command.netcap;

import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network namespace that was found, and how it is reached.
 *
 * @param inode unsigned 32 bits; unknown where it could not be read, absent where nobody asked
 * @param own whether it is the reader's own, or of another tree that of pid 1
 * @param pid a process that lives in it, the first one; 0 where none does or it is the own one
 * @param net its tables; empty where no process lives in it
 * @param link what a thread enters it by
 */
record Place(Reading<Long> inode, boolean own, int pid, Optional<NetDir> net, Path link) {

  static Place own(NetDir net, Reading<Long> inode) {
    return new Place(inode, true, 0, Optional.of(net), net.link());
  }

  static Place of(long inode, int pid, NetDir net) {
    return new Place(Reading.of(inode), false, pid, Optional.of(net), net.link());
  }

  boolean is(long other) {
    return inode.known().map(number -> number == other).orElse(false);
  }
}
