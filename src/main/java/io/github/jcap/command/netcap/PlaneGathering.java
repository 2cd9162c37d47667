package io.github.jcap.command.netcap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Gathers what is known of the sockets at one spot, of which there may be hundreds. */
final class PlaneGathering {
  /** The port of SSH on VSOCK. */
  private static final int SSH = 22;

  private final PlaneSpot spot;
  private final Set<PlaneFlag> flags = EnumSet.noneOf(PlaneFlag.class);
  private final Map<Integer, PlaneProcess> processes = new TreeMap<>();
  private final Set<PlaneEndpoint.Unowned> unowned = EnumSet.noneOf(PlaneEndpoint.Unowned.class);
  private final List<Published> published = new ArrayList<>();

  PlaneGathering(PlaneSpot spot) {
    this.spot = spot;
    if (spot.where() instanceof PlaneSpot.Machine) {
      flags.add(PlaneFlag.HYPERVISOR_PLANE);
      if (spot.port() == SSH) {
        flags.add(PlaneFlag.SSH_ON_VSOCK);
      }
    } else if (spot.where() instanceof PlaneSpot.Address address) {
      ofAddress(address);
    } else if (spot.where() instanceof PlaneSpot.Interface one && one.plane() == Plane.BLUETOOTH) {
      flags.add(PlaneFlag.PROXIMITY_PLANE);
    }
  }

  private void ofAddress(PlaneSpot.Address address) {
    if (address.address().isAny()) {
      flags.add(PlaneFlag.WILDCARD_BIND);
    }
    if (address.dualStack().isUnknown()) {
      flags.add(PlaneFlag.PERHAPS_DUAL_STACK);
    } else if (address.dualStack().known().orElse(false)) {
      flags.add(PlaneFlag.DUAL_STACK);
    }
  }

  void add(NetcapSocket socket, Function<NetcapOwner, PlaneProcess> process) {
    if (socket.reuseport().known().orElse(false)) {
      flags.add(PlaneFlag.REUSEPORT);
    }
    List<NetcapOwner> owners = socket.owners().known().orElse(List.of());
    for (NetcapOwner owner : owners) {
      processes.put(owner.pid(), process.apply(owner));
    }
    if (owners.isEmpty()) {
      unowned.add(
          socket.isUnowned() ? PlaneEndpoint.Unowned.KERNEL : PlaneEndpoint.Unowned.UNKNOWN);
    }
    for (Published port : socket.published()) {
      if (!published.contains(port)) {
        published.add(port);
      }
    }
  }

  PlaneEndpoint endpoint() {
    return new PlaneEndpoint(
        spot.protocol(),
        spot.bind(),
        spot.port(),
        flags,
        new ArrayList<>(processes.values()),
        unowned,
        published);
  }
}
