package io.github.jcap.kernel;

import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Questions to the kernel about one network namespace: netlink(7), sock_diag(7), rtnetlink(7). Its
 * sockets stay in the namespace in which they were made. Not safe for many threads.
 */
public interface Netlink extends AutoCloseable {

  /** Makes a value of one answer. */
  @FunctionalInterface
  interface Decoder<T> {
    /**
     * {@return the value}
     *
     * @param payload what follows the message's header, in the machine's byte order; its memory is
     *     used again for the next answer
     * @throws Malformed where it is not of the form
     */
    T decode(ByteBuffer payload) throws Malformed;
  }

  /**
   * What came of one question.
   *
   * @param items in the kernel's order
   * @param malformed how many answers were not of the form
   * @param firstMalformed what was wrong with the first of them; empty where there is none
   */
  record Answers<T>(List<T> items, int malformed, String firstMalformed) {
    /** Copies nothing: there may be a hundred thousand. */
    public Answers {}
  }

  /**
   * {@return every socket that a request names; absent where this kernel cannot list that family}
   *
   * <p>An answer that the kernel says was interrupted (NLM_F_DUMP_INTR) is asked for again.
   *
   * @param request the structure that follows the header of {@code SOCK_DIAG_BY_FAMILY}
   */
  <T> Outcome<Reading<Answers<T>>> sockets(byte[] request, Decoder<T> decoder);

  /**
   * {@return all of what rtnetlink(7) has of one kind}
   *
   * @param type {@code RTM_GETLINK} or {@code RTM_GETADDR}
   * @param request the structure that follows the header
   */
  <T> Outcome<Reading<Answers<T>>> route(int type, byte[] request, Decoder<T> decoder);

  @Override
  void close();
}
