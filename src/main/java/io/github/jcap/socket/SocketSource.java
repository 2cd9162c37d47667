package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.util.List;

/** Where the sockets of one network namespace are read: its tables, or the kernel's dumps. */
public interface SocketSource {

  /**
   * {@return the sockets of one family, each once; absent where this kernel has no such family or
   * this source none of it; unknown where it could not be asked, which is a problem}
   */
  Reading<List<Socket>> read(SocketFamily family);
}
