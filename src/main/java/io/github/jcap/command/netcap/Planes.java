package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What can be reached of one network namespace: by plane, interface, protocol, address and port.
 *
 * @param interfaces of each plane, by name; of VSOCK none
 * @param machines what is reached over VSOCK, in {@link PlaneEndpoint#ORDER}
 */
record Planes(Map<Plane, List<PlaneInterface>> interfaces, List<PlaneEndpoint> machines) {

  /** Copies the list. */
  Planes {
    machines = List.copyOf(machines);
  }

  List<PlaneInterface> of(Plane plane) {
    return interfaces.getOrDefault(plane, List.of());
  }

  boolean isEmpty(Plane plane) {
    return plane == Plane.VSOCK ? machines.isEmpty() : of(plane).isEmpty();
  }

  /** {@return whether anything is reached over an interface of that name} */
  boolean has(ByteString name) {
    for (List<PlaneInterface> there : interfaces.values()) {
      for (PlaneInterface one : there) {
        if (one.name().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@return what is reached over that interface alone, and so nothing over VSOCK} */
  Planes over(ByteString name) {
    Map<Plane, List<PlaneInterface>> kept = new EnumMap<>(Plane.class);
    for (Map.Entry<Plane, List<PlaneInterface>> each : interfaces.entrySet()) {
      List<PlaneInterface> there = new ArrayList<>(1);
      for (PlaneInterface one : each.getValue()) {
        if (one.name().equals(name)) {
          there.add(one);
        }
      }
      kept.put(each.getKey(), there);
    }
    return new Planes(kept, List.of());
  }
}
