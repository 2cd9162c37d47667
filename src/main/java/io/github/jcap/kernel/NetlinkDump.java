package io.github.jcap.kernel;

import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.kernel.Netlink.Decoder;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The framing of netlink(7): a question with NLM_F_DUMP and the messages that answer it, over as
 * many datagrams as the kernel makes of them; {@code include/uapi/linux/netlink.h}, see
 * native-notes/nlmsghdr.md. One block of memory holds each datagram in its turn. Not safe for many
 * threads.
 *
 * <p>The kernel makes an answer inside the calls that ask for it, so nothing is ever waited for:
 * where no datagram is there, none will come.
 */
final class NetlinkDump {
  static final int HEADER_SIZE = 16;
  static final int LENGTH = 0;
  static final int TYPE = 4;
  static final int FLAGS = 6;
  static final int SEQUENCE = 8;
  static final int PORT = 12;

  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_DUMP_INTR = 0x10;
  static final int NLM_F_DUMP = 0x300;

  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int NLMSG_OVERRUN = 4;

  /** Types below are netlink's own. */
  static final int NLMSG_MIN_TYPE = 16;

  /** {@code include/linux/socket.h}: recv(2) gives the datagram's length, not how much fitted. */
  static final int MSG_TRUNC = 0x20;

  static final int MSG_DONTWAIT = 0x40;

  /** How often a question is asked before it is given up. */
  static final int MOST_ATTEMPTS = 10;

  /** The kernel makes none above 32 KiB of many messages; one message may be longer. */
  private static final int USUAL_ROOM = 1 << 16;

  private static final int MOST_ROOM = 1 << 24;

  private static final int ERRNO_SIZE = 4;

  private final NativeCalls calls;
  private final SocketLibC sockets;
  private NativeMemory room = NativeMemory.allocate(USUAL_ROOM);
  private int sequence;

  NetlinkDump(NativeCalls calls, SocketLibC sockets) {
    this.calls = calls;
    this.sockets = sockets;
  }

  /** How one attempt ended. */
  private enum End {
    /** The kernel said that this was all. */
    WHOLE,
    /** Not yet. */
    MORE,
    /** The kernel refused; the errno is kept. */
    REFUSED,
    /** Something changed meanwhile, or messages were lost: another attempt may do. */
    INTERRUPTED,
    /** The messages are not of the form, and what was wrong is kept. */
    BROKEN
  }

  /** What one attempt has gathered. */
  private static final class Attempt<T> {
    final List<T> items = new ArrayList<>();
    int malformed;
    String firstMalformed = "";
    Errno refusal = Errno.EIO;
    String broken = "";

    void addMalformed(String what) {
      firstMalformed = malformed == 0 ? what : firstMalformed;
      malformed++;
    }

    End refused(Errno errno) {
      refusal = errno;
      return End.REFUSED;
    }

    End broken(String what) {
      broken = what;
      return End.BROKEN;
    }
  }

  /**
   * {@return all that the kernel answers; absent where it has nothing of the sort to list}
   *
   * @param descriptor a netlink socket that is connected to the kernel
   */
  <T> Outcome<Reading<Answers<T>>> ask(
      int descriptor, NetlinkQuestion question, Decoder<T> decoder) {
    for (int attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
      Attempt<T> attempt = new Attempt<>();
      End end = send(descriptor, question, attempt);
      if (end == End.WHOLE) {
        end = receive(descriptor, question.answer(), decoder, attempt);
      }
      if (end == End.WHOLE) {
        return Outcome.found(
            Reading.of(new Answers<>(attempt.items, attempt.malformed, attempt.firstMalformed)));
      }
      drain(descriptor);
      if (end == End.BROKEN) {
        return Outcome.failed(question.malformed(attempt.broken));
      }
      if (end == End.REFUSED) {
        return question.meansAbsent(attempt.refusal)
            ? Outcome.found(Reading.absent())
            : Outcome.failed(question.refused(attempt.refusal));
      }
    }
    return Outcome.failed(question.broken("interrupted " + MOST_ATTEMPTS + " times"));
  }

  private <T> End send(int descriptor, NetlinkQuestion question, Attempt<T> attempt) {
    sequence++;
    int length = HEADER_SIZE + question.body().length;
    ByteBuffer bytes = room.bytes().clear();
    bytes.putInt(LENGTH, length);
    bytes.putShort(TYPE, (short) question.type());
    bytes.putShort(FLAGS, (short) (NLM_F_REQUEST | NLM_F_DUMP));
    bytes.putInt(SEQUENCE, sequence);
    bytes.putInt(PORT, 0);
    bytes.put(HEADER_SIZE, question.body());
    long sent;
    do {
      sent = sockets.send(descriptor, room.address(), length, 0);
    } while (sent < 0 && calls.errno() == Errno.EINTR);
    return sent < 0 ? attempt.refused(calls.errno()) : End.WHOLE;
  }

