package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of a network namespace.
 *
 * @param all by ascending index
 */
public record NetworkInterfaces(List<NetworkInterface> all) {
  private static final ByteString ANY = ByteString.of("any");

  /** Copies the list. */
  public NetworkInterfaces {
    all = List.copyOf(all);
  }

  /** {@return the interface with that index; empty where it is not there any more} */
  public Optional<NetworkInterface> at(int index) {
    for (NetworkInterface one : all) {
      if (one.index() == index) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** {@return the name of the interface with that index; {@code any} for 0, else the number} */
  public ByteString name(int index) {
    return index == 0
        ? ANY
        : at(index).map(NetworkInterface::name).orElse(ByteString.of(Integer.toString(index)));
  }

  /** {@return the interface that has an address} */
  public Optional<NetworkInterface> owning(IpAddress address) {
    for (NetworkInterface one : all) {
      if (one.addresses().contains(address)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** {@return whether something leads out: an interface is up that is not the loopback} */
  public boolean leadOut() {
    for (NetworkInterface one : all) {
      if (one.up() && !one.loopback()) {
        return true;
      }
    }
    return false;
  }
}
