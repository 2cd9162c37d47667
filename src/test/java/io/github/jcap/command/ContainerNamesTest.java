package io.github.jcap.command;

import static io.github.jcap.fixture.ContainerFiles.known;
import static io.github.jcap.fixture.ContainerFiles.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.ContainerFiles;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of containers, from the files that runtimes really write. Nothing here is a problem. */
class ContainerNamesTest {
  private static final String DOCKER = "/system.slice/docker-%s.scope";
  private static final String PODMAN = "/machine.slice/libpod-%s.scope/container";
  private static final String CRIO = "/kubepods.slice/kubepods-podx.slice/crio-%s.scope";
  private static final String CONTAINERD =
      "/kubepods.slice/kubepods-podx.slice/cri-containerd-%s.scope";
  private static final String UNTOLD = "/kubepods/burstable/podx/%s";
  private static final String TASKS = "run/containerd/io.containerd.runtime.v2.task/";
  private static final String STORAGE = "var/lib/containers/storage/";
  private static final String BUNDLE = "overlay-containers/" + ContainerFiles.ID + "/userdata";
  private static final String OWN = "/user.slice/user-1000.slice/user@1000.service/user.slice/";

  @TempDir private Path root;
  private final Problems problems = new Problems();

  @AfterEach
  void nothingWasAProblem() {
    assertThat(problems.sorts()).isEmpty();
  }

  private ContainerFiles files() {
    return ContainerFiles.below(root);
  }

  private ContainerNames names() {
    return new ContainerNames(root, problems);
  }

  private Reading<ByteString> name(String path) {
    return names().name(workload(path));
  }