  /** {@return the length of the next datagram, as far as it fits; the errno, negated} */
  private long receive(int descriptor) {
    try {
      long size;
      int errno;
      do {
        size = sockets.recv(descriptor, room.address(), room.size(), MSG_TRUNC | MSG_DONTWAIT);
        errno = size < 0 ? calls.errno().number() : 0;
      } while (errno == Errno.EINTR.number());
      return errno > 0 ? -errno : size;
    } finally {
      Reference.reachabilityFence(room);
    }
  }

  private <T> End receive(int descriptor, int answer, Decoder<T> decoder, Attempt<T> attempt) {
    while (true) {
      long size = receive(descriptor);
      if (size < 0) {
        Errno errno = Errno.of((int) -size);
        if (errno == Errno.EAGAIN) {
          return attempt.broken("no NLMSG_DONE");
        }
        return errno == Errno.ENOBUFS ? End.INTERRUPTED : attempt.refused(errno);
      }
      if (size > room.size()) {
        return makeRoom(size, attempt);
      }
      End end = read((int) size, answer, decoder, attempt);
      if (end != End.MORE) {
        return end;
      }
    }
  }

  /** What did not fit is lost. The next attempt has room for it. */
  private <T> End makeRoom(long size, Attempt<T> attempt) {
    if (size > MOST_ROOM) {
      return attempt.broken("a datagram of " + size + " bytes");
    }
    room = NativeMemory.allocate((int) size);
    return End.INTERRUPTED;
  }

  /** Reads one datagram: messages one after the other, each at a multiple of 4. */
  private <T> End read(int size, int answer, Decoder<T> decoder, Attempt<T> attempt) {
    ByteBuffer bytes = room.bytes();
    int at = 0;
    while (at < size) {
      bytes.clear();
      int length = size - at < HEADER_SIZE ? 0 : bytes.getInt(at + LENGTH);
      if (length < HEADER_SIZE || length > size - at) {
        return attempt.broken("a message of " + length + " bytes where " + (size - at) + " are");
      }
      if (bytes.getInt(at + SEQUENCE) == sequence) {
        End end = message(bytes, at, length, answer, decoder, attempt);
        if (end != End.MORE) {
          return end;
        }
      }
      at += (length + 3) & ~3;
    }
    return End.MORE;
  }

  private <T> End message(
      ByteBuffer bytes, int at, int length, int answer, Decoder<T> decoder, Attempt<T> attempt) {
    int type = Short.toUnsignedInt(bytes.getShort(at + TYPE));
    if ((bytes.getShort(at + FLAGS) & NLM_F_DUMP_INTR) != 0 || type == NLMSG_OVERRUN) {
      return End.INTERRUPTED;
    }
    if (type == NLMSG_DONE || type == NLMSG_ERROR) {
      boolean hasErrno = length >= HEADER_SIZE + ERRNO_SIZE;
      if (!hasErrno && type == NLMSG_ERROR) {
        return attempt.broken("NLMSG_ERROR without an errno");
      }
      int errno = hasErrno ? bytes.getInt(at + HEADER_SIZE) : 0;
      if (errno < 0) {
        return attempt.refused(Errno.of(-errno));
      }
      // An error of 0 is a receipt, which was not asked for.
      return type == NLMSG_DONE ? End.WHOLE : End.MORE;
    }
    if (type == answer) {
      try {
        attempt.items.add(decoder.decode(bytes.limit(at + length).position(at + HEADER_SIZE)));
      } catch (Malformed e) {
        attempt.addMalformed(String.valueOf(e.getMessage()));
      }
    } else if (type >= NLMSG_MIN_TYPE) {
      attempt.addMalformed("a message of type " + type);
    }
    return End.MORE;
  }

  /** The next question may be asked only when the kernel has nothing more to say to this one. */
  private void drain(int descriptor) {
    int failures = 0;
    while (failures < MOST_ATTEMPTS) {
      long size = receive(descriptor);
      if (size < 0) {
        failures = size == -Errno.ENOBUFS.number() ? failures + 1 : MOST_ATTEMPTS;
      }
    }
  }
}
