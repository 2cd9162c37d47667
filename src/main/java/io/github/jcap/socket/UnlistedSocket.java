package io.github.jcap.socket;

import io.github.jcap.outcome.Reading;
import java.util.Locale;

/**
 * A socket that a process holds and no table lists: one that is bound to nothing yet, or of a
 * family without a table. All that is known of it is what the kernel calls its protocol.
 *
 * @param kernelName {@code UDP}, {@code AF_VSOCK}: {@code system.sockprotoname}
 * @param inode unsigned
 */
public record UnlistedSocket(String kernelName, long inode) implements Socket {
  @Override
  public SocketFamily family() {
    return SocketFamily.ofKernelName(kernelName).orElse(SocketFamily.OTHER);
  }

  @Override
  public Reading<String> state() {
    return Reading.unknown();
  }

  @Override
  public String protocol() {
    return family() == SocketFamily.OTHER ? kernelName.toLowerCase(Locale.ROOT) : family().shown();
  }

  @Override
  public String type() {
    return family().type();
  }

  @Override
  public Reading<Boolean> listens() {
    return Reading.unknown();
  }

  @Override
  public Reading<Long> localPort() {
    return Reading.unknown();
  }
}
