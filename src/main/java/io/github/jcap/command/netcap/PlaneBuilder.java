package io.github.jcap.command.netcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.NetworkInterface;
import io.github.jcap.socket.NetworkInterfaces;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Places sockets on planes, by netcap's rules and without what they overlook.
 *
 * <ul>
 *   <li>What is bound to every address is at each address of each interface that is not the
 *       loopback; what is bound to {@code ::} at those of IPv4 too, where it serves both, and with
 *       {@link PlaneFlag#PERHAPS_DUAL_STACK} where that is not known: too much is shown rather than
 *       a way in left out.
 *   <li>What is bound to one address is at the interface that has it.
 *   <li>What is bound to an interface is at that one alone.
 *   <li>An address that no interface has is of the loopback where it is of 127.0.0.0/8 or ::1, else
 *       of {@code multicast/group} or {@code unknown}. That is so as well for every address where
 *       no interface but the loopback has one: it is external as soon as one gets an address.
 * </ul>
 */
final class PlaneBuilder {
  private static final ByteString GROUP = ByteString.of("multicast/group");

  private final NetworkInterfaces interfaces;
  private final CapSet all;
  private final Map<IpAddress, List<NetworkInterface>> owners = new HashMap<>();
  private final Map<NetworkInterface, List<Written>> addresses = new HashMap<>();
  private final Map<Integer, PlaneProcess> processes = new HashMap<>();
  private final Map<PlaneSpot, PlaneGathering> spots = new LinkedHashMap<>();
  private final Map<Plane, Map<ByteString, PlaneDraft>> drafts = new EnumMap<>(Plane.class);
  private final List<PlaneEndpoint> machines = new ArrayList<>();

  /** An address and its text, which fifty sockets need not each make. */
  private record Written(boolean v6, String text) {}

  /** An endpoint, and what places it. */
  private record Placeable(PlaneSpot.Where where, PlaneEndpoint endpoint) {}

  PlaneBuilder(NetworkInterfaces interfaces, CapSet all) {
    this.interfaces = interfaces;
    this.all = all;
    for (NetworkInterface one : interfaces.all()) {
      List<Written> written = new ArrayList<>(one.addresses().size());
      for (IpAddress address : one.addresses()) {
        owners.computeIfAbsent(address, none -> new ArrayList<>(1)).add(one);
        written.add(new Written(address.v6(), address.toString()));
      }
      addresses.put(one, written);
    }
  }

  Planes build(List<NetcapSocket> sockets) {
    for (NetcapSocket socket : sockets) {
      Optional<PlaneSpot> spot = PlaneSpot.of(socket.socket(), interfaces);
      if (spot.isPresent()) {
        spots.computeIfAbsent(spot.get(), PlaneGathering::new).add(socket, this::process);
      }
    }
    List<Placeable> placeables = new ArrayList<>(spots.size());
    for (Map.Entry<PlaneSpot, PlaneGathering> each : spots.entrySet()) {
      placeables.add(new Placeable(each.getKey().where(), each.getValue().endpoint()));
    }
    placeables.sort((a, b) -> PlaneEndpoint.ORDER.compare(a.endpoint, b.endpoint));
    for (Placeable each : placeables) {
      place(each.where, each.endpoint);
    }
    Map<Plane, List<PlaneInterface>> planes = new EnumMap<>(Plane.class);
    for (Plane plane : Plane.values()) {
      List<PlaneInterface> there = new ArrayList<>();
      for (PlaneDraft draft : drafts.getOrDefault(plane, Map.of()).values()) {
        there.add(draft.finish());
      }
      planes.put(plane, there);
    }
    return new Planes(planes, machines);
  }

  private PlaneProcess process(NetcapOwner owner) {
    return processes.computeIfAbsent(owner.pid(), pid -> new PlaneProcess(owner, all));
  }

  private void place(PlaneSpot.Where where, PlaneEndpoint endpoint) {
    if (where instanceof PlaneSpot.Address address) {
      if (address.address().isAny()) {
        placeWildcard(address, endpoint);
      } else {
        placeAddress(address, endpoint);
      }
    } else if (where instanceof PlaneSpot.Interface one) {
      draft(one.plane(), one.name()).add(one.address(), endpoint);
    } else {
      machines.add(endpoint);
    }
  }

  private void placeWildcard(PlaneSpot.Address spot, PlaneEndpoint endpoint) {
    boolean v6 = spot.address().v6();
    boolean v4 = !v6 || spot.dualStack().isUnknown() || spot.dualStack().known().orElse(false);
    boolean placed = false;
    for (NetworkInterface one : interfaces.all()) {
      if (spot.device() == 0 ? one.loopback() : one.index() != spot.device()) {
        continue;
      }
      PlaneDraft draft = null;
      for (Written address : addresses.getOrDefault(one, List.of())) {
        if (address.v6 ? v6 : v4) {
          draft = draft == null ? draft(plane(one.loopback()), one.name()) : draft;
          draft.add(address.text, endpoint);
          placed = true;
        }
      }
    }
    if (!placed) {
      Optional<NetworkInterface> device = interfaces.at(spot.device());
      draft(
              plane(device.map(NetworkInterface::loopback).orElse(false)),
              device.map(NetworkInterface::name).orElse(PlaneSpot.UNKNOWN))
          .add(endpoint.bind(), endpoint);
    }
  }

  private void placeAddress(PlaneSpot.Address spot, PlaneEndpoint endpoint) {
    Plane plane = plane(spot.address().isLoopback());
    boolean placed = false;
    for (NetworkInterface one : owners.getOrDefault(spot.address(), List.of())) {
      if (spot.device() == 0 || spot.device() == one.index()) {
        draft(plane, one.name()).add(spot.address().toString(), endpoint);
        placed = true;
      }
    }
    if (!placed) {
      draft(plane, nameWithout(spot)).add(endpoint.bind(), endpoint);
    }
  }

  /** Of an address that no interface has. */
  private ByteString nameWithout(PlaneSpot.Address spot) {
    Optional<NetworkInterface> device = interfaces.at(spot.device());
    if (device.isPresent()) {
      return device.get().name();
    }
    if (spot.address().isLoopback()) {
      return loopbackName();
    }
    return spot.address().isMulticast() ? GROUP : PlaneSpot.UNKNOWN;
  }

  private ByteString loopbackName() {
    for (NetworkInterface one : interfaces.all()) {
      if (one.loopback()) {
        return one.name();
      }
    }
    return ByteString.of("lo");
  }

  private static Plane plane(boolean loopback) {
    return loopback ? Plane.INET_LOOPBACK : Plane.INET_EXTERNAL;
  }

  private PlaneDraft draft(Plane plane, ByteString name) {
    return drafts
        .computeIfAbsent(plane, none -> new TreeMap<>())
        .computeIfAbsent(name, PlaneDraft::new);
  }
}