  private Reading<ContainerRuntime> runtime(String path) {
    return names().runtime(workload(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"var/lib/docker", "var/snap/docker/common/var-lib-docker"})
  void dockerHasTheNameWithASlash(String dataRoot) {
    files().docker(dataRoot, "web");
    assertThat(name(DOCKER)).isEqualTo(known("web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STORAGE + "overlay-containers/containers.json",
        STORAGE + "overlay-containers/volatile-containers.json",
        STORAGE + "vfs-containers/containers.json",
        "run/containers/storage/overlay-containers/volatile-containers.json"
      })
  void podmanHasTheNameInATable(String table) {
    files().podman(table, "db", "alias");
    assertThat(name(PODMAN)).isEqualTo(known("db"));
  }

  @Test
  void crioHasTheNameInAnAnnotation() {
    files().podman(STORAGE + "overlay-containers/containers.json", "k8s_app_web_default_uid_0");
    files()
        .bundle(
            STORAGE + BUNDLE,
            "io.container.manager",
            "cri-o",
            "io.kubernetes.container.name",
            "app");
    assertThat(name(CRIO)).isEqualTo(known("app"));
    assertThat(name(UNTOLD)).isEqualTo(known("app"));
  }

  @ParameterizedTest
  @CsvSource({
    "k8s.io, io.kubernetes.cri.container-name",
    "default, nerdctl/name",
    "own, nerdctl/name",
  })
  void containerdHasTheNameInAnAnnotation(String namespace, String annotation) {
    files()
        .bundle(TASKS + "empty/x")
        .bundle(TASKS + namespace + "/" + ContainerFiles.ID, annotation, "app");
    assertThat(name(CONTAINERD)).isEqualTo(known("app"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run/k3s/containerd", "var/snap/microk8s/common/run/containerd"})
  void containerdOfSmallKubernetesIsElsewhere(String state) {
    files()
        .bundle(
            state + "/io.containerd.runtime.v2.task/k8s.io/" + ContainerFiles.ID,
            "io.kubernetes.cri.container-name",
            "app");
    assertThat(name(CONTAINERD)).isEqualTo(known("app"));
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.CONTAINERD));
  }

  @Test
  void sandboxHasNoName() {
    files()
        .bundle(
            TASKS + "k8s.io/" + ContainerFiles.ID, "io.kubernetes.cri.container-type", "sandbox");
    assertThat(name(CONTAINERD)).isEqualTo(Reading.absent());
  }

  @Test
  void filesTellTheRuntimeWhereTheGroupDoesNot() {
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.unknown());
    assertThat(name(UNTOLD)).isEqualTo(Reading.absent());

    files().bundle(TASKS + "moby/" + ContainerFiles.ID);
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.DOCKER));

    files().bundle(TASKS + "k8s.io/" + ContainerFiles.ID);
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.CONTAINERD));

    files().podman(STORAGE + "overlay-containers/containers.json", "db");
    files().bundle(STORAGE + BUNDLE, "io.container.manager", "libpod");
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.PODMAN));
    assertThat(name(UNTOLD)).isEqualTo(known("db"));

    files().bundle(STORAGE + BUNDLE, "io.container.manager", "cri-o");
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.CRIO));

    files().docker("var/lib/docker", "web");
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.of(ContainerRuntime.DOCKER));
    assertThat(name(UNTOLD)).isEqualTo(known("web"));
  }

  @Test
  void bundleThatDoesNotSayWhoseItIsLeavesTheRuntimeUnknown() {
    files().bundle(STORAGE + BUNDLE);
    assertThat(runtime(UNTOLD)).isEqualTo(Reading.unknown());
    assertThat(name(UNTOLD)).isEqualTo(Reading.absent());
  }

  /** The group's word stands: files of another runtime with the same id do not change it. */
  @Test
  void runtimeThatTheGroupTellsIsNotLookedUp() {
    files().docker("var/lib/docker", "web");
    assertThat(runtime(PODMAN)).isEqualTo(Reading.of(ContainerRuntime.PODMAN));
    assertThat(name(PODMAN)).isEqualTo(Reading.absent());
  }

  @Test
  void lxcAndMachinesAreKnownByTheNameInTheGroup() {
    assertThat(name("/lxc.payload.web-1/init.scope")).isEqualTo(known("web-1"));
    assertThat(runtime("/lxc.payload.web-1/init.scope"))
        .isEqualTo(Reading.of(ContainerRuntime.LXC));
    assertThat(name("/machine.slice/systemd-nspawn@a.service/payload")).isEqualTo(known("a"));
    assertThat(name("/machine.slice/machine-lxc\\x2d7\\x2db.scope")).isEqualTo(known("b"));
    assertThat(name("/lxc.payload.\u001b%")).isEqualTo(known("\u001b%"));
  }

  @ParameterizedTest
  @CsvSource({
    "var/lib/incus/containers/, INCUS",
    "var/lib/lxd/containers/, LXD",
    "var/snap/lxd/common/lxd/containers/, LXD",
  })
  void lxdAndIncusAreToldFromLxcByTheirDirectories(String place, ContainerRuntime runtime) {
    files().link(place + "Shop_web-1", "/only/in/the/daemons/mount/namespace");
    assertThat(runtime("/lxc.payload.Shop_web-1/x")).isEqualTo(Reading.of(runtime));
    assertThat(name("/lxc.payload.Shop_web-1/x")).isEqualTo(known("Shop_web-1"));
    assertThat(runtime("/lxc.payload.other/x")).isEqualTo(Reading.of(ContainerRuntime.LXC));
    assertThat(runtime("/lxc.payload.../x")).isEqualTo(Reading.of(ContainerRuntime.LXC));
  }

  @Test
  void userHasTheirOwnInTheirHome() {
    files()
        .file(
            "etc/passwd",
            "root:x:0:0::/root:/bin/sh\n# no\nann:x:1000:100:A,,,:/srv/h/ann:\nann2:x:1000:100::/other:\n");
    String share = "srv/h/ann/.local/share/";
    files().podman(share + "containers/storage/overlay-containers/containers.json", "mine");
    assertThat(name(OWN + "libpod-%s.scope/container")).isEqualTo(known("mine"));
    assertThat(name(PODMAN)).isEqualTo(Reading.absent());

    files().docker(share + "docker", "own");
    assertThat(name(OWN + "docker-%s.scope")).isEqualTo(known("own"));
  }

  @Test
  void volatileTableOfAUserIsInTheirRuntimeDirectory() {
    files().file("etc/passwd", "ann:x:1000:100::/home/ann:/bin/sh\n");
    files().podman("run/user/1000/containers/overlay-containers/volatile-containers.json", "mine");
    assertThat(name(OWN + "libpod-%s.scope")).isEqualTo(known("mine"));
  }

  /** What a user writes into their home must not name what root runs. */
  @Test
  void whatRootRunsIsInTheSharedPlaces() {
    files().file("etc/passwd", "ann:x:1000:100::/home/ann:/bin/sh\n");
    files().podman(STORAGE + "overlay-containers/containers.json", "roots");
    assertThat(name(OWN + "libpod-%s.scope")).isEqualTo(known("roots"));

    files()
        .podman(
            "home/ann/.local/share/containers/storage/overlay-containers/containers.json", "anns");
    assertThat(name(OWN + "libpod-%s.scope")).isEqualTo(known("anns"));
    assertThat(name("/user.slice/user-1000.slice/session-2.scope/libpod-payload-%s"))
        .isEqualTo(known("roots"));
  }

  @Test
  void userWithoutAHomeHasOnlyTheSharedPlaces() {
    files()
        .file("etc/passwd", "bob:x:1001:100::/home/bob:/bin/sh\nann:x:1000:100::none:\n+::::::\n");
    files().podman("none/.local/share/containers/storage/overlay-containers/containers.json", "x");
    files()
        .podman("home/ann/.local/share/containers/storage/overlay-containers/containers.json", "x");
    assertThat(name(OWN + "libpod-%s.scope")).isEqualTo(Reading.absent());
  }

  @Test
  void answersAreKept() throws IOException {
    files().docker("var/lib/docker", "web");
    ContainerNames names = names();
    assertThat(names.name(workload(DOCKER))).isEqualTo(known("web"));
    Files.delete(
        root.resolve("var/lib/docker/containers/" + ContainerFiles.ID + "/config.v2.json"));
    assertThat(names.name(workload(DOCKER))).isEqualTo(known("web"));
    assertThat(name(DOCKER)).isEqualTo(Reading.absent());
  }

  @Test
  void withoutAContainerThereIsNoName() {
    assertThat(name("/system.slice/nginx.service")).isEqualTo(Reading.absent());
    assertThat(runtime("/system.slice/nginx.service")).isEqualTo(Reading.absent());
    assertThat(names().name(Workload.unknown())).isEqualTo(Reading.unknown());
    assertThat(names().runtime(Workload.unknown())).isEqualTo(Reading.unknown());
  }

  @Test
  void namesKeepTheirBytes() {
    files().docker("var/lib/docker", "caf\u00e9\\u001b[31m\u202e%s");
    assertThat(name(DOCKER)).isEqualTo(known("caf\u00e9\u001b[31m\u202e%s"));
  }
}
