package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Where questions about network namespaces are asked. Safe for many threads. */
public interface Netlinks {

  /** {@return the namespace of this process} */
  Outcome<Netlink> own();

  /**
   * {@return the namespace behind a link, {@code /proc/<pid>/ns/net}; gone where it leads nowhere
   * any more}
   *
   * <p>A thread enters it, makes the sockets and ends: setns(2), which needs CAP_SYS_ADMIN.
   */
  Outcome<Netlink> of(Path link);

  /**
   * {@return what a body finds in the namespace behind a link: what /proc/sys/net shows depends on
   * who looks; gone where the link leads nowhere any more}
   *
   * @param body called on the thread that has entered
   */
  <T> Outcome<T> inside(Path link, Supplier<T> body);

  /**
   * {@return what the kernel calls the protocol of the socket behind a descriptor's link, {@code
   * system.sockprotoname}; absent where it does not say}
   */
  Outcome<Reading<ByteString>> protocolName(Path descriptor);
}
