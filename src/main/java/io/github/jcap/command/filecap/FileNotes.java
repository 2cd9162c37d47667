package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes a file's notes of what was found. Asks nothing itself. */
final class FileNotes {
  private static final String ELF = "\u007fELF";

  private final List<Note> notes = new ArrayList<>();
  private boolean complete = true;

  private FileNotes() {}

  /**
   * {@return the notes, in their order; unknown where nothing is to be told and not all could be
   * read}
   *
   * @param path ends in the file's name
   * @param found with facts and circumstances
   * @param nosuid whether its mount has that option
   * @param limits of this process; asked where they matter
   * @param packaged whether a package has the file; absent where that was not asked
   */
  static Reading<List<Note>> of(
      ByteString path,
      Found found,
      Reading<Boolean> nosuid,
      Supplier<Reading<ExecLimits>> limits,
      Reading<Boolean> packaged) {
    FileNotes told = new FileNotes();
    told.tell(name(path), found, nosuid, limits);
    told.add(Note.UNPACKAGED, packaged.map(is -> !is));
    return told.complete || !told.notes.isEmpty()
        ? Reading.of(List.copyOf(told.notes))
        : Reading.unknown();
  }

  private static String name(ByteString path) {
    return path.latin1().substring(path.latin1().lastIndexOf('/') + 1);
  }

  private void tell(
      String name, Found found, Reading<Boolean> nosuid, Supplier<Reading<ExecLimits>> limits) {
    Reading<ByteString> head = found.circumstances().flatMap(Circumstances::head);
    Reading<FileFacts> directory = found.circumstances().flatMap(Circumstances::directory);
    boolean onNosuid = add(Note.NOSUID_MOUNT, nosuid);
    boolean isScript = add(Note.SCRIPT, head.map(bytes -> bytes.latin1().startsWith("#!")));
    if (Interpreters.isOne(name)) {
      add(Note.INTERPRETER, head.map(bytes -> bytes.latin1().startsWith(ELF)));
    }
    add(Note.GROUP_WRITABLE, found.facts().map(FileFacts::isWritableByGroup));
    add(Note.WRITABLE_BY_OTHERS, found.facts().map(FileFacts::isWritableByOthers));
    add(Note.WORLD_WRITABLE_DIRECTORY, directory.map(FileFacts::isWritableByOthers));
    if (found.attribute() instanceof Reading.Value<CapAttribute> attribute) {
      add(Note.ALSO_SETUID, found.facts().map(FileFacts::isSetuid));
      add(Note.ALSO_SETGID, found.facts().map(FileFacts::givesGroup));
      if (!onNosuid && !isScript) {
        Function<FileCaps, Reading<Boolean>> refused = caps -> refused(caps, limits);
        add(Note.BEYOND_BOUNDING, attribute.value().fold(refused, FileNotes::refused));
      }
    }
  }

  private static Reading<Boolean> refused(FileCaps caps, Supplier<Reading<ExecLimits>> limits) {
    return ExecLimits.mayRefuse(caps)
        ? limits.get().map(own -> own.refuses(caps))
        : Reading.of(false);
  }

  /** A foreign one does not count here; with malformed ones execve fails otherwise. */
  private static Reading<Boolean> refused(Oddity oddity) {
    return oddity == Oddity.UNREADABLE ? Reading.unknown() : Reading.of(false);
  }

  private boolean add(Note note, Reading<Boolean> applies) {
    complete &= !applies.isUnknown();
    boolean does = applies.known().orElse(false);
    if (does) {
      notes.add(note);
    }
    return does;
  }
}
