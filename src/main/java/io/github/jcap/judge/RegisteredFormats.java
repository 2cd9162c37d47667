package io.github.jcap.judge;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.ProcRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The formats that somebody has registered with the kernel, to be run by a program of his: {@code
 * fs/binfmt_misc.c}, {@code Documentation/admin-guide/binfmt-misc.rst}. They come before all
 * others.
 */
final class RegisteredFormats {
  private static final String DIRECTORY = "sys/fs/binfmt_misc";

  private final List<RegisteredFormat> formats = new ArrayList<>();

  /** Reads what is registered; where the file system is not mounted, nothing is in sight. */
  RegisteredFormats(ProcRoot proc) {
    if (!(proc.names(DIRECTORY) instanceof Outcome.Found<List<String>> names)
        || !names.value().contains("status")
        || !text(proc, "status").equals("enabled")) {
      return;
    }
    for (String name : names.value()) {
      if (!name.equals("status") && !name.equals("register")) {
        formats.add(RegisteredFormat.of(name, new ByteString(text(proc, name))));
      }
    }
  }

  private static String text(ProcRoot proc, String name) {
    return proc.text(DIRECTORY + "/" + name) instanceof Outcome.Found<ByteString> found
        ? found.value().latin1()
        : "";
  }

  /** {@return the name of a registered format that a file is of} */
  Optional<String> of(ByteString path, ByteString begins) {
    for (RegisteredFormat format : formats) {
      if (format.fits(path, begins)) {
        return Optional.of(format.name());
      }
    }
    return Optional.empty();
  }
}
