package io.github.jcap.command.show;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.MountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process sees at one path, as far as its mounts and those of pid 1 prove it: what lies in a
 * directory they do not say.
 *
 * @param path which
 * @param mount that the path leads to; absent for the root directory of a chroot
 * @param place whether it is the directory that pid 1 sees there
 * @param readOnly whether it is mounted so, and that is not so for pid 1 in the same place
 * @param below what is mounted below it, of /proc and of what is not pid 1's
 */
record Sight(
    ByteString path,
    Reading<MountInfo> mount,
    Place place,
    boolean readOnly,
    List<MountInfo> below) {

  /** Whether it is the directory that pid 1 sees there. */
  enum Place {
    /** The same directory of the same file system. */
    SAME,
    /** Another. */
    OTHER,
    /** One that nobody may enter, which systemd puts over what it hides: systemd.exec(5). */
    INACCESSIBLE,
    /** What pid 1 sees is not known. */
    UNKNOWN
  }

  static final ByteString ROOT = ByteString.of("/");
  static final ByteString PROC = ByteString.of("/proc");
  static final ByteString DEV = ByteString.of("/dev");
  private static final ByteString TMP = ByteString.of("/tmp");

  private static final List<ByteString> PATHS =
      List.of(
          ROOT,
          ByteString.of("/home"),
          TMP,
          DEV,
          PROC,
          ByteString.of("/usr"),
          ByteString.of("/etc"));

  private static final String INACCESSIBLE_ROOT = "/systemd/inaccessible/dir";

  /** {@return what a process sees at each of the paths; the root directory first} */
  static List<Sight> of(MountTable mounts, Reading<MountTable> first) {
    List<Sight> sights = new ArrayList<>(PATHS.size());
    for (ByteString path : PATHS) {
      Optional<MountInfo> mount = mounts.at(path);
      if (mount.isPresent()) {
        sights.add(of(path, mount.get(), mounts, first));
      } else if (path.equals(ROOT)) {
        // No mount's own root directory, so it is not that of pid 1, unless that is in a chroot.
        Place place = hasRoot(first) ? Place.OTHER : Place.UNKNOWN;
        sights.add(new Sight(path, Reading.absent(), place, false, List.of()));
      }
    }
    return sights;
  }

  private static boolean hasRoot(Reading<MountTable> first) {
    return first.known().flatMap(table -> table.at(ROOT)).isPresent();
  }

  private static Sight of(
      ByteString path, MountInfo mount, MountTable mounts, Reading<MountTable> first) {
    Optional<MountInfo> firsts = first.known().flatMap(table -> table.at(path));
    Place place = place(path, mount, firsts);
    boolean readOnly =
        isReadOnly(mount) && !(place == Place.SAME && firsts.filter(Sight::isReadOnly).isPresent());
    boolean listsBelow =
        path.equals(PROC)
            || (place != Place.SAME && mount.point().equals(path) && !path.equals(ROOT));
    return new Sight(
        path,
        Reading.of(mount),
        place,
        readOnly,
        listsBelow && !path.equals(DEV) ? mounts.below(path) : List.of());
  }

  private static Place place(ByteString path, MountInfo mount, Optional<MountInfo> first) {
    if (mount.point().equals(path) && mount.root().latin1().endsWith(INACCESSIBLE_ROOT)) {
      return Place.INACCESSIBLE;
    }
    if (first.isEmpty()) {
      return Place.UNKNOWN;
    }
    return mount.device() == first.get().device()
            && inside(path, mount).equals(inside(path, first.get()))
        ? Place.SAME
        : Place.OTHER;
  }

  /** The directory in its file system that a path leads to by way of a mount. */
  private static String inside(ByteString path, MountInfo mount) {
    String root = mount.root().latin1();
    String point = mount.point().latin1();
    String rest = path.latin1().substring(point.equals("/") ? 0 : point.length());
    if (rest.isEmpty() || rest.equals("/")) {
      return root;
    }
    return root.equals("/") ? rest : root + rest;
  }

  static boolean isReadOnly(MountInfo mount) {
    return mount.options().contains("ro") || mount.superOptions().contains("ro");
  }

  /** {@return whether something is mounted just there} */
  boolean isMountPoint() {
    return mount.map(m -> m.point().equals(path)).known().orElse(false);
  }

  /** {@return whether there is something to be said of it} */
  boolean isNotable() {
    if (path.equals(ROOT)) {
      return place == Place.OTHER || readOnly;
    }
    boolean limited = !procOptions().isEmpty() || !masked().isEmpty() || !readOnlyBelow().isEmpty();
    return limited || (isMountPoint() && place != Place.SAME) || (place == Place.SAME && readOnly);
  }

  /** {@return of a proc, the options by which it does not show all: {@code hidepid=invisible}} */
  List<String> procOptions() {
    List<String> options = new ArrayList<>();
    if (mount instanceof Reading.Value<MountInfo> m && m.value().type().equals("proc")) {
      for (String option : m.value().superOptions()) {
        if (option.startsWith("subset=")
            || (option.startsWith("hidepid=") && !option.equals("hidepid=off"))) {
          options.add(option);
        }
      }
    }
    return options;
  }

  /** {@return what of /proc is covered by something empty, by names below it} */
  List<String> masked() {
    List<String> names = new ArrayList<>();
    for (MountInfo each : below) {
      boolean empty = each.type().equals("tmpfs") || each.root().latin1().equals("/null");
      if (path.equals(PROC) && empty) {
        names.add(nameBelow(each));
      }
    }
    return names;
  }

  /** {@return what of /proc is read-only, by names below it} */
  List<String> readOnlyBelow() {
    List<String> names = new ArrayList<>();
    for (MountInfo each : below) {
      if (path.equals(PROC) && each.type().equals("proc") && isReadOnly(each)) {
        names.add(nameBelow(each));
      }
    }
    return names;
  }

  /** {@return what is mounted below it, by names; of /proc none} */
  List<String> mountedBelow() {
    List<String> names = new ArrayList<>();
    if (!path.equals(PROC)) {
      for (MountInfo each : below) {
        names.add(nameBelow(each));
      }
    }
    return names;
  }

  private String nameBelow(MountInfo each) {
    return new ByteString(each.point().latin1().substring(path.length() + 1)).escaped();
  }

  /** {@return what there is to be said of it, in words} */
  String text() {
    List<String> parts = new ArrayList<>();
    String what = what();
    if (!what.isEmpty()) {
      parts.add(what);
    }
    parts.addAll(procOptions());
    if (readOnly && place != Place.INACCESSIBLE) {
      parts.add("read-only");
    }
    String text = String.join(", ", parts);
    text = and(text, "masked: ", masked());
    text = and(text, "read-only: ", readOnlyBelow());
    return and(text, "mounted below: ", mountedBelow());
  }

  private static String and(String text, String title, List<String> names) {
    if (names.isEmpty()) {
      return text;
    }
    return (text.isEmpty() ? "" : text + "; ") + title + String.join(", ", names);
  }

  private String what() {
    if (!(mount instanceof Reading.Value<MountInfo> read)) {
      return "a chroot: a directory that is not the root of a mount";
    }
    String fileSystem = fileSystem(read.value());
    return switch (place) {
      case SAME -> "";
      case INACCESSIBLE -> "inaccessible (by systemd)";
      case UNKNOWN -> fileSystem;
      case OTHER -> {
        if (path.equals(ROOT)) {
          yield "not pid 1's: " + fileSystem;
        }
        boolean covers = read.value().type().equals("tmpfs") && !path.equals(TMP);
        yield covers && !path.equals(DEV) ? "hidden by a tmpfs" : "not pid 1's: " + fileSystem;
      }
    };
  }

  private static String fileSystem(MountInfo mount) {
    String type = new ByteString(mount.type()).escaped();
    return mount.root().equals(ROOT) ? type : mount.root().escaped() + " of " + type;
  }
}
