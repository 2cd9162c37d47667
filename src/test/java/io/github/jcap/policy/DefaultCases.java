package io.github.jcap.policy;

import io.github.jcap.cap.Capability;
import io.github.jcap.document.Value;
import io.github.jcap.fixture.CleanRecords;
import io.github.jcap.fixture.Records;
import java.util.ArrayList;
import java.util.List;

/** Every rule of the policy that is called default, both ways. */
final class DefaultCases {
  private static final Records LOCAL = CleanRecords.socket();
  private static final Records OUTSIDE =
      LOCAL.with("local_address", "0.0.0.0").with("wildcard", true).with("reach", "external");
  private static final Records INSIDE = CleanRecords.containerSocket();
  private static final Records CONTAINER = CleanRecords.container();
  private static final Records UNIT = CleanRecords.unit();
  private static final Records THREAD = CleanRecords.thread();
  private static final Records FILE = CleanRecords.file();

  /** What is owned by the second of two owners is found as well. */
  private static final String PERMITTED = "owners.1.capabilities.permitted";

  private DefaultCases() {}

  private static RuleCase of(String rule) {
    return RuleCase.of("default", rule);
  }

  static List<RuleCase> all() {
    List<RuleCase> cases = new ArrayList<>(sockets());
    cases.addAll(ports());
    cases.addAll(files());
    cases.addAll(processes());
    cases.addAll(containers());
    return cases;
  }

  private static Records published(Records socket) {
    return socket.with(
        "published",
        new Value.Items(
            List.of(
                Records.of(
                        """
                        {"address": "0.0.0.0", "port": 80, "by": "docker-proxy"}\
                        """)
                    .fields())));
  }

  private static RuleCase reachable(String rule, Capability capability, Capability other) {
    return of(rule)
        .finds(
            OUTSIDE.with(PERMITTED, capability),
            published(INSIDE).with(PERMITTED, capability, Capability.KILL))
        .passes(
            LOCAL.with(PERMITTED, capability),
            INSIDE.with(PERMITTED, capability),
            OUTSIDE.with(PERMITTED, other),
            OUTSIDE.with("owners.1.capabilities.bounding", capability),
            OUTSIDE.with("owners", new Value.Items(List.of())))
        .cannotJudge(
            OUTSIDE.unknown("owners"),
            OUTSIDE.unknown("owners.0.capabilities"),
            LOCAL.with(PERMITTED, capability).unknown("reach"));
  }

  private static List<RuleCase> sockets() {
    String ambient = "owners.0.capabilities.ambient";
    return List.of(
        reachable("reachable-kernel-control", Capability.SYS_ADMIN, Capability.SYS_PTRACE),
        reachable("reachable-kernel-control", Capability.SYS_MODULE, Capability.NET_ADMIN),
        reachable("reachable-process-control", Capability.SYS_PTRACE, Capability.SYS_ADMIN),
        reachable("reachable-file-control", Capability.DAC_OVERRIDE, Capability.FOWNER),
        reachable("reachable-file-control", Capability.DAC_READ_SEARCH, Capability.CHOWN),
        of("ambient-daemon")
            .finds(
                LOCAL.with(ambient, Capability.NET_ADMIN),
                OUTSIDE.with(ambient, Capability.NET_BIND_SERVICE, Capability.NET_RAW))
            .passes(
                LOCAL.with(ambient, Capability.NET_BIND_SERVICE),
                LOCAL.with(PERMITTED, Capability.NET_ADMIN),
                CleanRecords.unixSocket().with(ambient, Capability.NET_ADMIN))
            .cannotJudge(
                LOCAL.unknown("owners"),
                LOCAL.unknown("owners.1.capabilities"),
                LOCAL.with(ambient, Capability.NET_ADMIN).unknown("reach")),
        of("ambient-daemon-bind")
            .finds(LOCAL.with(ambient, Capability.NET_BIND_SERVICE))
            .passes(LOCAL, LOCAL.with(ambient, Capability.NET_BIND_SERVICE, Capability.NET_RAW))
            .cannotJudge(LOCAL.unknown("owners"), LOCAL.unknown("owners.1.capabilities")));
  }

  private static RuleCase port(String rule, long port, long other) {
    Records socket = OUTSIDE.with("local_port", port);
    return of(rule)
        .finds(socket, published(INSIDE).with("local_port", port), socket.unknown("owners"))
        .passes(
            socket.with("local_port", other),
            LOCAL.with("local_port", port),
            socket.with("protocol", "udp"))
        .cannotJudge(socket.unknown("local_port"), socket.unknown("reach"));
  }

  private static List<RuleCase> ports() {
    Records engine = CleanRecords.unixSocket().with("path", "/run/docker.sock");
    Records server = OUTSIDE.with("local_port", 8080).with("owners.0.comm", "kube-apiserver");
    return List.of(
        port("docker-port", 2375, 2376),
        port("docker-tls-port", 2376, 2375),
        of("docker-socket")
            .finds(
                engine,
                engine.with("path", "/var/run/docker.sock"),
                engine.with("path", "/run/podman/podman.sock"))
            .passes(
                engine.with("path", "/run/user/1001/podman/podman.sock"),
                engine.with("state", "ESTABLISHED"),
                LOCAL)
            .cannotJudge(engine.unknown("state")),
        port("etcd-port", 2379, 2381),
        port("etcd-port", 2380, 2378),
        port("kubelet-read-only-port", 10255, 10250),
        port("kubelet-port", 10250, 10255),
        port("kubernetes-api-port", 6443, 443),
        of("kubernetes-insecure-api-port")
            .finds(server)
            .passes(
                OUTSIDE.with("local_port", 8080),
                server.with("local_port", 6443),
                server.with("reach", "loopback"))
            .cannotJudge(
                server.unknown("owners"),
                server.unknown("owners.0.comm"),
                server.unknown("reach")));
  }

