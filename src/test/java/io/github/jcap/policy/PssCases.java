package io.github.jcap.policy;

import static io.github.jcap.fixture.CleanRecords.selinux;
import static io.github.jcap.policy.DefaultCases.unconfined;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.document.Value;
import io.github.jcap.fixture.CleanRecords;
import io.github.jcap.fixture.Records;
import java.util.ArrayList;
import java.util.List;

/** Every rule of the Pod Security Standards, both ways. */
final class PssCases {
  private static final Records CONTAINER = CleanRecords.container();
  private static final Records UNIT = CleanRecords.unit();

  /** {@code capabilities.add} as level Baseline permits it. */
  private static final CapSet BASELINE =
      CapSet.of(
          Capability.AUDIT_WRITE,
          Capability.CHOWN,
          Capability.DAC_OVERRIDE,
          Capability.FOWNER,
          Capability.FSETID,
          Capability.KILL,
          Capability.MKNOD,
          Capability.NET_BIND_SERVICE,
          Capability.SETFCAP,
          Capability.SETGID,
          Capability.SETPCAP,
          Capability.SETUID,
          Capability.SYS_CHROOT);

  private static final CapSet BIND = CapSet.of(Capability.NET_BIND_SERVICE);
  private static final CapSet RAW = CapSet.of(Capability.NET_RAW);
  private static final CapSet ALL = CapSet.all(40);

  private PssCases() {}

  static List<RuleCase> all() {
    List<RuleCase> cases = new ArrayList<>();
    for (String policy : List.of("pss-baseline", "pss-restricted")) {
      addNamespaces(policy, cases);
      addPrivileged(policy, cases);
      addPorts(policy, cases);
      addModules(policy, cases);
      both(policy, "seccomp", "seccomp", new Value.Text("disabled"), cases);
    }
    addBaselineSets(cases);
    addRestrictedSets(cases);
    both("pss-restricted", "privilege-escalation", "no_new_privs", new Value.Flag(false), cases);
    addUsers(cases);
    return cases;
  }

  /** A rule that one field decides, for containers and for units. */
  private static void both(
      String policy, String rule, String field, Value bad, List<RuleCase> cases) {
    Records container = CONTAINER.with(field, bad);
    Records unit = UNIT.with(field, bad);
    cases.add(
        RuleCase.of(policy, rule)
            .finds(container)
            .passes(CONTAINER, unit)
            .cannotJudge(container.unknown("container"), container.unknown(field)));
    cases.add(unit(policy, rule, unit, field));
  }

  /** What is asked of containers asked of a unit: what a user runs is none. */
  private static RuleCase unit(String policy, String rule, Records unit, String field) {
    return RuleCase.of(policy, "unit-" + rule)
        .finds(unit)
        .passes(
            UNIT,
            unit.with("unit", "user@1000.service"),
            unit.with("unit", "session-1.scope"),
            unit.without("unit"),
            unit.with("container", container()))
        .cannotJudge(unit.unknown("unit"), unit.unknown("container"), unit.unknown(field));
  }

  private static Records container() {
    return Records.of(
        """
        {"runtime": "podman", "id": "0a1b", "name": "web"}\
        """);
  }

  private static void addNamespaces(String policy, List<RuleCase> cases) {
    for (String kind : List.of("net", "pid", "ipc")) {
      String shared = "namespaces." + kind + ".shared";
      both(policy, "host-namespaces", shared, new Value.Flag(true), cases);
    }
    String rule = "host-namespaces";
    cases.add(
        RuleCase.of(policy, rule)
            .finds(CONTAINER.with("namespaces.pid.shared", true).unknown("namespaces.net"))
            .passes(CONTAINER.with("namespaces.uts.shared", true))
            .cannotJudge(CONTAINER.unknown("namespaces.net")));
  }

  private static void addPrivileged(String policy, List<RuleCase> cases) {
    String bounding = "capabilities.bounding";
    Records privileged = CONTAINER.with(bounding, Records.set(ALL));
    cases.add(
        RuleCase.of(policy, "privileged-containers")
            .finds(
                privileged,
                // An older kernel has fewer, and none has what this machine took away.
                CONTAINER.with(
                    bounding,
                    Records.set(CapSet.all(37).without(CapSet.of(Capability.SYS_RESOURCE)))))
            .passes(
                CONTAINER.with(
                    bounding, Records.set(ALL.without(CapSet.of(Capability.SYS_MODULE)))),
                UNIT.with(bounding, Records.set(ALL)))
            .cannotJudge(privileged.unknown("container"), privileged.unknown("capabilities")));
    Records root =
        UNIT.with("capabilities.effective", Records.set(ALL))
            .with("seccomp", "disabled")
            .with("no_new_privs", false);
    cases.add(unit(policy, "privileged-containers", root, "capabilities"));
    cases.add(
        RuleCase.of(policy, "unit-privileged-containers")
            .finds(root)
            .passes(
                root.with("seccomp", "filter"),
                root.with("no_new_privs", true),
                root.with("capabilities.effective", Capability.SYS_ADMIN))
            .cannotJudge(root.unknown("seccomp"), root.unknown("no_new_privs")));
  }

