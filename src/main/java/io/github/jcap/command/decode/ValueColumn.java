package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.DockerText;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.XattrText;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import java.util.List;
import java.util.OptionalLong;

/** Every column of decode; their names are the keys of the JSON, without the object around them. */
enum ValueColumn implements Column<Value> {
  VALUE("value", "the text as it was given"),
  READ_AS("read_as", "how it was read"),
  SUBJECT("subject", "file or process that it is of"),
  NAMES("names", "the one set, where it has no sort"),
  MASK("mask", "the same as a mask"),
  EFFECTIVE("effective", "effective set"),
  PERMITTED("permitted", "permitted set"),
  INHERITABLE("inheritable", "inheritable set"),
  BOUNDING("bounding", "bounding set"),
  AMBIENT("ambient", "ambient set"),
  LIBCAP("libcap", "libcap's text"),
  IAB("iab", "libcap's IAB text"),
  XATTR("xattr", "a file's attribute, as getfattr prints it"),
  REVISION("revision", "form of the attribute"),
  ROOTID("rootid", "root of the user namespace in which the attribute counts"),
  SYSTEMD("systemd", "what a unit needs for it"),
  DOCKER("docker", "what a container of Docker or Podman needs for it"),
  OCI("oci", "the same in OCI's runtime specification"),
  KUBERNETES("kubernetes", "the same in Kubernetes"),
  NOTES("notes", "other readings, and what else there is to know");

  /** Shown where columns are not named. */
  static final List<String> SHOWN = List.of("value", "read_as", "names", "mask", "libcap");

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final Label label;

  ValueColumn(String column, String help) {
    this.label = new Label(column, 0, help);
  }

  @Override
  public Label label() {
    return label;
  }

  @Override
  public Cell cell(Value row) {
    return switch (this) {
      case VALUE -> new Cell.Bytes(row.text());
      case READ_AS -> new Cell.Text(row.form().word());
      case SUBJECT -> Cell.of(row.subject(), Cell.Bytes::new);
      case NAMES -> Cell.of(row.set(), set -> new Cell.Items(NgText.names(set)));
      case MASK -> Cell.of(row.set(), set -> new Cell.Text(set.hex()));
      case EFFECTIVE -> set(row, SetKind.EFFECTIVE);
      case PERMITTED -> set(row, SetKind.PERMITTED);
      case INHERITABLE -> set(row, SetKind.INHERITABLE);
      case BOUNDING -> set(row, SetKind.BOUNDING);
      case AMBIENT -> set(row, SetKind.AMBIENT);
      case LIBCAP -> Cell.of(row.libcap(), Cell.Text::new);
      case IAB -> Cell.of(row.iab(), Cell.Text::new);
      case XATTR -> Cell.of(row.file(), caps -> new Cell.Text(XattrText.format(caps)));
      case REVISION -> Cell.of(row.file(), caps -> new Cell.Num(caps.revision()));
      case ROOTID -> rootid(row.file());
      case SYSTEMD, OCI -> new Cell.Items(NgText.constantNames(row.needed()));
      case DOCKER, KUBERNETES -> new Cell.Items(DockerText.names(row.needed()));
      case NOTES -> row.notes().isEmpty() ? new Cell.None() : notes(row);
    };
  }

  private static Cell notes(Value row) {
    return new Cell.Text(String.join("; ", row.notes()));
  }

  private static Cell set(Value row, SetKind kind) {
    CapSet set = row.sets().get(kind);
    return set == null ? new Cell.None() : new Cell.Items(NgText.names(set));
  }

  private static Cell rootid(Reading<FileCaps> file) {
    OptionalLong id = file.known().map(FileCaps::rootid).orElse(OptionalLong.empty());
    return id.isPresent() ? new Cell.Num(id.getAsLong()) : new Cell.None();
  }
}
