package io.github.jcap.command.check;

import io.github.jcap.command.CommandException;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The forms of a report of findings. */
enum FindingsForm {
  /** For people. */
  TEXT,
  /** One JSON document. */
  JSON,
  /** One JSON object a line. */
  NDJSON,
  /** XML, as continuous integration reads results of tests. */
  JUNIT,
  /** JSON of OASIS, as code scanning reads findings about files. */
  SARIF;

  /**
   * {@return the form of that name}
   *
   * @throws CommandException where there is none
   */
  static FindingsForm of(String name) {
    List<String> names = new ArrayList<>();
    for (FindingsForm form : values()) {
      names.add(form.word());
      if (form.word().equals(name)) {
        return form;
      }
    }
    throw CommandException.usage("unknown format: " + name + Nearest.hint(name, names));
  }

  /** {@return the name as {@code --format} takes it} */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
