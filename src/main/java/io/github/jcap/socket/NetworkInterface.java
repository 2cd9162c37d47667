package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import java.util.List;

/**
 * An interface of a network namespace.
 *
 * @param index from 1, unique in the namespace
 * @param name up to 15 bytes, anything but a slash, a colon and white space
 * @param up whether it is up
 * @param loopback whether it leads nowhere
 * @param addresses its own, in the order of the source; see {@link NetworkInterfaces#unplaced}
 */
public record NetworkInterface(
    int index, ByteString name, boolean up, boolean loopback, List<IpAddress> addresses) {

  /** Copies the list. */
  public NetworkInterface {
    addresses = List.copyOf(addresses);
  }
}
