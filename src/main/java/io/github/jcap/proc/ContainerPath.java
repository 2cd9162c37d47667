package io.github.jcap.proc;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.Optional;

/**
 * What one path says of containers: the innermost that it leads into, by the names that runtimes
 * give to control groups. Only a name of exactly such a form counts.
 *
 * <pre>
 * docker/ID  default/ID  k8s.io/ID      cgroupfs; the name above says the runtime
 * PARENT/ID                             cgroupfs, with a parent of the user's or the kubelet's
 * PREFIX-ID.scope  PREFIX-ID            systemd; cgroupfs of podman and cri-o
 * SLICE:PREFIX:ID                       a name for systemd, taken by cgroupfs as it is
 * libpod-payload-ID                     podman --cgroups=split, inside the unit
 * lxc.payload.NAME  lxc.payload/NAME  lxc/NAME                       LXC, LXD, Incus
 * machine.slice/machine-NAME.scope  systemd-nspawn@NAME.service      systemd-nspawn, libvirt
 * </pre>
 *
 * <p>An ID is 64 lower-case hexadecimal digits. A runtime's monitor is beside its container, not in
 * it: {@code libpod-conmon-ID.scope} and {@code crio-conmon-ID.scope} are of none of these forms,
 * {@code lxc.monitor.NAME} and the {@code supervisor} of nspawn are passed over by name.
 *
 * @param container the innermost; absent where the path leads into none
 * @param pod the Kubernetes pod, by its uid
 * @param depth how many containers and monitors the path leads through
 */
record ContainerPath(Reading<Workload.Container> container, Reading<ByteString> pod, int depth) {
  /** A path that leads into no container. */
  static final ContainerPath NONE = new ContainerPath(Reading.absent(), Reading.absent(), 0);

  private static final int ID_LENGTH = 64;

  static ContainerPath of(CgroupPath path) {
    return new Walk(path).toEnd();
  }

