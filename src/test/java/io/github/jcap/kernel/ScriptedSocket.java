package io.github.jcap.kernel;

import com.kenai.jffi.MemoryIO;
import io.github.jcap.outcome.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A netlink socket whose other end does as a test says: what is received after each send. Where
 * nothing is left, EAGAIN.
 */
final class ScriptedSocket implements SocketLibC {
  static final int DESCRIPTOR = 4711;

  /** One thing that recv(2) does; given the sequence number of the question. */
  interface Step {
    /** {@return the datagram; empty where it fails} */
    byte[] datagram(int sequence);

    /** {@return why it fails; EIO where it does not} */
    default Errno errno() {
      return Errno.EIO;
    }
  }

  /** What was sent, whole. */
  final List<byte[]> sent = new ArrayList<>();

  /** How often each function was called. */
  int receptions;

  private final Deque<List<Step>> script = new ArrayDeque<>();
  private Deque<Step> left = new ArrayDeque<>();
  private Errno errno = Errno.EIO;

  /** Says what follows the next question that has nothing said of it. */
  ScriptedSocket then(Step... steps) {
    script.add(List.of(steps));
    return this;
  }

  /** {@return that recv(2) fails} */
  static Step fails(Errno errno) {
    return new Step() {
      @Override
      public byte[] datagram(int sequence) {
        return new byte[0];
      }

      @Override
      public Errno errno() {
        return errno;
      }
    };
  }

  /** {@return messages in one datagram} */
  static Step datagram(Step... messages) {
    return sequence -> {
      ByteBuffer all = ByteBuffer.allocate(1 << 20);
      for (Step message : messages) {
        all.position((all.position() + 3) & ~3).put(message.datagram(sequence));
      }
      return Arrays.copyOf(all.array(), all.position());
    };
  }

  /** {@return a message} */
  static Step message(int type, int flags, byte... payload) {
    return sequence -> message(16 + payload.length, type, flags, sequence, payload);
  }

  /** {@return the answer of sock_diag(7) with that payload} */
  static Step item(int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return message(NetlinkQuestion.SOCK_DIAG_BY_FAMILY, 2, bytes);
  }

  /** {@return the end, with an error's number or 0} */
  static Step done(int errno) {
    return message(NetlinkDump.NLMSG_DONE, 2, integer(-errno));
  }

  /** {@return NLMSG_ERROR, with the number and the header of the question} */
  static Step error(Errno errno) {
    byte[] payload = Arrays.copyOf(integer(-errno.number()), 20);
    return message(NetlinkDump.NLMSG_ERROR, 0, payload);
  }

  static byte[] integer(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  /** {@return a message that says to be of any length} */
  static byte[] message(int length, int type, int flags, int sequence, byte... payload) {
    return ByteBuffer.allocate(16 + payload.length)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) type)
        .putShort((short) flags)
        .putInt(sequence)
        .putInt(99)
        .put(payload)
        .array();
  }

  /** {@return the functions, and this socket} */
  NativeCalls calls() {
    NativeCalls real = NativeCalls.bind();
    return new NativeCalls(real.libc(), real.spawn(), () -> this, () -> errno.number());
  }

  private int failed(Errno why) {
    errno = why;
    return -1;
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return DESCRIPTOR;
  }

  @Override
  public int connect(int descriptor, long address, int length) {
    return 0;
  }

  @Override
  public long send(int descriptor, long buffer, long size, int flags) {
    byte[] message = new byte[(int) size];
    MemoryIO.getInstance().getByteArray(buffer, message, 0, message.length);
    sent.add(message);
    left = new ArrayDeque<>(script.isEmpty() ? List.of() : script.remove());
    return size;
  }

  @Override
  public long recv(int descriptor, long buffer, long size, int flags) {
    receptions++;
    if (left.isEmpty()) {
      return failed(Errno.EAGAIN);
    }
    Step step = left.remove();
    int sequence =
        ByteBuffer.wrap(sent.get(sent.size() - 1)).order(ByteOrder.nativeOrder()).getInt(8);
    byte[] datagram = step.datagram(sequence);
    if (datagram.length == 0) {
      return failed(step.errno());
    }
    int fitting = (int) Math.min(size, datagram.length);
    MemoryIO.getInstance().putByteArray(buffer, datagram, 0, fitting);
    return datagram.length;
  }

  @Override
  public long readlinkat(int directory, long path, long buffer, long size) {
    throw new UnsupportedOperationException("readlinkat");
  }

  @Override
  public int open(long path, int flags, int mode) {
    throw new UnsupportedOperationException("open");
  }

  @Override
  public int close(int descriptor) {
    return NativeCalls.bind().libc().close(descriptor);
  }

  @Override
  public long getdents64(int descriptor, long buffer, long size) {
    throw new UnsupportedOperationException("getdents64");
  }
}
