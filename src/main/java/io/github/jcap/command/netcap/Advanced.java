package io.github.jcap.command.netcap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.socket.NetworkInterface;
import io.github.jcap.socket.NetworkInterfaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code netcap --advanced} of one network namespace: what can be reached of it, and who answers.
 *
 * @param namespace which
 * @param planes what can be reached
 */
record Advanced(NetcapNamespace namespace, Planes planes) {

  /**
   * {@return what can be reached of a namespace}
   *
   * <p>Where its interfaces could not be read everything but the loopback is of the interface
   * {@code unknown}.
   *
   * @param namespace with its interfaces
   * @param sockets all of them; of their owners the snapshots hold program, label and groups
   * @param lastCap the kernel's last capability
   */
  static Advanced of(NetcapNamespace namespace, List<NetcapSocket> sockets, int lastCap) {
    NetworkInterfaces interfaces =
        namespace.interfaces().known().orElse(new NetworkInterfaces(List.of()));
    return new Advanced(
        namespace, new PlaneBuilder(interfaces, CapSet.all(lastCap)).build(sockets));
  }

  /** {@return the names of the interfaces, with an address or without, by their bytes} */
  Reading<List<ByteString>> interfaceNames() {
    return namespace.interfaces().map(Advanced::names);
  }

  private static List<ByteString> names(NetworkInterfaces interfaces) {
    List<ByteString> names = new ArrayList<>(interfaces.all().size());
    for (NetworkInterface one : interfaces.all()) {
      names.add(one.name());
    }
    Collections.sort(names);
    return names;
  }

  /**
   * {@return whether an interface has that name; also those that stand in for one that is not
   * known, where something is reached over them}
   */
  boolean has(ByteString name) {
    return interfaceNames().known().map(names -> names.contains(name)).orElse(false)
        || planes.has(name);
  }

  /** {@return the same of one interface alone} */
  Advanced over(ByteString name) {
    return new Advanced(namespace, planes.over(name));
  }

  /** {@return which namespace it is, in words} */
  String title() {
    String inode = namespace.inode().known().map(Long::toUnsignedString).orElse("?");
    StringBuilder text = new StringBuilder("netns ").append(inode);
    String separator = " (";
    if (namespace.own()) {
      text.append(separator).append("own");
      separator = ", ";
    }
    if (!(namespace.name() instanceof Reading.Absent)) {
      text.append(separator).append(namespace.name().known().map(ByteString::escaped).orElse("?"));
      separator = ", ";
    }
    return text.append(separator.equals(", ") ? ")" : "").toString();
  }
}
