package io.github.jcap.kernel;

import io.github.jcap.outcome.ByteString;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
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
      if (fields[0].equals(name.latin1())) {
        long uid = id(fields[PASSWD_UID]);
        long gid = id(fields[PASSWD_GID]);
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
      long gid = id(fields[GROUP_GID]);
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
    String text = text(file);
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

  private String text(String file) {
    Path path = root.resolve(file);
    try (InputStream in =
        path.getFileSystem() == FileSystems.getDefault()
            ? new FileInputStream(path.toString())
            : Files.newInputStream(path)) {
      return ByteString.of(in.readAllBytes()).latin1();
    } catch (IOException e) {
      return ""; // no file is no account, as in getpwnam(3)
    }
  }

  /** An id; -1 for what is none, as in "+::::::" of NIS. */
  private static long id(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long id = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      id = id * 10 + digit;
    }
    return id < 0xffff_ffffL ? id : -1;
  }
}
