package io.github.jcap.command.netcap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.IpAddress;
import io.github.jcap.socket.NetworkInterfaces;
import io.github.jcap.socket.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which ports of the host are passed on to a container, by the command lines of the programs that
 * do it: {@code docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 5432 -container-ip 172.17.0.2
 * -container-port 5432}, and the rootless one of the same words.
 *
 * <p>Podman's rootlessport reads its ports from standard input and slirp4netns from a socket: their
 * command lines name none, so nothing is said of them.
 *
 * <p>This is what a command line claims, of any user: rootless engines run as one. Who calls his
 * process so can claim a port for a listener that is not his, and can hide none.
 */
final class Publishers {
  /** {@code INET6_ADDRSTRLEN}, with the NUL. */
  private static final int LONGEST_ADDRESS = 46;

  /** Cut at 15 bytes, as comm is. */
  private static final List<ByteString> PROGRAMS =
      List.of(ByteString.of("docker-proxy"), ByteString.of("rootlesskit-doc"));

  /** Nothing is passed on. */
  static final Publishers NONE = new Publishers(List.of());

  private final List<Rule> rules;

  private Publishers(List<Rule> rules) {
    this.rules = rules;
  }

  /** One port that is passed on, and to whom. */
  private record Rule(String protocol, ByteString address, int port, Published published) {}

  /** Looks for the programs among these processes. */
  static Publishers of(List<ProcessSnapshot> processes, ProcRoot proc, Problems problems) {
    List<Rule> rules = new ArrayList<>();
    for (ProcessSnapshot process : processes) {
      if (process.status().known().map(s -> PROGRAMS.contains(s.comm())).orElse(false)) {
        Reading<List<ByteString>> words =
            proc.pid(process.task().tgid()).cmdline().orReport(problems).flatMap(read -> read);
        String by = process.status().map(s -> s.comm().escaped()).known().orElse("");
        rule(words.known().orElse(List.of()), by).ifPresent(rules::add);
      }
    }
    return new Publishers(rules);
  }

  /** {@return what a command line says; empty where it is of another form} */
  private static Optional<Rule> rule(List<ByteString> words, String by) {
    ByteString none = ByteString.of("");
    ByteString protocol = after("-proto", words, none);
    ByteString hostAddress = after("-host-ip", words, none);
    ByteString address = after("-container-ip", words, none);
    int hostPort = port(after("-host-port", words, none));
    int port = port(after("-container-port", words, none));
    if (!isAddress(hostAddress) || !isAddress(address) || hostPort == 0 || port == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(protocol.latin1(), address, port, new Published(hostAddress, hostPort, by)));
  }

  private static ByteString after(String option, List<ByteString> words, ByteString otherwise) {
    ByteString name = ByteString.of(option);
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(name)) {
        return words.get(i + 1);
      }
    }
    return otherwise;
  }

  private static int port(ByteString digits) {
    return PortNumber.parse(digits.latin1()).orElse(0);
  }

  /** Of the form of one: whoever calls his process so chooses its words. */
  private static boolean isAddress(ByteString word) {
    String text = word.latin1();
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789abcdefABCDEF.:".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < LONGEST_ADDRESS;
  }

  /**
   * {@return where the host passes on to a socket}
   *
   * @param interfaces of the socket's namespace, which must have the container's address
   */
  List<Published> of(Socket socket, Reading<NetworkInterfaces> interfaces) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<Published> published = new ArrayList<>();
    if (socket instanceof InetSocket inet && inet.listens().known().orElse(false)) {
      for (Rule rule : rules) {
        if (rule.port() == inet.port()
            && inet.protocol().equals(rule.protocol())
            && isReached(inet, rule.address(), interfaces)) {
          published.add(rule.published());
        }
      }
    }
    return published;
  }

  private static boolean isReached(
      InetSocket socket, ByteString address, Reading<NetworkInterfaces> interfaces) {
    String text = address.latin1();
    if (!socket.wildcard()) {
      return socket.local().toString().equals(text);
    }
    if (text.indexOf(':') < 0
        && socket.family().isV6()
        && !socket.dualStack().known().orElse(true)) {
      return false;
    }
    for (IpAddress own : interfaces.known().map(NetworkInterfaces::addresses).orElse(List.of())) {
      if (own.toString().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
