package io.github.jcap.proc;

/** What made a container, by the name that is printed. */
public enum ContainerRuntime {
  /** Docker, through its own daemon or cri-dockerd. */
  DOCKER("docker"),
  /** containerd without Docker: Kubernetes, nerdctl, ctr. */
  CONTAINERD("containerd"),
  /** CRI-O. */
  CRIO("cri-o"),
  /** Podman. */
  PODMAN("podman"),
  /** LXC; LXD and Incus name their control groups the same. */
  LXC("lxc"),
  /** LXD. */
  LXD("lxd"),
  /** Incus. */
  INCUS("incus"),
  /** systemd-nspawn, and what else systemd-machined has registered but virtual machines. */
  NSPAWN("systemd-nspawn"),
  /** The LXC driver of libvirt, which has nothing of LXC. */
  LIBVIRT_LXC("libvirt-lxc");

  private final String label;

  ContainerRuntime(String label) {
    this.label = label;
  }

  /** {@return its name in tables and in the machine forms} */
  public String label() {
    return label;
  }
}
