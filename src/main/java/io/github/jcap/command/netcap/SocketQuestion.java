package io.github.jcap.command.netcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.socket.InetSocket;
import io.github.jcap.socket.NetlinkSocket;
import io.github.jcap.socket.Reach;
import io.github.jcap.socket.Socket;
import io.github.jcap.socket.SocketFamily;
import io.github.jcap.socket.UnlistedSocket;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sockets a line asks for, by what they are.
 *
 * @param all whether {@code -a} asks for everything there is
 * @param states which states
 * @param families of {@code --proto}; empty for every one
 * @param ports of {@code --port}; empty for every one
 * @param external whether only what other machines reach is shown
 */
record SocketQuestion(
    boolean all, States states, Set<SocketFamily> families, List<Ports> ports, boolean external) {

  /** The options. */
  static final List<Option> OPTIONS =
      List.of(
          Option.flag("Sockets of processes without capabilities too.", "-a", "--all"),
          Option.value(
              "STATE",
              "Sockets that listen, or all (default: all; of UNIX and netlink those that listen).",
              "--state"),
          Option.repeated("PORT[,PORT...]", "Only these local ports; 80-89 is a range.", "--port"),
          Option.repeated(
              "PROTO[,PROTO...]", "Only these protocols: tcp, tcp6, raw, unix ...", "--proto"),
          Option.flag("Only what is bound to an address that other machines reach.", "--external"));

  /** {@code --state}. */
  enum States {
    /** Every state, as netcap; of what only this host reaches, what listens. */
    USUAL,
    /** What listens. */
    LISTEN,
    /** Every state of everything. */
    ALL
  }

  /**
   * {@code --port}.
   *
   * @param first 0 to 65535
   * @param last not below it
   */
  record Ports(long first, long last) {
    static Ports of(String word) {
      int dash = word.indexOf('-');
      long first = number(dash < 0 ? word : word.substring(0, dash), word);
      long last = dash < 0 ? first : number(word.substring(dash + 1), word);
      if (first > last) {
        throw CommandException.usage("--port: the range ends before it begins: " + word);
      }
      return new Ports(first, last);
    }

    private static long number(String digits, String word) {
      return PortNumber.parse(digits)
          .orElseThrow(
              () -> CommandException.usage("--port: not a port (0 to 65535, or a range): " + word));
    }

    private boolean contains(long port) {
      return first <= port && port <= last;
    }
  }

  /**
   * {@return what a line asks for}
   *
   * @throws CommandException for a word that means nothing
   */
  static SocketQuestion of(Arguments arguments) {
    List<Ports> ports = new ArrayList<>();
    for (String word : arguments.lists("--port")) {
      ports.add(Ports.of(word));
    }
    return new SocketQuestion(
        arguments.has("--all"),
        states(arguments),
        families(arguments.lists("--proto")),
        ports,
        arguments.has("--external"));
  }

  private static States states(Arguments arguments) {
    if (!arguments.has("--state")) {
      return States.USUAL;
    }
    String state = arguments.value("--state", "all");
    return switch (state) {
      case "listen" -> States.LISTEN;
      case "all" -> States.ALL;
      default ->
          throw CommandException.usage(
              "unknown state: " + state + Nearest.hint(state, List.of("listen", "all")));
    };
  }

  private static Set<SocketFamily> families(List<String> words) {
    Set<SocketFamily> families = EnumSet.noneOf(SocketFamily.class);
    for (String word : words) {
      Set<String> known = new TreeSet<>();
      boolean any = false;
      for (SocketFamily family : SocketFamily.values()) {
        Set<String> names = names(family);
        known.addAll(names);
        if (names.contains(word)) {
          families.add(family);
          any = true;
        }
      }
      if (!any) {
        throw CommandException.usage(
            "--proto: unknown: " + word + Nearest.hint(word, new ArrayList<>(known)));
      }
    }
    return families;
  }

  /** {@code tcp6} is that alone, {@code tcp} both. */
  private static Set<String> names(SocketFamily family) {
    Set<String> names = new TreeSet<>();
    String shown = family.shown();
    names.add(shown);
    if (shown.endsWith("6")) {
      names.add(shown.substring(0, shown.length() - 1));
    }
    switch (family.domain()) {
      case INET, INET6, OTHER -> {}
      default -> names.add(family.domain().label());
    }
    return names;
  }

  private boolean isAsked(SocketFamily family) {
    return families.isEmpty() || families.contains(family);
  }

  /**
   * {@return whether it is asked for, whoever owns it}
   *
   * @param listed whether the sockets of its family could be listed
   */
  boolean asksFor(Socket socket, boolean listed) {
    return isAsked(socket.family()) && hasState(socket, listed) && hasPort(socket);
  }

  /** {@return whether it is asked for, now that its reach is known; one that is not may be it} */
  boolean meets(NetcapSocket socket) {
    return !external || socket.reach().known().map(Reach.EXTERNAL::equals).orElse(true);
  }

  private boolean hasState(Socket socket, boolean listed) {
    if (socket instanceof UnlistedSocket) {
      // What its family's list leaves out is bound to nothing: it does not listen.
      return !listed || isEvery();
    }
    if (socket instanceof NetlinkSocket netlink && netlink.isOfTheKernel()) {
      return states != States.LISTEN && (all || states == States.ALL);
    }
    return switch (states) {
      case LISTEN -> mayListen(socket);
      case ALL -> true;
      case USUAL -> !socket.family().isOfThisHost() || isEvery() || mayListen(socket);
    };
  }

  private static boolean mayListen(Socket socket) {
    return socket.listens().known().orElse(true);
  }

  /** {@return whether also what serves nobody is asked for} */
  private boolean isEvery() {
    return states == States.ALL || (states == States.USUAL && (all || !families.isEmpty()));
  }

  private boolean hasPort(Socket socket) {
    if (ports.isEmpty()) {
      return true;
    }
    if (!(socket instanceof InetSocket)) {
      return false;
    }
    for (Ports range : ports) {
      if (socket.localPort().known().map(range::contains).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
