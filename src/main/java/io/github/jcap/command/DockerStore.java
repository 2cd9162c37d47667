package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import java.util.Map;
import java.util.Set;

/**
 * The data root of a Docker daemon: {@code containers/<id>/config.v2.json} has the container's name
 * with a slash before it ({@code daemon/container}, {@code github.com/moby/moby}).
 */
final class DockerStore implements ContainerStore {
  private static final Reading<ContainerRuntime> DOCKER = Reading.of(ContainerRuntime.DOCKER);
  private static final String NAME = "Name";

  private final RootedFiles files;
  private final RootedFiles.Place root;

  DockerStore(RootedFiles files, RootedFiles.Place root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public boolean holds(ContainerRuntime runtime) {
    return runtime == ContainerRuntime.DOCKER;
  }

  @Override
  public Reading<Entry> find(ByteString id, Reading<ContainerRuntime> told) {
    RootedFiles.Place file = root.plus("/containers/").plus(id, "<id>").plus("/config.v2.json");
    return files
        .read(file, in -> JsonFields.ofObject(in, Set.of(NAME)))
        .map(fields -> new Entry(DOCKER, fields.flatMap(DockerStore::name)));
  }

  private static Reading<ByteString> name(Map<String, ByteString> fields) {
    ByteString name = fields.get(NAME);
    if (name == null) {
      return Reading.absent();
    }
    String latin1 = name.latin1();
    return Reading.of(latin1.startsWith("/") ? new ByteString(latin1.substring(1)) : name);
  }
}
