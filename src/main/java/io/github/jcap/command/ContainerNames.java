package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The names of containers, from the files that their runtimes keep; no runtime is asked, and
 * nothing is executed. Read only for what is asked, and every answer is kept. Safe for many
 * threads.
 *
 * <p>The usual places of Docker, containerd (also of k3s and MicroK8s), Podman and CRI-O; for what
 * a user's systemd manager has started, those in that user's home before them. A runtime that was
 * set up to keep its files elsewhere is not found: the name is absent. LXC, LXD, Incus, libvirt and
 * systemd-nspawn know a container by the name that its control group has.
 */
public final class ContainerNames {
  private static final List<String> DOCKER =
      List.of("/var/lib/docker", "/var/snap/docker/common/var-lib-docker");
  private static final List<String> CONTAINERD =
      List.of("/run/containerd", "/run/k3s/containerd", "/var/snap/microk8s/common/run/containerd");
  private static final String STORAGE = "/containers/storage";

  /** Who else names control groups as LXC does, by where they keep their containers. */
  private static final List<Map.Entry<String, ContainerRuntime>> LIKE_LXC =
      List.of(
          Map.entry("/var/lib/incus/containers/", ContainerRuntime.INCUS),
          Map.entry("/var/lib/lxd/containers/", ContainerRuntime.LXD),
          Map.entry("/var/snap/lxd/common/lxd/containers/", ContainerRuntime.LXD));

  private static final Reading<ContainerRuntime> LXC = Reading.of(ContainerRuntime.LXC);

  private final RootedFiles files;
  private final Homes homes;
  private final List<ContainerStore> shared = new ArrayList<>();
  private final Map<Long, List<ContainerStore>> owned = new HashMap<>();
  private final Map<Key, ContainerStore.Entry> found = new HashMap<>();

  private record Key(OptionalLong owner, Workload.Container container) {}

  /**
   * The names of containers of a host.
   *
   * @param root where its files are; links in them are resolved inside it
   * @param problems counts each file that is refused or malformed, once
   */
  public ContainerNames(Path root, Problems problems) {
    files = new RootedFiles(root, problems);
    homes = new Homes(files);
    for (String place : DOCKER) {
      shared.add(new DockerStore(files, RootedFiles.Place.of(place)));
    }
    shared.add(
        new StorageStore(
            files,
            RootedFiles.Place.of("/var/lib" + STORAGE),
            RootedFiles.Place.of("/run" + STORAGE)));
    for (String place : CONTAINERD) {
      shared.add(new ContainerdStore(files, RootedFiles.Place.of(place)));
    }
  }

  /**
   * {@return the name of a workload's container; absent where it has none or no file says it,
   * unknown where such a file could not be read}
   *
   * <p>Of a Kubernetes container it is the name in the pod's manifest.
   */
  public synchronized Reading<ByteString> name(Workload workload) {
    return workload.container().flatMap(container -> entry(workload, container).name());
  }

  /**
   * {@return the runtime of a workload's container: as its control group tells, else by whose files
   * know it; unknown where none do}
   */
  public synchronized Reading<ContainerRuntime> runtime(Workload workload) {
    return workload
        .container()
        .flatMap(
            container ->
                container.runtime() instanceof Reading.Value && !container.runtime().equals(LXC)
                    ? container.runtime()
                    : entry(workload, container).runtime());
  }

  private ContainerStore.Entry entry(Workload workload, Workload.Container container) {
    Key key = new Key(owner(workload), container);
    ContainerStore.Entry entry = found.get(key);
    if (entry == null) {
      entry = look(key);
      found.put(key, entry);
    }
    return entry;
  }

  private ContainerStore.Entry look(Key key) {
    Workload.Container container = key.container();
    Reading<ContainerRuntime> told = container.runtime();
    if (isNamed(told)) {
      return new ContainerStore.Entry(
          told.equals(LXC) ? likeLxc(container.id()) : told, Reading.of(container.id()));
    }
    if (!isFitForPath(container.id())) {
      return new ContainerStore.Entry(told, Reading.absent());
    }
    // Without the user's home nobody knows whether a file says it.
    boolean refused = key.owner().isPresent() && homes.of(key.owner().getAsLong()).isUnknown();
    for (ContainerStore store : stores(key.owner())) {
      if (told.map(store::holds).known().orElse(true)) {
        Reading<ContainerStore.Entry> entry = store.find(container.id(), told);
        if (entry instanceof Reading.Value<ContainerStore.Entry> here) {
          return told instanceof Reading.Value
              ? new ContainerStore.Entry(told, here.value().name())
              : here.value();
        }
        refused |= entry.isUnknown();
      }
    }
    return new ContainerStore.Entry(told, refused ? Reading.unknown() : Reading.absent());
  }

  private static boolean isNamed(Reading<ContainerRuntime> told) {
    return told instanceof Reading.Value<ContainerRuntime> runtime
        && switch (runtime.value()) {
          case LXC, LXD, INCUS, NSPAWN, LIBVIRT_LXC -> true;
          case DOCKER, CONTAINERD, CRIO, PODMAN -> false;
        };
  }

  private Reading<ContainerRuntime> likeLxc(ByteString name) {
    for (Map.Entry<String, ContainerRuntime> place : LIKE_LXC) {
      if (isFitForPath(name)
          && files.exists(RootedFiles.Place.of(place.getKey()).plus(name, "<id>"))) {
        return Reading.of(place.getValue());
      }
    }
    return LXC;
  }

  /** What stands in a group's name may be anything; runtimes name a container by these alone. */
  private static boolean isFitForPath(ByteString id) {
    String text = id.latin1();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!word && (at == 0 || (c != '-' && c != '_' && c != '.'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The user's own come first; what root runs from a user's desktop is in the shared ones. */
  private List<ContainerStore> stores(OptionalLong owner) {
    if (owner.isEmpty()) {
      return shared;
    }
    return owned.computeIfAbsent(
        owner.getAsLong(),
        uid -> {
          List<ContainerStore> stores = new ArrayList<>();
          if (homes.of(uid) instanceof Reading.Value<ByteString> home) {
            RootedFiles.Place share =
                new RootedFiles.Place(home.value(), "~").plus("/.local/share");
            RootedFiles.Place run =
                RootedFiles.Place.of("/run/user/").plus(ByteString.of(uid.toString()), "<uid>");
            stores.add(new DockerStore(files, share.plus("/docker")));
            stores.add(new StorageStore(files, share.plus(STORAGE), run.plus("/containers")));
          }
          stores.addAll(shared);
          return stores;
        });
  }

  /** {@code user@1000.service} is the manager of the user 1000: systemd.special(7). */
  private static OptionalLong owner(Workload workload) {
    String unit = workload.unit().map(ByteString::latin1).known().orElse("");
    if (!unit.startsWith("user@") || !unit.endsWith(".service")) {
      return OptionalLong.empty();
    }
    try {
      int end = unit.length() - ".service".length();
      return OptionalLong.of(
          Integer.parseUnsignedInt(unit, "user@".length(), end, 10) & 0xffff_ffffL);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