  /** {@return whether it is the id of a container: 64 lower-case hexadecimal digits} */
  static boolean isId(String text) {
    if (text.length() != ID_LENGTH) {
      return false;
    }
    for (int at = 0; at < ID_LENGTH; at++) {
      char c = text.charAt(at);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** From the root down, name by name. */
  private static final class Walk {
    private static final String SCOPE = ".scope";
    private static final String SERVICE = ".service";
    private static final String MACHINE = "machine-";
    private static final String NSPAWN = "systemd-nspawn@";
    private static final String PAYLOAD = "lxc.payload";
    private static final String MONITOR = "lxc.monitor";

    private final CgroupPath path;
    private int at;
    private int depth;
    private Reading<Workload.Container> container = Reading.absent();
    private Reading<ByteString> pod = Reading.absent();

    Walk(CgroupPath path) {
      this.path = path;
    }

    ContainerPath toEnd() {
      for (at = 0; at < path.length(); at++) {
        String name = path.name(at);
        Optional<ByteString> uid = PodName.uid(name, path.nameOrEmpty(at - 1));
        if (uid.isPresent()) {
          pod = Reading.of(uid.get());
        }
        if (!lxc(name) && !machine(name)) {
          hexadecimal(name);
        }
      }
      return new ContainerPath(container, pod, depth);
    }

    private boolean lxc(String name) {
      if (name.equals(MONITOR) || name.startsWith(MONITOR + ".")) {
        at += name.equals(MONITOR) ? 1 : 0;
        depth++;
        return true;
      }
      if (name.startsWith(PAYLOAD + ".") && name.length() > PAYLOAD.length() + 1) {
        enter(Reading.of(ContainerRuntime.LXC), name.substring(PAYLOAD.length() + 1));
        return true;
      }
      String next = path.nameOrEmpty(at + 1);
      if ((!name.equals("lxc") && !name.equals(PAYLOAD)) || next.isEmpty()) {
        return false;
      }
      at++;
      // lxc.cgroup.pattern = lxc/%n puts both below the name; a number follows where it was taken.
      if (name.equals("lxc") && isMonitor(path.nameOrEmpty(at + 1))) {
        at++;
        depth++;
      } else {
        enter(Reading.of(ContainerRuntime.LXC), next);
      }
      return true;
    }

    private static boolean isMonitor(String name) {
      return name.equals("monitor") || name.startsWith("monitor-");
    }

    /** Names of machines are escaped as unit names are: machinectl prints them without. */
    private boolean machine(String name) {
      String machine = "";
      if (name.startsWith(NSPAWN) && name.endsWith(SERVICE)) {
        machine = UnitName.text(between(name, NSPAWN, SERVICE));
      } else if (name.startsWith(MACHINE) && name.endsWith(SCOPE) && inMachineSlice()) {
        machine = UnitName.text(between(name, MACHINE, SCOPE));
      }
      if (machine.isEmpty() || machine.startsWith("qemu-")) {
        return false; // none, or a virtual machine of libvirt
      }
      int libvirt = libvirtName(machine);
      if (path.nameOrEmpty(at + 1).equals("supervisor")) {
        depth++;
      } else if (libvirt > 0) {
        enter(Reading.of(ContainerRuntime.LIBVIRT_LXC), machine.substring(libvirt));
      } else {
        enter(Reading.of(ContainerRuntime.NSPAWN), machine);
      }
      return true;
    }

    private boolean inMachineSlice() {
      String slice = path.nameOrEmpty(at - 1);
      return slice.equals("machine.slice")
          || (slice.startsWith(MACHINE) && slice.endsWith(".slice"));
    }

    private static String between(String name, String prefix, String suffix) {
      int end = name.length() - suffix.length();
      return end > prefix.length() ? name.substring(prefix.length(), end) : "";
    }

    /** Where the name begins in {@code lxc-12345-NAME}; 0 in anything else. */
    private static int libvirtName(String machine) {
      if (!machine.startsWith("lxc-")) {
        return 0;
      }
      int digit = "lxc-".length();
      while (digit < machine.length() && Character.digit(machine.charAt(digit), 10) >= 0) {
        digit++;
      }
      boolean named = digit > "lxc-".length() && digit + 1 < machine.length();
      return named && machine.charAt(digit) == '-' ? digit + 1 : 0;
    }

    private void hexadecimal(String name) {
      boolean scope = name.endsWith(SCOPE);
      int end = scope ? name.length() - SCOPE.length() : name.length();
      int start = end - ID_LENGTH;
      if (start < 0 || !isId(name.substring(start, end))) {
        return;
      }
      String id = name.substring(start, end);
      if (start == 0) {
        if (!scope && !isPodOfPodman()) {
          enter(runtimeAbove(), id);
        }
        return;
      }
      char separator = name.charAt(start - 1);
      if (separator == '-' || (separator == ':' && !scope)) {
        int prefix = separator == ':' ? name.lastIndexOf(':', start - 2) + 1 : 0;
        Reading<ContainerRuntime> runtime = runtimeOf(name.substring(prefix, start - 1));
        if (runtime instanceof Reading.Value) {
          enter(runtime, id);
        }
      }
    }

    /** Podman names a pod by 64 digits too; its containers and their monitor are below. */
    private boolean isPodOfPodman() {
      return path.nameOrEmpty(at - 1).equals("libpod_parent")
          || path.nameOrEmpty(at + 1).equals("conmon");
    }

    private Reading<ContainerRuntime> runtimeAbove() {
      return switch (path.nameOrEmpty(at - 1)) {
        case "docker" -> Reading.of(ContainerRuntime.DOCKER);
        case "default", "k8s.io" -> Reading.of(ContainerRuntime.CONTAINERD);
        default -> Reading.unknown();
      };
    }

    private static Reading<ContainerRuntime> runtimeOf(String prefix) {
      return switch (prefix) {
        case "docker" -> Reading.of(ContainerRuntime.DOCKER);
        case "cri-containerd", "nerdctl" -> Reading.of(ContainerRuntime.CONTAINERD);
        case "crio" -> Reading.of(ContainerRuntime.CRIO);
        case "libpod", "libpod-payload" -> Reading.of(ContainerRuntime.PODMAN);
        default -> Reading.absent();
      };
    }

    private void enter(Reading<ContainerRuntime> runtime, String id) {
      container = Reading.of(new Workload.Container(runtime, new ByteString(id)));
      depth++;
    }
  }
}
