package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;

/** Where the interfaces of one network namespace are read. Each is read once, when asked for. */
public interface InterfaceSource {

  /**
   * {@return the name of the interface with that index; {@code any} for 0; the number where it is
   * not there any more or its name could not be read, which is a problem}
   */
  ByteString name(int index);

  /**
   * {@return all interfaces that this source knows; absent where this kernel has no such source, or
   * the process is gone that it is read through; unknown where it could not be read, which is a
   * problem}
   */
  Reading<NetworkInterfaces> read();
}
