package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.List;

/**
 * Who owns a namespace, and what can be learned inside one: ioctl_ns(2), setns(2); see
 * native-notes/nsfs.md. A link is {@code /proc/<pid>/ns/<kind>}; gone where it leads nowhere any
 * more. No other thread or process is moved. Safe for many threads.
 */
public interface Namespaces {

  /** {@return the user namespace that owns a namespace of another kind, and those above it} */
  Outcome<UserNamespaceLine> owner(Path link);

  /** {@return a user namespace, and those above it} */
  Outcome<UserNamespaceLine> line(Path userLink);

  /** {@return the inodes of a pid namespace and of those above it, as far as the reader sees} */
  Outcome<List<Long>> pidNamespaces(Path pidLink);

  /**
   * {@return what sysctls say inside a network namespace, each without the newline that ends it;
   * absent where this kernel has none of the name. Read by a thread that enters it and ends}
   *
   * @param files below {@code /proc/sys/net}: {@code ipv4/ping_group_range}
   */
  Outcome<List<Reading<ByteString>>> networkSysctls(Path netLink, List<String> files);
}
