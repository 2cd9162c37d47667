package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problem;

/** What is asked of the kernel by netlink, and what its refusals mean. */
final class NetlinkQuestion {
  /** {@code include/uapi/linux/netlink.h}. */
  static final int NETLINK_ROUTE = 0;

  /** {@code include/uapi/linux/netlink.h}; since Linux 3.3, before that for TCP and DCCP alone. */
  static final int NETLINK_SOCK_DIAG = 4;

  /** {@code include/uapi/linux/sock_diag.h}: of the question and of its answers. */
  static final int SOCK_DIAG_BY_FAMILY = 20;

  /**
   * From a question of rtnetlink to its answers: {@code RTM_GETLINK} 18, {@code RTM_NEWLINK} 16.
   */
  private static final int GET_TO_NEW = -2;

  private final int protocol;
  private final int type;
  private final byte[] body;

  /**
   * Keeps the body, which nobody changes.
   *
   * @param protocol {@code NETLINK_SOCK_DIAG} or {@code NETLINK_ROUTE}
   * @param type of the message
   * @param body the structure that follows the header, in the machine's byte order
   */
  NetlinkQuestion(int protocol, int type, byte[] body) {
    this.protocol = protocol;
    this.type = type;
    this.body = body;
  }

  int type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  /** {@return the type of the messages that answer} */
  int answer() {
    return protocol == NETLINK_SOCK_DIAG ? type : type + GET_TO_NEW;
  }

  /** {@return whether that refusal says that this kernel has nothing of the sort to list} */
  boolean meansAbsent(Errno errno) {
    return errno == Errno.EPROTONOSUPPORT
        || errno == Errno.EOPNOTSUPP
        // No module that lists the family or protocol; a family past the kernel's last.
        || (protocol == NETLINK_SOCK_DIAG && (errno == Errno.ENOENT || errno == Errno.EINVAL));
  }

  /** {@return that the kernel refused} */
  Problem refused(Errno errno) {
    return Problem.of(operation(), errno, subject(), remedy(errno));
  }

  /** {@return that the answers broke off, for a reason that has no errno} */
  Problem broken(String cause) {
    return new Problem(Problem.Kind.IO, operation(), cause, subject(), "");
  }

  /** {@return that the answers are not of netlink's form} */
  Problem malformed(String what) {
    return Problem.malformed(operation(), what, subject());
  }

  /** {@return what would help; empty where nothing is known to} */
  static String remedy(Errno errno) {
    return errno == Errno.EACCES || errno == Errno.EPERM
        ? "refused by a security module or seccomp"
        : FileRemedy.forReading(errno);
  }

  /** {@return what is done, for people} */
  String operation() {
    return protocol == NETLINK_SOCK_DIAG
        ? "list sockets by NETLINK_SOCK_DIAG"
        : "list interfaces by NETLINK_ROUTE";
  }

  private ByteString subject() {
    return ByteString.of(
        protocol == NETLINK_SOCK_DIAG && body.length >= 2
            ? "family " + (body[0] & 0xff) + ", protocol " + (body[1] & 0xff)
            : "message type " + type);
  }
}
