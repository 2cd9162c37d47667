package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The running tasks of a containerd: {@code <namespace>/<id>/config.json}, the container's OCI
 * bundle, whose annotations say the name that Kubernetes ({@code internal/cri/annotations}, {@code
 * github.com/containerd/containerd}) or nerdctl gave it. Those in the namespace {@code moby} are
 * Docker's, without a name.
 */
final class ContainerdStore implements ContainerStore {
  private static final String KUBERNETES = "io.kubernetes.cri.container-name";
  private static final String NERDCTL = "nerdctl/name";
  private static final Set<String> NAMES = Set.of(KUBERNETES, NERDCTL);

  private static final List<ByteString> USUAL =
      List.of(ByteString.of("k8s.io"), ByteString.of("default"));

  private final RootedFiles files;
  private final RootedFiles.Place tasks;
  private Reading<List<ByteString>> all = Reading.absent();
  private boolean listed;

  ContainerdStore(RootedFiles files, RootedFiles.Place state) {
    this.files = files;
    this.tasks = state.plus("/io.containerd.runtime.v2.task");
  }

  @Override
  public boolean holds(ContainerRuntime runtime) {
    return runtime == ContainerRuntime.CONTAINERD;
  }

  /** Most are in the usual two: the directory of all may be closed to us, and these not. */
  @Override
  public Reading<Entry> find(ByteString id, Reading<ContainerRuntime> told) {
    Reading<Entry> usual = find(USUAL, id);
    return usual instanceof Reading.Absent
        ? all().flatMap(namespaces -> find(namespaces, id))
        : usual;
  }

  private Reading<List<ByteString>> all() {
    if (!listed) {
      listed = true;
      all = files.names(tasks);
    }
    return all;
  }

  private Reading<Entry> find(List<ByteString> namespaces, ByteString id) {
    for (ByteString namespace : namespaces) {
      Reading<Entry> entry = find(namespace, id);
      if (!(entry instanceof Reading.Absent)) {
        return entry;
      }
    }
    return Reading.absent();
  }

  private Reading<Entry> find(ByteString namespace, ByteString id) {
    RootedFiles.Place file =
        tasks
            .plus("/")
            .plus(namespace, "<namespace>")
            .plus("/")
            .plus(id, "<id>")
            .plus("/config.json");
    Reading<ContainerRuntime> runtime =
        Reading.of(
            namespace.latin1().equals("moby")
                ? ContainerRuntime.DOCKER
                : ContainerRuntime.CONTAINERD);
    return files
        .read(file, in -> JsonFields.ofInner(in, "annotations", NAMES))
        .map(annotations -> new Entry(runtime, annotations.flatMap(ContainerdStore::name)));
  }

  private static Reading<ByteString> name(Map<String, ByteString> annotations) {
    ByteString name = annotations.get(KUBERNETES);
    name = name == null ? annotations.get(NERDCTL) : name;
    return name == null ? Reading.absent() : Reading.of(name);
  }
}
