package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what is reached over one interface. Endpoints come in their order, so that only those
 * bound alike need be looked at to find out whether one is there already: with a thousand sockets
 * on each of fifty interfaces a search through all would take minutes.
 */
final class PlaneDraft {
  private final ByteString name;
  private final List<PlaneInterface.Reached> done = new ArrayList<>();
  private final Map<String, PlaneEndpoint> alike = new TreeMap<>();

  PlaneDraft(ByteString name) {
    this.name = name;
  }

  /** Adds an endpoint that is not before the last one in their order. */
  void add(String address, PlaneEndpoint endpoint) {
    if (!alike.isEmpty() && !alike.values().iterator().next().isSamePlace(endpoint)) {
      finishAlike();
    }
    alike.merge(address, endpoint, PlaneEndpoint::and);
  }

  private void finishAlike() {
    for (Map.Entry<String, PlaneEndpoint> each : alike.entrySet()) {
      done.add(new PlaneInterface.Reached(each.getKey(), each.getValue()));
    }
    alike.clear();
  }

  PlaneInterface finish() {
    finishAlike();
    return new PlaneInterface(name, done);
  }
}
