package io.github.jcap.kernel;

import com.kenai.jffi.MemoryIO;
import io.github.jcap.outcome.ByteString;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongUnaryOperator;

/** A block of memory outside the heap, with the address that C functions are given. */
final class NativeMemory {
  private final ByteBuffer bytes;
  private final long address;

  private NativeMemory(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    address = MemoryIO.getInstance().getDirectBufferAddress(bytes);
  }

  /** {@return a block of that many bytes, all zero} */
  static NativeMemory allocate(int size) {
    return new NativeMemory(size);
  }

  /** {@return a block that holds {@code text} and the NUL that ends it} */
  static NativeMemory cString(ByteString text) {
    NativeMemory memory = new NativeMemory(text.length() + 1);
    memory.bytes.put(text.bytes());
    return memory;
  }

  /** {@return a block that holds {@code text} and the NUL that ends it} */
  static NativeMemory cString(String text) {
    return cString(ByteString.of(text));
  }

  /** {@return the block's address, valid as long as this object is reachable} */
  long address() {
    return address;
  }

  /** {@return what a C function gives that is passed this block, which stays until then} */
  long passTo(LongUnaryOperator function) {
    try {
      return function.applyAsLong(address);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** {@return the block as a buffer in the machine's byte order; positions are its own} */
  ByteBuffer bytes() {
    return bytes;
  }

  /** {@return how many bytes there are} */
  int size() {
    return bytes.capacity();
  }
}