  private static void addPorts(String policy, List<RuleCase> cases) {
    Records inside = CleanRecords.containerSocket();
    Records published =
        inside.with(
            "published",
            new Value.Items(
                List.of(
                    Records.of(
                            """
                            {"address": "0.0.0.0", "port": 80, "by": "docker-proxy"}\
                            """)
                        .fields())));
    Records onHost = inside.with("reach", "external").without("netns.name");
    Records local = CleanRecords.socket();
    Records outside = local.with("reach", "external");
    cases.add(
        RuleCase.of(policy, "host-ports")
            .finds(published, onHost, onHost.with("reach", "loopback"))
            .passes(
                inside,
                inside.with("reach", "external"),
                onHost.without("local_port").with("family", "packet").with("interface", "any"),
                outside)
            .cannotJudge(
                published.unknown("owners"),
                published.unknown("owners.0.container").unknown("owners.1.container"),
                onHost.unknown("netns"),
                onHost.unknown("netns.name"),
                onHost.unknown("reach")));
    cases.add(
        RuleCase.of(policy, "unit-host-ports")
            .finds(outside)
            .passes(
                local,
                onHost,
                outside.with("netns.name", "blue"),
                outside
                    .with("owners.0.unit", "user@1000.service")
                    .with("owners.1.unit", "session-1.scope"))
            .cannotJudge(
                outside.unknown("owners"),
                outside.unknown("owners.0.unit").unknown("owners.1.unit"),
                outside.unknown("netns"),
                outside.unknown("reach")));
  }

  private static void addModules(String policy, List<RuleCase> cases) {
    cases.add(
        RuleCase.of(policy, "apparmor")
            .finds(unconfined(CONTAINER))
            .passes(
                CONTAINER.with("label.mode", "complain"),
                CONTAINER.without("label"),
                selinux(CONTAINER),
                unconfined(UNIT))
            .cannotJudge(unconfined(CONTAINER).unknown("container"), CONTAINER.unknown("label")));
    cases.add(unit(policy, "apparmor", unconfined(UNIT), "label"));
    Records labelled = selinux(CONTAINER);
    Records spc = labelled.with("label.type", "spc_t");
    cases.add(
        RuleCase.of(policy, "selinux")
            .finds(
                spc,
                labelled.with("label.user", "sysadm_u"),
                labelled.with("label.role", "sysadm_r"))
            .passes(
                labelled,
                labelled.with("label.type", "container_init_t"),
                labelled.with("label.type", "container_kvm_t"),
                labelled.with("label.type", "container_engine_t"),
                unconfined(CONTAINER),
                CONTAINER.without("label"))
            .cannotJudge(spc.unknown("container"), spc.unknown("label")));
    Records service = selinux(UNIT).with("label.type", "unconfined_service_t");
    cases.add(unit(policy, "selinux", service, "label"));
  }

  /** A rule that finds what is more than a set in any of three. */
  private static void addSets(String policy, CapSet allowed, CapSet more, List<RuleCase> cases) {
    for (String set : List.of("bounding", "permitted", "inheritable")) {
      String field = "capabilities." + set;
      Records container = CONTAINER.with(field, Records.set(allowed.or(more)));
      Records unit = UNIT.with(field, Records.set(allowed.or(more)));
      cases.add(
          RuleCase.of(policy, "capabilities")
              .finds(container, CONTAINER.with(field, Records.set(CapSet.of(1L << 63))))
              .passes(CONTAINER.with(field, Records.set(allowed)), unit)
              .cannotJudge(container.unknown("container"), container.unknown("capabilities")));
      cases.add(unit(policy, "capabilities", unit, "capabilities"));
    }
  }

  private static void addBaselineSets(List<RuleCase> cases) {
    String policy = "pss-baseline";
    addSets(policy, BASELINE.or(RAW), CapSet.of(Capability.NET_ADMIN), cases);
    Records raw = CONTAINER.with("capabilities.bounding", Records.set(BASELINE.or(RAW)));
    cases.add(
        RuleCase.of(policy, "capabilities-net-raw")
            .finds(
                raw,
                CONTAINER.with("capabilities.permitted", Records.set(RAW)),
                CONTAINER.with("capabilities.inheritable", Records.set(RAW)))
            .passes(
                CONTAINER.with("capabilities.bounding", Records.set(BASELINE)),
                UNIT.with("capabilities.bounding", Records.set(RAW)))
            .cannotJudge(raw.unknown("container"), raw.unknown("capabilities")));
  }

  private static void addRestrictedSets(List<RuleCase> cases) {
    addSets("pss-restricted", BIND, CapSet.of(Capability.CHOWN), cases);
    addSets("pss-restricted", BIND, RAW, cases);
  }

  private static Records ids(Records process, String name, String which) {
    String ids =
        """
        {"real": 1001, "effective": 1001, "saved": 1001, "filesystem": 1001}\
        """;
    return process.with(name, Records.of(ids)).with(name + "." + which, 0);
  }

  private static void addUsers(List<RuleCase> cases) {
    String policy = "pss-restricted";
    for (String which : List.of("effective", "real", "saved", "filesystem")) {
      String rule = which.equals("effective") ? "running-as-non-root" : "running-as-non-root-user";
      Records root = ids(CONTAINER, "uid", which);
      Records inside = ids(CONTAINER, "uid_inside", which);
      Records mapped = ids(root, "uid_inside", which).with("uid_inside." + which, 1001);
      cases.add(
          RuleCase.of(policy, rule)
              .finds(root, inside)
              .passes(CONTAINER, mapped, ids(UNIT, "uid", which))
              .cannotJudge(
                  root.unknown("container"), root.unknown("uid"), root.unknown("uid_inside")));
      cases.add(unit(policy, rule, ids(UNIT, "uid", which), "uid"));
    }
    cases.add(
        RuleCase.of(policy, "running-as-non-root")
            .finds(ids(CONTAINER, "uid", "effective"))
            .passes(ids(CONTAINER, "uid", "saved"))
            .cannotJudge(CONTAINER.unknown("uid")));
  }
}
