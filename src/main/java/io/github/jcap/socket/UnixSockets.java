package io.github.jcap.socket;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/<pid>/net/unix}: proc_net(5), {@code net/unix/af_unix.c}; see
 * native-notes/proc_net_unix.md.
 *
 * <p>A name may hold a line feed: a line that is not of the form of an entry goes on with the name
 * before it. Whether one that is was written by the kernel or by who chose the name cannot be told.
 */
final class UnixSockets {
  private static final int LISTENS = 0x0001_0000;
  private static final int SHORT_LINE = 56;
  private static final int ADDRESS_DIGITS = 8; // of the kernel's own address, at the least
  private static final int NONE = -1;

  static final Reading<Boolean> ABSTRACT = Reading.of(true);
  static final Reading<Boolean> A_PATH = Reading.of(false);

  private final byte[] bytes;
  private final List<Socket> sockets;
  private int number = 1;
  private int malformed;
  private String firstMalformed = "";

  /** Of the entry being read: where it began, and its name, which may go on. */
  private int entry = NONE;

  private int flags;
  private int type;
  private int state;
  private long inode;
  private int name = NONE;
  private int nameEnd = NONE;

  /** Where the next column of the line being read begins. */
  private int at;

  private UnixSockets(byte[] bytes) {
    this.bytes = bytes;
    this.sockets = new ArrayList<>(bytes.length / SHORT_LINE);
  }

  /** {@return what the table says} */
  static SocketTable parse(byte[] bytes) {
    return bytes.length == 0 ? SocketTable.EMPTY_FILE : new UnixSockets(bytes).read();
  }

  private SocketTable read() {
    int start = endOfLine(0) + 1;
    while (start < bytes.length) {
      int end = endOfLine(start);
      number++;
      if (end == bytes.length) {
        entry = NONE; // the name before it may be cut as well
        complain(start, end, "no end of the line");
      } else if (isEntry(start, end)) {
        begin(start, end);
      } else if (name == NONE) {
        complain(start, end, "not an entry");
      } else {
        nameEnd = end;
      }
      start = end + 1;
    }
    finish();
    return new SocketTable(sockets, malformed, firstMalformed);
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private void complain(int start, int end, String what) {
    malformed++;
    if (malformed == 1) {
      Malformed e = LineColumns.malformed(bytes, start, end, number, what);
      firstMalformed = String.valueOf(e.getMessage());
    }
  }

  /** The kernel writes {@code "%pK: %08X %08X %08X %04X %02X %5llu"}, a blank and the name. */
  private boolean isEntry(int start, int end) {
    at = start;
    while (at < end && LineColumns.hexDigit(bytes[at]) >= 0) {
      at++;
    }
    return at - start >= ADDRESS_DIGITS
        && isNext(end, ':')
        && isHex(end, 8)
        && isHex(end, 8)
        && isHex(end, 8)
        && isHex(end, 4)
        && isHex(end, 2)
        && isDecimal(end);
  }

  private boolean isNext(int end, char expected) {
    return at < end && bytes[at++] == expected;
  }

  private boolean isHex(int end, int digits) {
    if (!isNext(end, ' ') || at + digits > end) {
      return false;
    }
    for (int to = at + digits; at < to; at++) {
      if (LineColumns.hexDigit(bytes[at]) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isDecimal(int end) {
    if (!isNext(end, ' ')) {
      return false;
    }
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    int digits = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > digits && at - digits <= 18 && (at == end || bytes[at] == ' ');
  }

  /** The line is of the form, so that its columns are where they must be. */
  private void begin(int start, int end) {
    finish();
    entry = start;
    int colon = start;
    while (bytes[colon] != ':') {
      colon++;
    }
    flags = hex(colon + 20, 8);
    type = hex(colon + 29, 4);
    state = hex(colon + 34, 2);
    inode = 0;
    for (int i = colon + 37; i < at; i++) {
      inode = bytes[i] == ' ' ? inode : inode * 10 + bytes[i] - '0';
    }
    name = at < end ? at + 1 : NONE;
    nameEnd = end;
    if (stateNumber() == NONE) {
      complain(start, end, "not a state");
      entry = NONE; // its name may go on nevertheless
    }
  }

  private int hex(int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = (value << 4) | LineColumns.hexDigit(bytes[i]);
    }
    return value;
  }

  /** What waits to be accepted, or is closing, has no inode, and sock_diag does not list it. */
  private void finish() {
    if (entry != NONE && inode != 0) {
      sockets.add(socket());
    }
    entry = NONE;
    name = NONE;
  }

  private Socket socket() {
    if (name == NONE) {
      return new UnixSocket(type, stateNumber(), Reading.absent(), Reading.absent(), inode);
    }
    boolean isAbstract = name < nameEnd && bytes[name] == '@';
    ByteString path = ByteString.of(bytes, isAbstract ? name + 1 : name, nameEnd);
    return new UnixSocket(
        type, stateNumber(), Reading.of(path), isAbstract ? ABSTRACT : A_PATH, inode);
  }

  /** {@code SS_} of {@code include/uapi/linux/net.h} as the {@code TCP_} it was made from. */
  private int stateNumber() {
    if ((flags & LISTENS) != 0) {
      return TcpState.LISTEN.number();
    }
    return switch (state) {
      case 1, 4 -> TcpState.CLOSE.number();
      case 2, 3 -> TcpState.ESTABLISHED.number();
      default -> NONE;
    };
  }
}
