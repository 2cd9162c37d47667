package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import java.io.ByteArrayOutputStream;
import java.util.function.LongSupplier;

/** What is done with an open descriptor from a {@link ThreadWork}. */
final class Descriptors {
  /** {@code O_RDONLY | O_CLOEXEC | O_NONBLOCK}: never waits for the other end of a FIFO. */
  static final int READ_ONLY = 0x80800;

  static final int O_CLOEXEC = 0x80000;

  private static final int CHUNK = 8192;

  /** More is read, so that who writes can end, but not kept. */
  private static final int LONGEST = 1 << 20;

  private Descriptors() {}

  /** Reads to the end and closes, also where reading failed. */
  static Outcome<ByteString> readAndClose(
      ThreadWork thread, NativeCalls calls, int descriptor, String subject) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NativeMemory chunk = NativeMemory.allocate(CHUNK);
    long size;
    do {
      size = retried(thread, () -> calls.libc().read(descriptor, chunk.address(), CHUNK), chunk);
      if (size > 0 && bytes.size() < LONGEST) {
        byte[] part = new byte[(int) size];
        chunk.bytes().get(0, part);
        bytes.writeBytes(part);
      }
    } while (size > 0);
    close(thread, calls, descriptor);
    return size < 0
        ? LinuxPrivileges.failed("read", subject, size, "")
        : Outcome.found(ByteString.of(bytes.toByteArray()));
  }

  /** Closes a descriptor; one that was only read has nothing more to say. */
  static void close(ThreadWork thread, NativeCalls calls, int descriptor) {
    thread.call(() -> calls.libc().close(descriptor));
  }

  /** {@return the answer of a C function, which a signal made another try of} */
  static long retried(ThreadWork thread, LongSupplier function, NativeMemory... passed) {
    long answer;
    do {
      answer = thread.call(function, passed);
    } while (answer == -Errno.EINTR.number());
    return answer;
  }
}
