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
 */
final class Publishers {
  private static final int HIGHEST_PORT = 65535;

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
        rule(words.known().orElse(List.of())).ifPresent(rules::add);
      }
    }
    return new Publishers(rules);
  }

  /** {@return what a command line says; empty where it is of another form} */
  private static Optional<Rule> rule(List<ByteString> words) {
    ByteString none = ByteString.of("");
    ByteString protocol = after("-proto", words, none);
    ByteString hostAddress = after("-host-ip", words, none);
    ByteString address = after("-container-ip", words, none);
    int hostPort = port(after("-host-port", words, none));
    int port = port(after("-container-port", words, none));
    if (protocol.length() == 0 || hostAddress.length() == 0 || hostPort == 0 || port == 0) {
      return Optional.empty();
    }
    String program = words.get(0).escaped();
    String by = program.substring(program.lastIndexOf('/') + 1);
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
    try {
      int port = Integer.parseUnsignedInt(digits.latin1());
      return port > 0 && port <= HIGHEST_PORT ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
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
