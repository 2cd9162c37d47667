package io.github.jcap.kernel;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.lang.ref.Reference;
import java.util.Optional;

/** The files of the running host. Safe for many threads. */
public final class LinuxFileTree implements FileTree {
  private static final int READ_OK = 4;
  private static final int SEARCH_OK = 1;

  private final NativeCalls calls;
  private final OpenFlags flags;

  LinuxFileTree(NativeCalls calls) {
    this.calls = calls;
    flags = OpenFlags.ofMachine();
  }

  /** {@return the host's files, the C functions bound now} */
  public static FileTree bind() {
    return new LinuxFileTree(NativeCalls.bind());
  }

  @Override
  public Directory directory() {
    return new LinuxDirectory(calls, flags);
  }

  @Override
  public Outcome<FileKind> kind(ByteString path, boolean follow) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory name = NativeMemory.cString(path);
    int how = follow ? 0 : Statx.AT_SYMLINK_NOFOLLOW;
    return FileStat.ask(calls, room, Statx.AT_FDCWD, name, how, () -> path).map(Statx::kind);
  }

  @Override
  public boolean mayList(ByteString directory) {
    return NativeMemory.cString(directory)
            .passTo(path -> calls.libc().access(path, READ_OK | SEARCH_OK))
        == 0;
  }

  @Override
  public Outcome<DirectoryId> which(ByteString path) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory name = NativeMemory.cString(path);
    int how = Statx.AT_SYMLINK_NOFOLLOW;
    return FileStat.which(calls, room, Statx.AT_FDCWD, name, how, () -> path);
  }

  @Override
  public Outcome<Optional<CapAttribute>> capabilities(ByteString path) {
    return new CapXattr(calls).ofLink(NativeMemory.cString(path), () -> path);
  }

  @Override
  public Outcome<FileFacts> facts(ByteString path, boolean follow) {
    NativeMemory room = NativeMemory.allocate(Statx.SIZE);
    NativeMemory name = NativeMemory.cString(path);
    int how = follow ? 0 : Statx.AT_SYMLINK_NOFOLLOW;
    try {
      return FileStat.facts(calls, room, Statx.AT_FDCWD, name.address(), how, () -> path);
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  @Override
  public Outcome<ByteString> firstBytes(ByteString path, int most) {
    NativeMemory name = NativeMemory.cString(path);
    try {
      return new FileHead(calls, flags, most).read(Statx.AT_FDCWD, name.address(), () -> path);
    } finally {
      Reference.reachabilityFence(name);
    }
  }
}