  private static RuleCase note(String rule, String other, String... notes) {
    List<Records> finds = new ArrayList<>();
    for (String note : notes) {
      finds.add(FILE.withTexts("notes", "capabilities and setuid", note));
    }
    return of(rule)
        .finds(finds.toArray(Records[]::new))
        .passes(FILE, FILE.withTexts("notes", other), setuid(FILE.withTexts("notes", notes)))
        .cannotJudge(FILE.unknown("notes"), FILE.withTexts("notes", notes).unknown("permitted"));
  }

  /** One that has a set-id bit alone. */
  private static Records setuid(Records file) {
    return file.without("permitted")
        .without("inheritable")
        .without("effective")
        .without("revision")
        .without("text")
        .with("setuid", true)
        .with("mode", "4755");
  }

  private static List<RuleCase> files() {
    return List.of(
        note("capability-file-writable", "interpreter", "writable by group", "writable by others"),
        note("capability-file-directory", "unpackaged", "in a world-writable directory"),
        note("capability-interpreter", "inert: script", "interpreter"),
        of("capability-file-unpackaged")
            .finds(FILE.withTexts("notes", "interpreter", "unpackaged").without("package"))
            .passes(FILE, setuid(FILE.withTexts("notes", "unpackaged").without("package")))
            .cannotJudge(FILE.unknown("package"), FILE.unknown("notes")),
        note("capability-file-inert", "interpreter", "inert: nosuid mount", "inert: script"));
  }

  private static List<RuleCase> processes() {
    String leader = "process.capabilities.permitted";
    String own = "capabilities.permitted";
    Records kept = THREAD.with(own, Capability.SETUID);
    Records differs = THREAD.with(leader, Capability.SETUID);
    Records silent = UNIT.with(own, Capability.NET_ADMIN);
    return List.of(
        of("thread-kept-capabilities")
            .finds(kept)
            .passes(
                THREAD.with("capabilities.inheritable", Capability.SETUID),
                kept.with(leader, Capability.KILL))
            .cannotJudge(kept.unknown("capabilities"), kept.unknown("process.capabilities")),
        of("thread-differs")
            .finds(differs, differs.with(own, Capability.NET_RAW))
            .passes(kept, THREAD)
            .cannotJudge(differs.unknown("capabilities"), differs.unknown("process.capabilities")),
        of("permitted-not-effective")
            .finds(silent)
            .passes(
                UNIT,
                silent.with("capabilities.effective", Capability.NET_ADMIN),
                UNIT.with("capabilities.inheritable", Capability.NET_ADMIN))
            .cannotJudge(silent.unknown("capabilities")));
  }

  private static List<RuleCase> containers() {
    Records free = CONTAINER.with("seccomp", "disabled");
    Records unconfined = unconfined(CONTAINER);
    Records spc = CleanRecords.selinux(CONTAINER).with("label.type", "spc_t");
    Records bare = CONTAINER.without("label");
    Records gains = CONTAINER.with("no_new_privs", false);
    Records host = CleanRecords.host();
    return List.of(
        of("container-seccomp-off")
            .finds(free, CONTAINER.without("seccomp"))
            .passes(UNIT.with("seccomp", "disabled"), CONTAINER.with("seccomp", "strict"))
            .cannotJudge(free.unknown("container"), CONTAINER.unknown("seccomp")),
        of("container-lsm-unconfined")
            .finds(unconfined, CONTAINER.with("label.mode", "complain"), spc)
            .passes(unconfined(UNIT), bare, CleanRecords.selinux(CONTAINER))
            .cannotJudge(unconfined.unknown("container"), CONTAINER.unknown("label")),
        of("container-without-lsm")
            .finds(bare)
            .passes(unconfined, UNIT.without("label"))
            .cannotJudge(bare.unknown("container"), CONTAINER.unknown("label")),
        of("container-new-privileges")
            .finds(gains)
            .passes(UNIT.with("no_new_privs", false), CONTAINER)
            .cannotJudge(gains.unknown("container"), CONTAINER.unknown("no_new_privs")),
        of("lsm-not-enforcing")
            .finds(
                host.with("lsm.3.enforcing", false),
                host.with("lsm.3.enforcing", false).with("lsm.3.name", "selinux"))
            .passes(host, host.with("lsm", new Value.Items(List.of())))
            .cannotJudge(host.unknown("lsm"), host.unknown("lsm.3.enforcing")));
  }

  static Records unconfined(Records process) {
    return process.with(
        "label",
        Records.of(
            """
            {"text": "unconfined", "lsm": "apparmor", "profiles": [{"name": "unconfined"}],
             "mode": "unconfined"}
            """));
  }
}
