package io.github.jcap.command.netcap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.NamespaceWord;
import io.github.jcap.command.Option;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code --netns}: which network namespaces are shown. */
sealed interface NetnsChoice {
  /** The option. */
  Option OPTION =
      Option.value(
          "NETNS",
          "Sockets of which network namespace: self, all, a pid, an inode, a file or name under"
              + " /run/netns (default: self).",
          "--netns");

  /**
   * The reader's own.
   *
   * @param asked whether the line says so
   */
  record Self(boolean asked) implements NetnsChoice {}

  /** Every one that a process lives in, and every one that has a name. */
  record All() implements NetnsChoice {}

  /**
   * One.
   *
   * @param word as the line has it
   * @param inode which
   * @param link what a thread enters it by; absent where it was named by its inode
   */
  record One(String word, long inode, Reading<Path> link) implements NetnsChoice {}

  /** {@return whether threads that left their process's namespace are looked for} */
  default boolean ofThreads() {
    return !(this instanceof Self);
  }

  /**
   * {@return what a line asks for}
   *
   * @throws CommandException where there is no such process or file
   */
  static NetnsChoice of(Arguments arguments, ProcRoot proc, Path root) {
    String word = arguments.value("--netns", "self");
    if (word.isEmpty()) {
      throw CommandException.usage("--netns: an empty word");
    }
    if (word.equals("self")) {
      return new Self(arguments.has("--netns"));
    }
    if (word.equals("all")) {
      return new All();
    }
    return isNumber(word) ? ofNumber(word, proc) : ofFile(word, root);
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static NetnsChoice ofNumber(String word, ProcRoot proc) {
    NamespaceWord named =
        NamespaceWord.of(word, NamespaceKind.NET, proc, "--netns", word, "--netns=" + word);
    return new One(
        word,
        named.inode(),
        named.pid().isPresent()
            ? Reading.of(proc.netOf(named.pid().getAsInt()).link())
            : Reading.absent());
  }

  /** A word without a slash is a name that ip-netns(8) gave. */
  private static NetnsChoice ofFile(String word, Path root) {
    Path file =
        word.indexOf('/') < 0 ? NamedNamespaces.directory(root).resolve(word) : RawPath.path(word);
    try {
      Object inode = Files.getAttribute(file, "unix:ino");
      return new One(word, (Long) inode, Reading.of(file));
    } catch (IOException e) {
      throw CommandException.failed(
          "--netns="
              + word
              + ": "
              + (Files.notExists(file) ? "no such file: " + file : "cannot read " + file)
              + "; see ip netns list, or jcap netcap --netns=all");
    }
  }
}
