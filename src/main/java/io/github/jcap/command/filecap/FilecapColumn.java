package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.NgText;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import java.util.List;

/**
 * Every column of filecap. The first four are filecap's own; the names of the others are the keys
 * of the JSON.
 */
enum FilecapColumn implements Column<FilecapRow> {
  SET("set", 9, "effective, permitted, inheritable, mixed, empty; what is odd; setuid, setgid"),
  FILE("file", 22, "path"),
  CAPABILITIES("capabilities", 0, "names, or full; libcap's text where the set is mixed"),
  ROOTID("rootid", 0, "root of the user namespace in which it counts"),
  PATH("path", 0, "path"),
  PERMITTED("permitted", 0, "permitted set"),
  INHERITABLE("inheritable", 0, "inheritable set"),
  EFFECTIVE("effective", 0, "whether what is gained is effective at once"),
  REVISION("revision", 0, "form of the attribute: 1, 2 or 3"),
  TEXT("text", 0, "libcap's text: cap_net_raw=ep"),
  SETUID("setuid", 0, "whether the set-user-ID bit is set"),
  SETGID("setgid", 0, "whether the set-group-ID bit is set"),
  MODE("mode", 0, "set-id and permission bits in octal"),
  OWNER("owner", 0, "owner's account name"),
  GROUP("group", 0, "group's name"),
  SIZE("size", 0, "bytes"),
  NOTES("notes", 0, "what else there is to know, with a semicolon between two"),
  PACKAGE("package", 0, "package that owns it, from dpkg's lists"),
  LISTING("listing", 0, "path, libcap's text and rootid, as getcap -n prints them");

  /** The columns of the mirrored table. */
  static final List<String> MIRRORED = List.of("set", "file", "capabilities", "rootid");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  FilecapColumn(String column, int width, String help) {
    this.label = new Label(column, width, help);
  }

  @Override
  public Label label() {
    return label;
  }

  /** The original has two blanks between the last two headings, and one in its rows. */
  @Override
  public String heading() {
    return this == CAPABILITIES ? "capabilities " : column();
  }

  @Override
  public Cell cell(FilecapRow row) {
    return switch (this) {
      case SET -> new Cell.Text(row.word());
      case FILE, PATH -> new Cell.Bytes(row.path());
      case CAPABILITIES, ROOTID, PERMITTED, INHERITABLE, EFFECTIVE, REVISION, TEXT, LISTING ->
          given(row);
      case SETUID -> Cell.of(row.found().facts(), facts -> new Cell.Flag(facts.isSetuid()));
      case SETGID -> Cell.of(row.found().facts(), facts -> new Cell.Flag(facts.isSetgid()));
      case MODE -> Cell.of(row.mode(), Cell.Text::new);
      case SIZE -> Cell.of(row.found().facts(), facts -> new Cell.Num(facts.size()));
      case OWNER -> Cell.of(row.description().flatMap(Description::owner), Cell.Bytes::new);
      case GROUP -> Cell.of(row.description().flatMap(Description::group), Cell.Bytes::new);
      case NOTES -> Cell.of(row.description().flatMap(Description::notes), FilecapColumn::notes);
      case PACKAGE ->
          Cell.of(row.description().flatMap(Description::ownerPackage), Cell.Bytes::new);
    };
  }

  private Cell given(FilecapRow row) {
    if (row.attribute() instanceof Reading.Value<CapAttribute> given) {
      return given.value().fold(caps -> known(row, caps), oddity -> new Cell.Unknown());
    }
    return row.attribute().isUnknown() ? new Cell.Unknown() : new Cell.None();
  }

  /** {@return how much must be asked of a file to fill the column} */
  FileProbe.Depth depth() {
    return switch (this) {
      case SET,
          FILE,
          CAPABILITIES,
          ROOTID,
          PATH,
          PERMITTED,
          INHERITABLE,
          EFFECTIVE,
          REVISION,
          TEXT,
          LISTING,
          PACKAGE ->
          FileProbe.Depth.ATTRIBUTE;
      case SETUID, SETGID, MODE, OWNER, GROUP, SIZE -> FileProbe.Depth.FACTS;
      case NOTES -> FileProbe.Depth.CIRCUMSTANCES;
    };
  }

  /** Notes hold blanks and commas, so that neither can stand between them. */
  private static Cell notes(List<Note> notes) {
    StringBuilder text = new StringBuilder();
    for (Note note : notes) {
      text.append(text.length() > 0 ? "; " : "").append(note.words());
    }
    return notes.isEmpty() ? new Cell.None() : new Cell.Text(text.toString());
  }

  private Cell known(FilecapRow row, FileCaps caps) {
    return switch (this) {
      case SET, FILE, PATH, SETUID, SETGID, MODE, OWNER, GROUP, SIZE, NOTES, PACKAGE ->
          throw new IllegalArgumentException(column());
      case CAPABILITIES -> new Cell.Text(row.summary(caps));
      case ROOTID -> rootid(caps);
      case PERMITTED -> set(caps.permitted());
      case INHERITABLE -> set(caps.inheritable());
      case EFFECTIVE -> new Cell.Flag(caps.effective());
      case REVISION -> new Cell.Num(caps.revision());
      case TEXT -> new Cell.Text(row.text(caps));
      case LISTING -> new Cell.Text(listing(row, caps));
    };
  }

  /** Nothing where there is none, so that the mirrored row ends after its capabilities. */
  private static Cell rootid(FileCaps caps) {
    return caps.rootid().isPresent() ? new Cell.Num(caps.rootid().getAsLong()) : new Cell.Text("");
  }

  private static String listing(FilecapRow row, FileCaps caps) {
    String line = row.path().escaped() + ' ' + row.text(caps);
    return caps.rootid().isPresent() ? line + " [rootid=" + caps.rootid().getAsLong() + ']' : line;
  }

  private static Cell set(CapSet set) {
    return new Cell.Items(NgText.names(set));
  }
}
