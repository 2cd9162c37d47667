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

  /**
   * One of them.
   *
   * @param name of its file
   * @param lines what the file says
   */
  private record Format(String name, List<String> lines) {

    private String value(String key) {
      for (String line : lines) {
        if (line.startsWith(key + " ") || line.startsWith(key + ": ")) {
          return line.substring(line.indexOf(' ') + 1);
        }
      }
      return "";
    }

    boolean isEnabled() {
      return lines.get(0).equals("enabled");
    }

    boolean fits(ByteString path, ByteString begins) {
      String extension = value("extension");
      if (!extension.isEmpty()) {
        String name = path.latin1().substring(path.latin1().lastIndexOf('/') + 1);
        return name.endsWith(extension)
            && name.lastIndexOf('.') == name.length() - extension.length();
      }
      return fitsMagic(begins.latin1());
    }

    private boolean fitsMagic(String bytes) {
      String magic = value("magic");
      String mask = value("mask");
      int offset = decimal(value("offset"));
      if (magic.isEmpty() || offset + magic.length() / 2 > bytes.length()) {
        return false;
      }
      for (int i = 0; i < magic.length() / 2; i++) {
        int wanted = hex(magic, i);
        int care = mask.isEmpty() ? 0xff : hex(mask, i);
        if (((bytes.charAt(offset + i) ^ wanted) & care) != 0) {
          return false;
        }
      }
      return true;
    }

    private static int hex(String digits, int at) {
      int high = Character.digit(digits.charAt(2 * at), 16);
      return (high << 4) | Character.digit(digits.charAt(2 * at + 1), 16);
    }

    private static int decimal(String digits) {
      int number = 0;
      for (int i = 0; i < digits.length(); i++) {
        number = number * 10 + Character.digit(digits.charAt(i), 10);
      }
      return number;
    }
  }

  private final List<Format> formats = new ArrayList<>();

  /** Reads what is registered; where the file system is not mounted, nothing is in sight. */
  RegisteredFormats(ProcRoot proc) {
    if (!(proc.names(DIRECTORY) instanceof Outcome.Found<List<String>> names)
        || !names.value().contains("status")
        || !text(proc, "status").equals("enabled")) {
      return;
    }
    for (String name : names.value()) {
      if (!name.equals("status") && !name.equals("register")) {
        formats.add(new Format(name, List.of(text(proc, name).split("\n", -1))));
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
    for (Format format : formats) {
      if (format.isEnabled() && format.fits(path, begins)) {
        return Optional.of(format.name());
      }
    }
    return Optional.empty();
  }
}
