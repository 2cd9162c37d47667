package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Home directories by uid, from a root's passwd file: passwd(5). Read when first asked. */
final class Homes {
  private static final int UID = 2;
  private static final int HOME = 5;
  private static final int FIELDS = 7;

  private final RootedFiles files;
  private Reading<Map<Long, ByteString>> homes = Reading.absent();
  private boolean read;

  Homes(RootedFiles files) {
    this.files = files;
  }

  /** {@return a user's home, an absolute path; absent where the file names none} */
  Reading<ByteString> of(long uid) {
    if (!read) {
      read = true;
      homes = files.read(RootedFiles.Place.of("/etc/passwd"), Homes::parse).flatMap(file -> file);
    }
    return homes.flatMap(
        known -> {
          ByteString home = known.get(uid);
          return home == null ? Reading.absent() : Reading.of(home);
        });
  }

  /** The first line of a uid wins, as in getpwuid(3). A line of another form is not an account. */
  private static Map<Long, ByteString> parse(InputStream in) throws IOException {
    Map<Long, ByteString> homes = new HashMap<>();
    String text = ByteString.of(in.readAllBytes()).latin1();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      addLine(text.substring(from, end), homes);
      from = end + 1;
    }
    return homes;
  }

  private static void addLine(String line, Map<Long, ByteString> homes) {
    String[] fields = new String[FIELDS];
    int from = 0;
    for (int field = 0; field < FIELDS; field++) {
      int colon = field < FIELDS - 1 ? line.indexOf(':', from) : line.length();
      if (colon < 0) {
        return;
      }
      fields[field] = line.substring(from, colon);
      from = colon + 1;
    }
    try {
      if (fields[HOME].startsWith("/")) {
        homes.putIfAbsent(Long.parseLong(fields[UID]), new ByteString(fields[HOME]));
      }
    } catch (NumberFormatException e) {
      // "+::::::" of NIS, or a broken line: no account
    }
  }
}
