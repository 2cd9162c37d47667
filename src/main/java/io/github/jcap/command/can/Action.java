package io.github.jcap.command.can;

import io.github.jcap.command.CommandException;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is asked about.
 *
 * @param kind what sort of thing
 * @param typed as it was typed, in bytes
 * @param path of READ, WRITE, EXEC and CHOWN the file, absolute; else empty
 * @param number of BIND the port, of KILL and PTRACE the pid, of SETUID and SETGID the id; else 0
 * @param udp of BIND, whether it is UDP's port
 */
record Action(Kind kind, ByteString typed, ByteString path, long number, boolean udp) {
  private static final long HIGHEST_PORT = 65535;
  private static final long HIGHEST_ID = 0xffff_fffeL;
  private static final ByteString NO_PATH = new ByteString("");
  private static final String UDP = "/udp";
  private static final String TCP = "/tcp";

  /** What follows the word of an action. */
  enum Operand {
    NONE(""),
    PORT(":PORT[/udp]"),
    PATH(":PATH"),
    PID(":PID"),
    UID(":UID"),
    GID(":GID");

    private final String form;

    Operand(String form) {
      this.form = form;
    }
  }

  /** The sorts of action. */
  enum Kind {
    BIND("bind", Operand.PORT),
    RAW_SOCKET("raw-socket", Operand.NONE),
    PACKET_SOCKET("packet-socket", Operand.NONE),
    READ("read", Operand.PATH),
    WRITE("write", Operand.PATH),
    EXEC("exec", Operand.PATH),
    CHOWN("chown", Operand.PATH),
    KILL("kill", Operand.PID),
    PTRACE("ptrace", Operand.PID),
    SETUID("setuid", Operand.UID),
    SETGID("setgid", Operand.GID),
    MOUNT("mount", Operand.NONE),
    MKNOD("mknod", Operand.NONE),
    CHROOT("chroot", Operand.NONE),
    LOAD_MODULE("load-module", Operand.NONE);

    private final String word;
    private final Operand operand;

    Kind(String word, Operand operand) {
      this.word = word;
      this.operand = operand;
    }

    String word() {
      return word;
    }

    /** {@return how it is typed: {@code bind:PORT[/udp]}} */
    String form() {
      return word + operand.form;
    }
  }

  /** {@return how every action is typed, joined by commas} */
  static String forms() {
    StringBuilder forms = new StringBuilder();
    for (Kind kind : Kind.values()) {
      forms.append(forms.length() == 0 ? "" : ", ").append(kind.form());
    }
    return forms.toString();
  }

  /** {@return how every action begins: {@code mount}, and {@code bind:} where more follows} */
  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      words.add(kind.operand == Operand.NONE ? kind.word() : kind.word() + ":");
    }
    return words;
  }

  /**
   * {@return the action of a word of the command line}
   *
   * @param accounts knows users by name
   * @throws CommandException where it is none, or what follows its colon is not of its form
   */
  static Action parse(String typed, Accounts accounts) {
    int colon = typed.indexOf(':');
    String word = colon < 0 ? typed : typed.substring(0, colon);
    Kind kind = kind(word);
    if (kind.operand == Operand.NONE ? colon >= 0 : colon < 0 || colon + 1 == typed.length()) {
      throw CommandException.usage(shown(typed) + ": it is typed as " + kind.form());
    }
    return parse(kind, typed, typed.substring(colon + 1), accounts);
  }

  private static Kind kind(String word) {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
      words.add(kind.word);
    }
    throw CommandException.usage(
        "unknown action: " + shown(word) + Nearest.hint(word, words) + "; see jcap can --help");
  }

  private static String shown(String typed) {
    return RawPath.bytes(typed).escaped();
  }

  private static Action of(Kind kind, String typed, ByteString path, long number, boolean udp) {
    return new Action(kind, RawPath.bytes(typed), path, number, udp);
  }

  /** Of a number with what follows it already cut off. */
  private record Numeral(String typed, String text) {
    long upTo(long most, String what) {
      long value = text.isEmpty() ? -1 : 0;
      for (int at = 0; at < text.length() && value >= 0; at++) {
        int digit = text.charAt(at) - '0';
        value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        value = value > most ? -1 : value;
      }
      if (value < 0) {
        throw CommandException.usage(shown(typed) + ": not " + what + ": " + shown(text));
      }
      return value;
    }
  }

  private static Action port(Kind kind, String typed, String operand) {
    boolean udp = operand.endsWith(UDP);
    String port =
        udp || operand.endsWith(TCP)
            ? operand.substring(0, operand.length() - UDP.length())
            : operand;
    long number = new Numeral(typed, port).upTo(HIGHEST_PORT, "a port, 1 to 65535");
    if (number == 0) {
      throw CommandException.usage(shown(typed) + ": not a port, 1 to 65535: 0");
    }
    return of(kind, typed, NO_PATH, number, udp);
  }

  private static Action path(Kind kind, String typed, String operand) {
    if (!operand.startsWith("/")) {
      throw CommandException.usage(shown(typed) + ": the path must be absolute");
    }
    return of(kind, typed, RawPath.bytes(operand), 0, false);
  }

  private static Action pid(Kind kind, String typed, String operand) {
    long pid = new Numeral(typed, operand).upTo(Integer.MAX_VALUE, "a pid");
    if (pid == 0) {
      throw CommandException.usage(shown(typed) + ": not a pid: 0");
    }
    return of(kind, typed, NO_PATH, pid, false);
  }

  private static Action user(Kind kind, String typed, String operand, Accounts accounts) {
    OptionalLong named = accounts.userId(RawPath.bytes(operand));
    long uid =
        named.isPresent()
            ? named.getAsLong()
            : new Numeral(typed, operand).upTo(HIGHEST_ID, "a user or a number");
    return of(kind, typed, NO_PATH, uid, false);
  }

  private static Action group(Kind kind, String typed, String operand) {
    return of(kind, typed, NO_PATH, new Numeral(typed, operand).upTo(HIGHEST_ID, "a gid"), false);
  }

  private static Action parse(Kind kind, String typed, String operand, Accounts accounts) {
    return switch (kind.operand) {
      case NONE -> of(kind, typed, NO_PATH, 0, false);
      case PORT -> port(kind, typed, operand);
      case PATH -> path(kind, typed, operand);
      case PID -> pid(kind, typed, operand);
      case UID -> user(kind, typed, operand, accounts);
      case GID -> group(kind, typed, operand);
    };
  }
}
