package io.github.jcap.command.netcap;

import io.github.jcap.render.Tone;
import io.github.jcap.render.TonedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The planes as a tree: plane, interface, protocol, address, port, process, and its details. */
final class PlaneTree {
  /** What speaks over these sees or sends what no port stops. */
  private static final List<String> BELOW_PORTS = List.of("raw", "raw6", "packet", "hci", "xdp");

  private PlaneTree() {}

  /**
   * A node. What is below is made when it is drawn: of a thousand sockets on fifty interfaces the
   * whole tree is a million nodes.
   */
  record Node(TonedText text, Supplier<List<Node>> below) {
    static Node leaf(TonedText text) {
      return new Node(text, List::of);
    }

    static Node plain(String text, Supplier<List<Node>> below) {
      return new Node(TonedText.of(text), below);
    }
  }

  /** {@return the planes on which something is reached} */
  static List<Node> of(Planes planes) {
    List<Node> nodes = new ArrayList<>();
    for (Plane plane : Plane.values()) {
      if (!planes.isEmpty(plane)) {
        nodes.add(
            Node.plain(
                plane.title(),
                () ->
                    plane == Plane.VSOCK
                        ? machines(planes.machines())
                        : interfaces(planes.of(plane))));
      }
    }
    return nodes;
  }

  private static List<Node> machines(List<PlaneEndpoint> endpoints) {
    List<Node> nodes = new ArrayList<>(endpoints.size());
    for (PlaneEndpoint endpoint : endpoints) {
      nodes.add(Node.plain(endpoint.vsockLabel(), () -> PlaneDetails.holders(endpoint)));
    }
    return nodes;
  }

  private static List<Node> interfaces(List<PlaneInterface> interfaces) {
    List<Node> nodes = new ArrayList<>(interfaces.size());
    for (PlaneInterface one : interfaces) {
      nodes.add(Node.plain(one.name().escaped(), () -> protocols(one.reached())));
    }
    return nodes;
  }

  private static List<Node> protocols(List<PlaneInterface.Reached> reached) {
    List<Node> nodes = new ArrayList<>();
    for (List<PlaneInterface.Reached> run : runs(reached, PlaneEndpoint::protocol)) {
      String name = run.get(0).endpoint().protocol();
      Optional<Tone> tone =
          BELOW_PORTS.contains(name) ? Optional.of(Tone.CAUTION) : Optional.empty();
      nodes.add(new Node(TonedText.startingWith("").add(name, tone).build(), () -> binds(run)));
    }
    return nodes;
  }

  private static List<Node> binds(List<PlaneInterface.Reached> reached) {
    List<Node> nodes = new ArrayList<>();
    for (List<PlaneInterface.Reached> run : runs(reached, PlaneEndpoint::bind)) {
      nodes.add(Node.plain(run.get(0).endpoint().shownBind(), () -> ports(run)));
    }
    return nodes;
  }

  /** What is reached at several addresses of an interface is drawn once. */
  private static List<Node> ports(List<PlaneInterface.Reached> reached) {
    List<Node> nodes = new ArrayList<>();
    for (List<PlaneInterface.Reached> run : runs(reached, PlaneEndpoint::port)) {
      nodes.add(
          Node.plain(
              Long.toString(run.get(0).endpoint().port()),
              () -> {
                PlaneEndpoint all = run.get(0).endpoint();
                for (PlaneInterface.Reached each : run) {
                  all = all.and(each.endpoint());
                }
                return PlaneDetails.holders(all);
              }));
    }
    return nodes;
  }

  /** Cuts a list, which is in order, into those that have something in common. */
  private static List<List<PlaneInterface.Reached>> runs(
      List<PlaneInterface.Reached> all, Function<PlaneEndpoint, ?> common) {
    List<List<PlaneInterface.Reached>> runs = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= all.size(); at++) {
      if (at == all.size()
          || !common.apply(all.get(at).endpoint()).equals(common.apply(all.get(from).endpoint()))) {
        runs.add(all.subList(from, at));
        from = at;
      }
    }
    return runs;
  }
}
