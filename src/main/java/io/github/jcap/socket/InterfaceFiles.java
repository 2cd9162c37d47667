package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of {@code /proc/<pid>/net} that tell of interfaces; see native-notes/proc_net_dev.md. A
 * name is bytes without white space, a slash or a colon.
 */
final class InterfaceFiles {
  /** 224.0.0.1, as a machine of either byte order writes it. */
  private static final List<String> ALL_HOSTS = List.of("010000E0", "E0000001");

  private InterfaceFiles() {}

  /**
   * An interface that a file names.
   *
   * @param up whether the file shows that it is up; false says nothing of one of {@link #igmp6}
   */
  record Named(int index, ByteString name, boolean up) {}

  /** An address of IPv6 and the interface that has it. */
  record Addressed(int index, ByteString name, IpAddress address) {}

  /**
   * {@code net/ipv4/igmp.c}: a line {@code 1 TAB lo : 1 V3} for each interface that has joined a
   * group, then a line that begins with tabs for each group. While an interface is up it is in the
   * group of all hosts; other groups may be kept when it goes down.
   */
  static List<Named> igmp(byte[] bytes) {
    List<Named> interfaces = new ArrayList<>();
    Lines lines = new Lines(bytes);
    while (lines.next()) {
      String line = lines.line();
      if (line.startsWith("\t")) {
        if (interfaces.isEmpty()) {
          throw lines.malformed("a group without an interface");
        }
        int last = interfaces.size() - 1;
        if (ALL_HOSTS.contains(lines.word(0))) {
          Named one = interfaces.get(last);
          interfaces.set(last, new Named(one.index(), one.name(), true));
        }
      } else if (!line.startsWith("Idx")) {
        interfaces.add(named(lines));
      }
    }
    return interfaces;
  }

  private static Named named(Lines lines) {
    String line = lines.line();
    int tab = line.indexOf('\t');
    int end = line.indexOf(':');
    if (tab < 0 || end < tab + 2) {
      throw lines.malformed("not an index and a name");
    }
    while (line.charAt(end - 1) == ' ') {
      end--;
    }
    int index = lines.number(line.substring(0, tab), 10);
    return new Named(index, new ByteString(line.substring(tab + 1, end)), false);
  }

  /**
   * {@code net/ipv6/mcast.c}: index, name and group, a line for each group. Every interface that
   * can speak IPv6 is in one from its beginning, up or not.
   */
  static List<Named> igmp6(byte[] bytes) {
    List<Named> interfaces = new ArrayList<>();
    Lines lines = new Lines(bytes);
    int last = 0;
    while (lines.next()) {
      int index = lines.number(lines.word(0), 10);
      if (index != last) {
        interfaces.add(new Named(index, new ByteString(lines.word(1)), false));
        last = index;
      }
    }
    return interfaces;
  }

  /** {@code net/ipv6/addrconf.c}: address, index, length of the prefix, scope, flags, name. */
  static List<Addressed> inet6(byte[] bytes) {
    List<Addressed> addresses = new ArrayList<>();
    Lines lines = new Lines(bytes);
    while (lines.next()) {
      String digits = lines.word(0);
      if (digits.length() != 32) {
        throw lines.malformed("not 32 hexadecimal digits");
      }
      IpAddress address =
          new IpAddress(
              true, lines.half(digits.substring(0, 16)), lines.half(digits.substring(16)));
      int index = lines.number(lines.word(1), 16);
      addresses.add(new Addressed(index, new ByteString(lines.word(5)), address));
    }
    return addresses;
  }

  /**
   * {@code net/ipv4/fib_trie.c}: {@code |-- 192.0.2.1} with {@code /32 host LOCAL} below it, in the
   * table that begins with {@code Local:}.
   */
  static List<IpAddress> local(byte[] bytes) {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    Lines lines = new Lines(bytes);
    boolean local = false;
    String leaf = "";
    while (lines.next()) {
      if (!lines.line().startsWith(" ")) {
        local = lines.line().equals("Local:");
      } else if (local) {
        String first = lines.word(0);
        if (first.equals("|--")) {
          leaf = lines.word(1);
        } else if (first.equals("/32") && lines.word(2).equals("LOCAL")) {
          addresses.add(lines.dotted(leaf));
        }
      }
    }
    return List.copyOf(addresses);
  }

  /** The lines of a file from the first to the last, and the words of one. */
  private static final class Lines {
    private final String text;
    private int start;
    private int end = -1;
    private int number;

    Lines(byte[] bytes) {
      text = ByteString.of(bytes).latin1();
    }

    /** {@return whether there is another line, which is then the one being read} */
    boolean next() {
      start = end + 1;
      if (start >= text.length()) {
        return false;
      }
      int newline = text.indexOf('\n', start);
      end = newline < 0 ? text.length() : newline;
      number++;
      return true;
    }

    String line() {
      return text.substring(start, end);
    }

    /** {@return what stands between blanks or tabs, counted from 0} */
    String word(int wanted) {
      int at = start;
      for (int i = 0; ; i++) {
        while (at < end && isBlank(at)) {
          at++;
        }
        int from = at;
        while (at < end && !isBlank(at)) {
          at++;
        }
        if (from == at) {
          throw malformed("too few columns");
        }
        if (i == wanted) {
          return text.substring(from, at);
        }
      }
    }

    private boolean isBlank(int at) {
      return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    int number(String digits, int radix) {
      try {
        int number = Integer.parseInt(digits, radix);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw malformed("not an index");
    }

    long half(String digits) {
      try {
        return Long.parseUnsignedLong(digits, 16);
      } catch (NumberFormatException e) {
        throw malformed("not hexadecimal");
      }
    }

    IpAddress dotted(String address) {
      long bits = 0;
      int bytes = 0;
      for (int at = 0; at <= address.length(); bytes++) {
        int dot = address.indexOf('.', at);
        String digits = address.substring(at, dot < 0 ? address.length() : dot);
        int value;
        try {
          value = Integer.parseInt(digits, 10);
        } catch (NumberFormatException e) {
          throw malformed("not an address");
        }
        if (value < 0 || value > 255) {
          throw malformed("not an address");
        }
        bits = bits << 8 | value;
        at += digits.length() + 1;
      }
      if (bytes != 4) {
        throw malformed("not an address");
      }
      return new IpAddress(false, 0, bits);
    }

    Malformed malformed(String what) {
      String quoted = new ByteString(line()).escaped();
      return new Malformed("line " + number + ": " + what + ": \"" + quoted + "\"");
    }
  }
}
