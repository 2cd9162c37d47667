package io.github.jcap.command.filecap;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which mounts have the option nosuid: on those execve heeds neither attribute nor set-id bits. */
final class NosuidMounts {
  private final Map<Long, Boolean> byId = new HashMap<>();
  private final Map<String, Boolean> byPoint = new LinkedHashMap<>();

  /**
   * Takes note of mounts.
   *
   * @param mounts in the order they were made: of several at one point the last is seen
   */
  NosuidMounts(Iterable<MountInfo> mounts) {
    for (MountInfo mount : mounts) {
      boolean nosuid = mount.options().contains("nosuid");
      byId.put((long) mount.id(), nosuid);
      byPoint.put(mount.point().latin1(), nosuid);
    }
  }

  /** {@return whether the mount with that id has the option; absent where none has that id} */
  Reading<Boolean> ofId(long id) {
    Boolean nosuid = byId.get(id);
    return nosuid == null ? Reading.absent() : Reading.of(nosuid);
  }

  /**
   * {@return whether the mount that a directory lies on has the option, by its path alone; absent
   * where it lies on none of them}
   *
   * @param directory without links in it
   */
  Reading<Boolean> ofPath(ByteString directory) {
    String path = directory.latin1();
    while (true) {
      Boolean nosuid = byPoint.get(path.isEmpty() ? "/" : path);
      if (nosuid != null) {
        return Reading.of(nosuid);
      }
      int slash = path.lastIndexOf('/');
      if (slash < 0 || path.equals("/")) {
        return Reading.absent();
      }
      path = path.substring(0, slash);
    }
  }
}
