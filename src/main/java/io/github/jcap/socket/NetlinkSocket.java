package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;

/**
 * A netlink socket: netlink(7).
 *
 * @param protocolNumber {@code NETLINK_} of {@code include/uapi/linux/netlink.h}
 * @param portId its address, unsigned 32 bits; 0 is the kernel's own end
 * @param groups whether it hears a multicast group; /proc knows but the first 32, and where it is
 *     none of those it is unknown
 * @param inode unsigned
 */
public record NetlinkSocket(int protocolNumber, long portId, Reading<Boolean> groups, long inode)
    implements Socket {
  @Override
  public SocketFamily family() {
    return SocketFamily.NETLINK;
  }

  @Override
  public Reading<String> state() {
    return Reading.of(UNCONNECTED);
  }

  @Override
  public String protocol() {
    return NetlinkSockets.protocol(protocolNumber);
  }

  @Override
  public String type() {
    return family().type();
  }

  /** What hears a group is told what nobody asked it for. */
  @Override
  public Reading<Boolean> listens() {
    return groups;
  }

  @Override
  public Reading<Long> localPort() {
    return Reading.of(portId);
  }

  @Override
  public boolean mayBeHeld() {
    return inode != 0 && !isOfTheKernel();
  }

  /** {@return whether it is the kernel's own end} */
  public boolean isOfTheKernel() {
    return portId == 0;
  }
}
