package io.github.jcap.kernel;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;

/**
 * The functions of {@code libc.so.6}, called through jffi, the layer below jnr-ffi. As fast for
 * each call as a class that jnr-ffi makes of the interface, and there at once: making that class
 * took a short command longer than all else it does.
 *
 * <p>Every argument and every result is passed as a long. That fits the C functions because what
 * they take is in registers, of which they read as much as they need; a result that is an int is
 * cut to it, since nobody promises what is above it. A function that this C library does not have
 * is an UnsatisfiedLinkError when it is called.
 */
final class JffiLibC implements LibC {
  private static final Invoker CALL = Invoker.getInstance();
  private static final CallContext[] TAKING = new CallContext[6];

  static {
    for (int count = 0; count < TAKING.length; count++) {
      Type[] arguments = new Type[count];
      for (int i = 0; i < count; i++) {
        arguments[i] = Type.SLONG_LONG;
      }
      TAKING[count] =
          CallContext.getCallContext(
              Type.SLONG_LONG, arguments, CallingConvention.DEFAULT, /* saveErrno= */ true);
    }
  }

  private final Library library = Library.getCachedInstance("libc.so.6", Library.LAZY);
  private final long access = find("access");
  private final long capget = find("capget");
  private final long capset = find("capset");
  private final long close = find("close");
  private final long connect = find("connect");
  private final long fchdir = find("fchdir");
  private final long getdents64 = find("getdents64");
  private final long getgrgid_r = find("getgrgid_r");
  private final long getgrouplist = find("getgrouplist");
  private final long getpwuid_r = find("getpwuid_r");
  private final long getxattr = find("getxattr");
  private final long ioctl = find("ioctl");
  private final long lgetxattr = find("lgetxattr");
  private final long open = find("open");
  private final long openat = find("openat");
  private final long pipe2 = find("pipe2");
  private final long prctl = find("prctl");
  private final long read = find("read");
  private final long readlink = find("readlink");
  private final long readlinkat = find("readlinkat");
  private final long recv = find("recv");
  private final long removexattr = find("removexattr");
  private final long send = find("send");
  private final long setns = find("setns");
  private final long setxattr = find("setxattr");
  private final long socket = find("socket");
  private final long statx = find("statx");
  private final long syscall = find("syscall");
  private final long unshare = find("unshare");
  private final long waitpid = find("waitpid");

  /** {@return the number that the calling thread's last function left} */
  static int lastErrno() {
    return LastError.getInstance().get();
  }

  /** A function's address; 0 where there is none, which is seen when it is called. */
  private long find(String name) {
    return library == null ? 0 : library.getSymbolAddress(name);
  }

  private static long there(long function) {
    if (function == 0) {
      throw new UnsatisfiedLinkError("this libc.so.6 has not the function; glibc 2.30 has all");
    }
    return function;
  }

  private static long call(long function, long a) {
    return CALL.invokeL1(TAKING[1], there(function), a);
  }

  private static long call(long function, long a, long b) {
    return CALL.invokeL2(TAKING[2], there(function), a, b);
  }

  private static long call(long function, long a, long b, long c) {
    return CALL.invokeL3(TAKING[3], there(function), a, b, c);
  }

  private static long call(long function, long a, long b, long c, long d) {
    return CALL.invokeL4(TAKING[4], there(function), a, b, c, d);
  }

  private static long call(long function, long a, long b, long c, long d, long e) {
    return CALL.invokeL5(TAKING[5], there(function), a, b, c, d, e);
  }

  @Override
  public int capget(long header, long data) {
    return (int) call(capget, header, data);
  }

  @Override
  public int capset(long header, long data) {
    return (int) call(capset, header, data);
  }

  @Override
  public int prctl(int option, long arg2, long arg3, long arg4, long arg5) {
    return (int) call(prctl, option, arg2, arg3, arg4, arg5);
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return (int) call(socket, domain, type, protocol);
  }

  @Override
  public int connect(int descriptor, long address, int length) {
    return (int) call(connect, descriptor, address, length);
  }

  @Override
  public long send(int descriptor, long buffer, long size, int flags) {
    return call(send, descriptor, buffer, size, flags);
  }

  @Override
  public long recv(int descriptor, long buffer, long size, int flags) {
    return call(recv, descriptor, buffer, size, flags);
  }

  @Override
  public int open(long path, int flags, int mode) {
    return (int) call(open, path, flags, mode);
  }

  @Override
  public int openat(int directory, long path, int flags, int mode) {
    return (int) call(openat, directory, path, flags, mode);
  }

  @Override
  public int close(int descriptor) {
    return (int) call(close, descriptor);
  }

  @Override
  public long read(int descriptor, long buffer, long size) {
    return call(read, descriptor, buffer, size);
  }

  @Override
  public int pipe2(long descriptors, int flags) {
    return (int) call(pipe2, descriptors, flags);
  }

  @Override
  public long getdents64(int descriptor, long buffer, long size) {
    return call(getdents64, descriptor, buffer, size);
  }

  @Override
  public int fchdir(int descriptor) {
    return (int) call(fchdir, descriptor);
  }

  @Override
  public int unshare(int flags) {
    return (int) call(unshare, flags);
  }

  @Override
  public int statx(int directory, long path, int flags, int mask, long buffer) {
    return (int) call(statx, directory, path, flags, mask, buffer);
  }

  @Override
  public long readlink(long path, long buffer, long size) {
    return call(readlink, path, buffer, size);
  }

  @Override
  public long readlinkat(int directory, long path, long buffer, long size) {
    return call(readlinkat, directory, path, buffer, size);
  }

  @Override
  public long lgetxattr(long path, long name, long value, long size) {
    return call(lgetxattr, path, name, value, size);
  }

  @Override
  public long getxattr(long path, long name, long value, long size) {
    return call(getxattr, path, name, value, size);
  }

  @Override
  public int setxattr(long path, long name, long value, long size, int flags) {
    return (int) call(setxattr, path, name, value, size, flags);
  }

  @Override
  public int removexattr(long path, long name) {
    return (int) call(removexattr, path, name);
  }

  @Override
  public int access(long path, int mode) {
    return (int) call(access, path, mode);
  }

  @Override
  public int setns(int descriptor, int type) {
    return (int) call(setns, descriptor, type);
  }

  @Override
  public int ioctl(int descriptor, long request, long argument) {
    return (int) call(ioctl, descriptor, request, argument);
  }

  @Override
  public long syscall(long number, long arg1, long arg2, long arg3) {
    return call(syscall, number, arg1, arg2, arg3);
  }

  @Override
  public long syscall(long number, long arg1, long arg2, long arg3, long arg4) {
    return call(syscall, number, arg1, arg2, arg3, arg4);
  }

  @Override
  public int getpwuid_r(int uid, long passwd, long buffer, long size, long result) {
    return (int) call(getpwuid_r, uid, passwd, buffer, size, result);
  }

  @Override
  public int getgrgid_r(int gid, long group, long buffer, long size, long result) {
    return (int) call(getgrgid_r, gid, group, buffer, size, result);
  }

  @Override
  public int getgrouplist(long user, int group, long groups, long count) {
    return (int) call(getgrouplist, user, group, groups, count);
  }

  @Override
  public int waitpid(int pid, long status, int options) {
    return (int) call(waitpid, pid, status, options);
  }
}
