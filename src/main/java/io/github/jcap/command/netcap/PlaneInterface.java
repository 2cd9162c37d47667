package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import java.util.List;

/**
 * What can be reached over one interface, in one plane.
 *
 * @param name of the interface; {@code unknown} or {@code multicast/group} where no interface has
 *     the address, {@code hci?} for Bluetooth, whose adapters the kernel does not name
 * @param reached in {@link PlaneEndpoint#ORDER}, then by address
 */
record PlaneInterface(ByteString name, List<Reached> reached) {

  /**
   * An endpoint at one address of the interface.
   *
   * @param address of the interface; {@code ifindex:2} where frames have none; where no interface
   *     has it the address that was bound to
   */
  record Reached(String address, PlaneEndpoint endpoint) {}

  /** Copies the list. */
  PlaneInterface {
    reached = List.copyOf(reached);
  }
}
