package io.github.jcap.command.netcap;

/** From how far away one reaches a socket, in the order in which {@code --advanced} draws them. */
enum Plane {
  /** Other machines, over IP. */
  INET_EXTERNAL("INET", "external"),
  /** The same network namespace, over IP. */
  INET_LOOPBACK("INET", "loopback"),
  /** Whoever sends frames on the same link. */
  LINK_LAYER("LINK-LAYER", ""),
  /** Whoever is within radio range. */
  BLUETOOTH("BLUETOOTH", ""),
  /** The virtual machines of a host, and their host. */
  VSOCK("VSOCK", "");

  private final String label;
  private final String scope;

  Plane(String label, String scope) {
    this.label = label;
    this.scope = scope;
  }

  /** {@return its name in JSON} */
  String label() {
    return label;
  }

  /** {@return which part of it, in JSON; empty for all but INET} */
  String scope() {
    return scope;
  }

  /** {@return its name in the tree} */
  String title() {
    return scope.isEmpty() ? label : label + " (" + scope + ")";
  }
}
