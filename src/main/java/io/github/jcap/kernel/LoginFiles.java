package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the files of a root say of a login: passwd(5), group(5). */
final class LoginFiles {
  private static final int PASSWD_UID = 2;
  private static final int PASSWD_GID = 3;
  private static final int GROUP_GID = 2;
  private static final int GROUP_MEMBERS = 3;
  private static final int FIELDS = 4;

  private final Path root;

  LoginFiles(Path root) {
    this.root = root;
  }

  /** {@return what a login as that user gives; empty where the files know no such user} */
  Optional<Login> of(ByteString name) {
    for (String[] fields : lines("etc/passwd")) {
      if (name.length() > 0 && fields[0].equals(name.latin1())) {
        long uid = AccountFile.id(fields[PASSWD_UID]);
        long gid = AccountFile.id(fields[PASSWD_GID]);
        if (uid >= 0 && gid >= 0) {
          return Optional.of(new Login(uid, gid, groups(name, gid)));
        }
      }
    }
    return Optional.empty();
  }

  private List<Long> groups(ByteString name, long primary) {
    List<Long> groups = new ArrayList<>();
    groups.add(primary);
    for (String[] fields : lines("etc/group")) {
      long gid = AccountFile.id(fields[GROUP_GID]);
      if (gid >= 0
          && !groups.contains(gid)
          && ("," + fields[GROUP_MEMBERS] + ",").contains("," + name.latin1() + ",")) {
        groups.add(gid);
      }
    }
    groups.sort(null);
    return groups;
  }

  /** The first four fields of each line that has so many: both files begin alike. */
  private List<String[]> lines(String file) {
    List<String[]> lines = new ArrayList<>();
    String text = AccountFile.read(root, file);
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String[] fields = text.substring(from, end).split(":", -1);
      if (fields.length >= FIELDS) {
        lines.add(fields);
      }
      from = end + 1;
    }
    return lines;
  }
}
