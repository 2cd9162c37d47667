package io.github.jcap.command.can;

import io.github.jcap.cap.Capability;
import io.github.jcap.judge.Answer;
import io.github.jcap.judge.CapabilityCheck;
import io.github.jcap.judge.Ruling;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Verdict;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.NamespaceKind;
import java.util.List;
import java.util.Optional;

/** What a network namespace and its owner allow: ip(7), raw(7), packet(7). */
final class NetworkRules {
  private static final String WHAT = "the network namespace";
  private static final String PORT_START = "ipv4/ip_unprivileged_port_start";
  private static final String PING_GROUPS = "ipv4/ping_group_range";
  private static final String BIND = "net/ipv4/af_inet.c __inet_bind; ip(7)";
  private static final String RAW = "net/ipv4/af_inet.c inet_create; raw(7)";
  private static final String PACKET = "net/packet/af_packet.c packet_create; packet(7)";
  private static final String PING = "net/ipv4/ping.c ping_init_sock; icmp(7)";

  /** {@code PROT_SOCK}: the limit of kernels without the sysctl, before Linux 4.11. */
  private static final long FIRST_UNPRIVILEGED = 1024;

  private final View view;
  private final Subject subject;

  NetworkRules(View view, Subject subject) {
    this.view = view;
    this.subject = subject;
  }

  private Reading<ByteString> sysctl(String name) {
    return view.networkSysctls(subject, List.of(name)).flatMap(values -> values.get(0));
  }

  private CapabilityCheck check(Capability capability) {
    return CapabilityCheck.over(subject, capability, view.owner(subject, NamespaceKind.NET), WHAT);
  }

  /** {@return whether it may bind a port, of TCP or UDP: the rule is the same} */
  Verdict bind(long port) {
    Ruling ruling = new Ruling();
    Reading<ByteString> text = sysctl(PORT_START);
    Optional<Long> start =
        text instanceof Reading.Absent
            ? Optional.of(FIRST_UNPRIVILEGED)
            : text.known().map(value -> number(value.latin1()));
    if (start.isPresent() && port >= start.get()) {
      ruling.allows(
          "unprivileged_port",
          "port "
              + port
              + " is not below "
              + start.get()
              + ", the ip_unprivileged_port_start of its network namespace: anybody may bind it",
          BIND);
      return ruling.verdict();
    }
    CapabilityCheck check = check(Capability.NET_BIND_SERVICE);
    if (start.isEmpty()) {
      unknownStart(port, check, ruling);
      return ruling.verdict();
    }
    ruling.allows(
        "privileged_port",
        "port "
            + port
            + " is below "
            + start.get()
            + ", the ip_unprivileged_port_start of its network namespace",
        BIND);
    if (check.answer() == Answer.NO) {
      ruling.refuses(
          "capability",
          check.sentence(),
          BIND,
          check.missing(),
          check.cure()
              + ", or set net.ipv4.ip_unprivileged_port_start="
              + port
              + " in its network namespace");
    } else {
      ruling.needs(check, BIND);
    }
    return ruling.verdict();
  }

  private static void unknownStart(long port, CapabilityCheck check, Ruling ruling) {
    if (check.answer() == Answer.YES) {
      ruling.needs(check, BIND);
      return;
    }
    ruling.leavesOpen(
        "privileged_port",
        "whether port " + port + " is privileged in its network namespace could not be read",
        BIND);
    ruling.leavesOpen("capability", check.sentence(), BIND);
  }

  /** {@return whether it may make a raw socket, which is for every protocol} */
  Verdict rawSocket() {
    Ruling ruling = new Ruling();
    ping(ruling);
    ruling.needs(check(Capability.NET_RAW), RAW);
    return ruling.verdict();
  }

  /** {@return whether it may make a packet socket} */
  Verdict packetSocket() {
    Ruling ruling = new Ruling();
    ruling.needs(check(Capability.NET_RAW), PACKET);
    return ruling.verdict();
  }

  /** Only told: ping needs no raw socket where it has an ICMP one. */
  private void ping(Ruling ruling) {
    Optional<String> range = sysctl(PING_GROUPS).known().map(ByteString::latin1);
    if (range.isEmpty()) {
      return;
    }
    int tab = range.get().indexOf('\t');
    long low = tab < 0 ? -1 : number(range.get().substring(0, tab));
    long high = tab < 0 ? -1 : number(range.get().substring(tab + 1));
    if (low < 0 || high < 0) {
      return;
    }
    boolean mayPing = isIn(subject.credentials().gid().effective(), low, high);
    for (long group : subject.credentials().groups()) {
      mayPing |= isIn(group, low, high);
    }
    ruling.allows(
        "ping_group_range",
        (mayPing
                ? "for ping none is needed: a group of it is in ping_group_range, "
                : "no group of it is in ping_group_range, so ping needs one too: ")
            + low
            + " to "
            + high,
        PING);
  }

  private static boolean isIn(long group, long low, long high) {
    return low <= group && group <= high;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
