package io.github.jcap.command.filecap;

import io.github.jcap.kernel.FileCapsWriter;
import java.util.List;

/**
 * One file, and what it shall have.
 *
 * @param names by which the file may be meant; mostly one
 * @param change what it shall have
 * @param origin where that was asked for, {@code line 3}; empty for the command line
 */
record Wish(List<String> names, FileCapsWriter.Change change, String origin) {

  /** {@return what the command line asks for one file} */
  static Wish of(String name, FileCapsWriter.Change change) {
    return new Wish(List.of(name), change, "");
  }
}
