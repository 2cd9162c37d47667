package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A storage that Podman and CRI-O share ({@code github.com/containers/storage}). Its tables {@code
 * <driver>-containers/containers.json} have the names that Podman knows; {@code
 * <driver>-containers/<id>/userdata/config.json}, the container's OCI bundle, has annotations that
 * say whose it is and the name that Kubernetes gave it.
 */
final class StorageStore implements ContainerStore {
  private static final Reading<ContainerRuntime> PODMAN = Reading.of(ContainerRuntime.PODMAN);
  private static final String MANAGER = "io.container.manager";
  private static final String KUBERNETES = "io.kubernetes.container.name";
  private static final Set<String> ANNOTATIONS = Set.of(MANAGER, KUBERNETES);

  /** Storage drivers, the usual first. */
  private static final List<String> DRIVERS = List.of("overlay", "vfs", "btrfs", "zfs");

  private final RootedFiles files;
  private final RootedFiles.Place storage;
  private final RootedFiles.Place runRoot;
  private final List<Reading<Map<ByteString, ByteString>>> tables = new ArrayList<>();

  /**
   * At a place.
   *
   * @param runRoot its volatile half, which has a table too where the storage is transient
   */
  StorageStore(RootedFiles files, RootedFiles.Place storage, RootedFiles.Place runRoot) {
    this.files = files;
    this.storage = storage;
    this.runRoot = runRoot;
  }

  @Override
  public boolean holds(ContainerRuntime runtime) {
    return runtime == ContainerRuntime.PODMAN || runtime == ContainerRuntime.CRIO;
  }

  @Override
  public Reading<Entry> find(ByteString id, Reading<ContainerRuntime> told) {
    if (told.equals(PODMAN)) {
      return nameInTables(id).map(name -> new Entry(told, Reading.of(name)));
    }
    for (String driver : DRIVERS) {
      RootedFiles.Place file =
          storage
              .plus("/" + driver + "-containers/")
              .plus(id, "<id>")
              .plus("/userdata/config.json");
      Reading<Entry> entry =
          files
              .read(file, in -> JsonFields.ofInner(in, "annotations", ANNOTATIONS))
              .map(annotations -> entry(id, annotations));
      if (!(entry instanceof Reading.Absent)) {
        return entry;
      }
    }
    return Reading.absent();
  }

  private Entry entry(ByteString id, Reading<Map<String, ByteString>> annotations) {
    Reading<ByteString> manager = annotations.flatMap(read -> field(read, MANAGER));
    return switch (manager.map(ByteString::latin1).known().orElse("")) {
      case "cri-o" ->
          new Entry(
              Reading.of(ContainerRuntime.CRIO),
              annotations.flatMap(read -> field(read, KUBERNETES)));
      case "libpod" -> new Entry(PODMAN, nameInTables(id));
      default -> new Entry(Reading.unknown(), annotations.flatMap(read -> field(read, KUBERNETES)));
    };
  }

  private static Reading<ByteString> field(Map<String, ByteString> annotations, String key) {
    ByteString value = annotations.get(key);
    return value == null ? Reading.absent() : Reading.of(value);
  }

  private Reading<ByteString> nameInTables(ByteString id) {
    if (tables.isEmpty()) {
      for (String driver : DRIVERS) {
        String directory = "/" + driver + "-containers";
        readTable(storage.plus(directory + "/containers.json"));
        readTable(storage.plus(directory + "/volatile-containers.json"));
        readTable(runRoot.plus(directory + "/volatile-containers.json"));
      }
    }
    boolean unread = false;
    for (Reading<Map<ByteString, ByteString>> table : tables) {
      ByteString name = table.known().orElse(Map.of()).get(id);
      if (name != null) {
        return Reading.of(name);
      }
      unread |= table.isUnknown();
    }
    return unread ? Reading.unknown() : Reading.absent();
  }

  private void readTable(RootedFiles.Place file) {
    tables.add(
        files.read(file, in -> JsonFields.ofArray(in, "id", "names")).flatMap(table -> table));
  }
}
