package io.github.jcap.socket;

/**
 * The states of internet sockets, {@code include/net/tcp_states.h}, as the tables of /proc/net give
 * them: see native-notes/proc_net_tcp.md.
 */
enum TcpState {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11);

  private final int number;

  TcpState(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** {@return the name of a state; its number where a newer kernel has one more} */
  static String name(int number) {
    for (TcpState state : values()) {
      if (state.number == number) {
        return state.name();
      }
    }
    return Integer.toString(number);
  }
}
