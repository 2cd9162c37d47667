package io.github.jcap.judge;

import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import java.nio.file.Path;

/** Where this process is: what a relative path begins at. */
public final class WorkingDirectory {
  private WorkingDirectory() {}

  /** {@return a path made absolute} */
  public static ByteString absolute(ByteString path) {
    if (path.latin1().startsWith("/")) {
      return path;
    }
    String here = RawPath.bytes(Path.of("")).latin1();
    return new ByteString((here.equals("/") ? "" : here) + "/" + path.latin1());
  }
}
