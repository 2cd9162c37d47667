package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of a network namespace.
 *
 * @param all by ascending index
 * @param unplaced addresses of the namespace of which the source cannot say which interface has
 *     them: of /proc, all IPv4 addresses; unknown where they could not be read
 */
public record NetworkInterfaces(List<NetworkInterface> all, Reading<List<IpAddress>> unplaced) {
  /** A namespace without any. */
  static final NetworkInterfaces NONE = new NetworkInterfaces(List.of());

  private static final ByteString ANY = ByteString.of("any");

  /** Copies the list. */
  public NetworkInterfaces {
    all = List.copyOf(all);
  }

  /** Interfaces of which all addresses are known. */
  public NetworkInterfaces(List<NetworkInterface> all) {
    this(all, Reading.of(List.of()));
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

  /** {@return the interface that has an address; empty also where it is unplaced} */
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

  /** {@return every address of the namespace, whichever interface has it} */
  public List<IpAddress> addresses() {
    List<IpAddress> addresses = new ArrayList<>(unplaced.known().orElse(List.of()));
    for (NetworkInterface one : all) {
      addresses.addAll(one.addresses());
    }
    return addresses;
  }
}
