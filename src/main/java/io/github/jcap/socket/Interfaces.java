package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NetDir;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network interfaces of a namespace by index. From the same directory as its sockets, so that
 * they are of the same namespace: /sys/class/net is of the one it was mounted in, and the JVM's own
 * list would open a socket.
 *
 * <p>{@code igmp} has index and name of each that is up, in one file; {@code dev_snmp6} has a file
 * for each that could speak IPv6, up or not. One that stands in neither keeps its number.
 */
public final class Interfaces {
  private static final ByteString ANY = ByteString.of("any");

  private final NetDir net;
  private final Problems problems;
  private final Map<Integer, ByteString> names = new HashMap<>();
  private boolean readIgmp;
  private boolean readSnmp;

  /** Nothing is read until a name is asked for. */
  public Interfaces(NetDir net, Problems problems) {
    this.net = net;
    this.problems = problems;
  }

  /** {@return the name of the interface with that index; {@code any} for 0, else the number} */
  public ByteString name(int index) {
    if (index == 0) {
      return ANY;
    }
    if (!readIgmp) {
      readIgmp = true;
      readIgmp();
    }
    if (!names.containsKey(index) && !readSnmp) {
      readSnmp = true;
      readSnmp();
    }
    return names.getOrDefault(index, ByteString.of(Integer.toString(index)));
  }

  private void readIgmp() {
    Reading<byte[]> igmp = net.read("igmp").orReport(problems).flatMap(read -> read);
    igmp.known().ifPresent(bytes -> names.putAll(parseIgmp(bytes)));
  }

  private void readSnmp() {
    Reading<List<String>> files = net.list("dev_snmp6").orReport(problems).flatMap(read -> read);
    for (String name : files.known().orElse(List.of())) {
      String file = "dev_snmp6/" + name;
      Reading<byte[]> bytes = net.read(file).orReport(problems).flatMap(read -> read);
      try {
        bytes.known().ifPresent(read -> names.put(parseIndex(read), ByteString.of(name)));
      } catch (Malformed e) {
        problems.add(net.malformed(file, e));
      }
    }
  }

  /**
   * {@code net/ipv4/igmp.c}: a line {@code 1 TAB lo : 1 V3} for each interface, lines that begin
   * with a tab for its groups. What is of another form names nothing.
   */
  static Map<Integer, ByteString> parseIgmp(byte[] bytes) {
    Map<Integer, ByteString> names = new HashMap<>();
    for (String line : ByteString.of(bytes).latin1().split("\n", -1)) {
      int tab = line.indexOf('\t');
      int colon = line.indexOf(':');
      if (tab > 0 && colon > tab + 1) {
        String name = line.substring(tab + 1, colon).strip();
        decimal(line.substring(0, tab)).known().ifPresent(i -> names.put(i, new ByteString(name)));
      }
    }
    return names;
  }

  /** {@code net/ipv6/proc.c}: the first line is {@code ifIndex} and the number. */
  static int parseIndex(byte[] bytes) {
    String text = ByteString.of(bytes).latin1();
    int end = Math.max(0, text.indexOf('\n'));
    String line = text.substring(0, end);
    if (!line.startsWith("ifIndex")) {
      throw new Malformed("the first line is not ifIndex");
    }
    return decimal(line.substring("ifIndex".length()).strip())
        .known()
        .orElseThrow(
            () -> new Malformed("not an index: \"" + new ByteString(line).escaped() + "\""));
  }

  private static Reading<Integer> decimal(String text) {
    try {
      return Reading.of(Integer.parseUnsignedInt(text, 10));
    } catch (NumberFormatException e) {
      return Reading.absent();
    }
  }
}
