package io.github.jcap.kernel;

import io.github.jcap.kernel.UserNamespaceLine.Place;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The namespaces of the running kernel. Every descriptor is closed again. */
public final class LinuxNamespaces implements Namespaces {
  private static final String SYSCTLS = "/proc/sys/net/";

  private final NativeCalls calls;
  private final Nsfs nsfs;

  LinuxNamespaces(NativeCalls calls) {
    this.calls = calls;
    nsfs = Nsfs.of(System.getProperty("os.arch", ""));
  }

  /** {@return the running kernel's, the C functions bound now} */
  public static Namespaces bind() {
    return new LinuxNamespaces(NativeCalls.bind());
  }

  @Override
  public Outcome<UserNamespaceLine> owner(Path link) {
    return NamespaceLink.ask(calls, link, this::owner);
  }

  private Outcome<UserNamespaceLine> owner(int descriptor, ByteString path) {
    int owner = calls.libc().ioctl(descriptor, nsfs.getUserNamespace(), 0);
    if (owner < 0) {
      Errno errno = calls.errno();
      return errno == Errno.EPERM
          // It is neither the reader's own nor one below.
          ? Outcome.found(new UserNamespaceLine(List.of()))
          : Outcome.failed(
              Problem.of(
                  "ioctl NS_GET_USERNS",
                  errno,
                  path,
                  NamespaceLink.remedy(errno, "needs Linux 4.9")));
    }
    try {
      return line(owner, path);
    } finally {
      calls.libc().close(owner);
    }
  }

  @Override
  public Outcome<UserNamespaceLine> line(Path userLink) {
    return NamespaceLink.ask(calls, userLink, this::line);
  }

  private Outcome<UserNamespaceLine> line(int descriptor, ByteString path) {
    List<Place> places = new ArrayList<>();
    Outcome<Done> climbed = climb(descriptor, path, true, places);
    return climbed.map(done -> new UserNamespaceLine(places));
  }

  @Override
  public Outcome<List<Long>> pidNamespaces(Path pidLink) {
    return NamespaceLink.ask(
        calls,
        pidLink,
        (descriptor, path) -> {
          List<Place> places = new ArrayList<>();
          return climb(descriptor, path, false, places).map(done -> inodes(places));
        });
  }

  private static List<Long> inodes(List<Place> places) {
    List<Long> inodes = new ArrayList<>();
    for (Place place : places) {
      inodes.add(place.inode());
    }
    return inodes;
  }

  /** Adds a namespace, its parent, and so on, as far as the kernel shows them to the reader. */
  private Outcome<Done> climb(int descriptor, ByteString path, boolean user, List<Place> places) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory itself = NativeMemory.cString("");
    Outcome<Long> inode =
        FileStat.ask(calls, room, descriptor, itself, Statx.AT_EMPTY_PATH, () -> path)
            .map(Statx::inode);
    if (!(inode instanceof Outcome.Found<Long> found)) {
      return inode.map(never -> Done.DONE);
    }
    boolean initial = user && found.value() == UserNamespace.INITIAL_INODE;
    Reading<Long> maker =
        initial ? UserNamespace.INITIAL.owner() : user ? maker(descriptor) : Reading.absent();
    places.add(new Place(found.value(), maker));
    if (initial) {
      return Outcome.found(Done.DONE);
    }
    int parent = calls.libc().ioctl(descriptor, nsfs.getParent(), 0);
    if (parent < 0) {
      Errno errno = calls.errno();
      return errno == Errno.EPERM
          ? Outcome.found(Done.DONE)
          : Outcome.failed(Problem.of("ioctl NS_GET_PARENT", errno, path, "needs Linux 4.9"));
    }
    try {
      return climb(parent, path, user, places);
    } finally {
      calls.libc().close(parent);
    }
  }

  private Reading<Long> maker(int descriptor) {
    NativeMemory uid = NativeMemory.allocate(Nsfs.UID_SIZE);
    long result =
        uid.passTo(address -> calls.libc().ioctl(descriptor, nsfs.getOwnerUid(), address));
    return result == 0
        ? Reading.of(Integer.toUnsignedLong(uid.bytes().getInt(0)))
        : Reading.unknown();
  }

  @Override
  public Outcome<List<Reading<ByteString>>> networkSysctls(Path netLink, List<String> files) {
    return NamespaceLink.ask(calls, netLink, (descriptor, path) -> inside(descriptor, path, files));
  }

  private Outcome<List<Reading<ByteString>>> inside(
      int descriptor, ByteString path, List<String> files) {
    try (ThreadWork thread = new ThreadWork(calls)) {
      long entered = thread.call(() -> calls.libc().setns(descriptor, NamespaceLink.CLONE_NEWNET));
      if (entered < 0) {
        Errno errno = Errno.of((int) -entered);
        return Outcome.failed(
            Problem.of(
                "setns to a network namespace",
                errno,
                path,
                NamespaceLink.remedy(errno, "needs CAP_SYS_ADMIN")));
      }
      List<Reading<ByteString>> values = new ArrayList<>();
      for (String file : files) {
        Outcome<Reading<ByteString>> value = read(thread, SYSCTLS + file);
        if (!(value instanceof Outcome.Found<Reading<ByteString>> found)) {
          return value.map(never -> values);
        }
        values.add(found.value());
      }
      return Outcome.found(values);
    }
  }

  private Outcome<Reading<ByteString>> read(ThreadWork thread, String file) {
    NativeMemory name = NativeMemory.cString(file);
    long descriptor =
        Descriptors.retried(
            thread, () -> calls.libc().open(name.address(), Descriptors.READ_ONLY, 0), name);
    if (descriptor < 0) {
      Errno errno = Errno.of((int) -descriptor);
      return errno == Errno.ENOENT
          ? Outcome.found(Reading.absent())
          : Outcome.failed(Problem.of("open <sysctl>", errno, file, FileRemedy.forReading(errno)));
    }
    return Descriptors.readAndClose(thread, calls, (int) descriptor, file)
        .map(text -> Reading.of(withoutNewline(text)));
  }

  private static ByteString withoutNewline(ByteString text) {
    String latin1 = text.latin1();
    return latin1.endsWith("\n") ? new ByteString(latin1.substring(0, latin1.length() - 1)) : text;
  }
}
