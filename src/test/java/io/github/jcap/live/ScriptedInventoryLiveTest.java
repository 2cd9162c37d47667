package io.github.jcap.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.Cli;
import io.github.jcap.fixture.Container;
import io.github.jcap.fixture.Live;
import io.github.jcap.fixture.NamedNetworks;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The same question every night, in a form that does not change: {@code inventory}, {@code diff},
 * {@code check}. The host's other processes come and go as they like, so that of processes only
 * those that the test has made are looked at; of sockets and files there are no others.
 */
@Tag("live")
class ScriptedInventoryLiveTest {
  @TempDir private Path directory;
  private Path files;

  @BeforeEach
  void thingsCanBeMade() throws IOException {
    Container.assumePossible();
    NamedNetworks.assumePossible();
    Live.assumePrograms("setcap", "getcap", "setpriv", "ss");
    files = Files.createDirectory(directory.resolve("files"));
  }

  private Path inventory(String name) {
    Path file = directory.resolve(name);
    Cli.Result result = Cli.jcap().run("inventory", "--files=" + files, "--output-file=" + file);
    assertThat(result.code()).isZero();
    return file;
  }

  private static JsonNode read(Path inventory) throws IOException {
    return Schemas.parse(Files.readString(inventory));
  }

  private Path withCapability(String name) throws IOException {
    Path file = Files.writeString(files.resolve(name), "x");
    assertThat(Live.run("setcap", "cap_net_raw=ep", file.toString()).code()).isZero();
    return file;
  }

  private static Live.Subject listener(NamedNetworks networks) {
    return networks.start(0, "tcp 0.0.0.0 8443", "setpriv", "--no-new-privs");
  }

  private static List<String> texts(JsonNode changes, String change, String of) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : changes) {
      if (one.get("change").asString().equals(change) && one.get("of").asString().equals(of)) {
        texts.add(one.get("subject").get("text").asString());
      }
    }
    return texts;
  }

  @Test
  void aChangeOnPurposeIsFoundAndNothingElse() throws Exception {
    withCapability("known");
    try (NamedNetworks networks = NamedNetworks.pair()) {
      Path old = inventory("old.json.gz");
      try (Container container =
              Container.start(directory.resolve("container"), "--cap-add=sys_admin");
          Live.Subject listener = listener(networks)) {
        Path file = withCapability("new");
        Path now = inventory("now.json");

        Cli.Result diff = Cli.jcap().run("diff", "--json", old.toString(), now.toString());
        assertThat(diff.code()).isEqualTo(1);
        JsonNode changes = Schemas.parse(diff.out()).get("changes");
        assertThat(texts(changes, "appeared", "file")).containsExactly(file.toString());
        // The other is the one that podman attach connects to.
        assertThat(texts(changes, "appeared", "socket"))
            .hasSize(2)
            .anyMatch(text -> text.startsWith("tcp 0.0.0.0:8443"))
            .anyMatch(text -> text.startsWith("unix ") && text.endsWith("/attach"));
        for (String kind : List.of("file", "socket")) {
          assertThat(texts(changes, "vanished", kind)).isEmpty();
          assertThat(texts(changes, "changed", kind)).isEmpty();
        }
        assertThat(texts(changes, "appeared", "process"))
            .anyMatch(text -> text.contains(container.name()))
            .anyMatch(text -> text.contains("cat"));

        assertThat(findings(old, now, container))
            .contains(
                "default/reachable-kernel-control tcp 0.0.0.0:8443",
                "default/capability-file-unpackaged " + file,
                "pss-baseline/capabilities container")
            .noneMatch(finding -> finding.contains("known"));
        assertThat(findings(now, now, container)).isEmpty();
        assertThat(listener.pid()).isPositive();
      }
    }
  }

  /** Rule and subject of each, as far as the test has made it. */
  private static SortedSet<String> findings(Path baseline, Path inventory, Container container) {
    Cli.Result check =
        Cli.jcap()
            .run(
                "check",
                "--json",
                "--policy=default,pss-baseline",
                "--accept-partial",
                "--baseline=" + baseline,
                inventory.toString());
    SortedSet<String> found = new TreeSet<>();
    for (JsonNode finding : Schemas.parse(check.out()).get("findings")) {
      String text = finding.get("subject").get("text").asString();
      String subject =
          text.contains(container.name())
              ? "container"
              : text.replaceFirst("(tcp [0-9.]+:[0-9]+).*", "$1");
      found.add(
          finding.get("policy").asString() + "/" + finding.get("rule").asString() + " " + subject);
    }
    return found;
  }

  @Test
  void itAgreesWithTheToolsThatSeeOnePart() throws Exception {
    withCapability("known");
    Live.run("chmod", "4755", Files.writeString(files.resolve("setuid"), "x").toString());
    try (NamedNetworks networks = NamedNetworks.pair();
        Container container = Container.start(directory.resolve("container"));
        Live.Subject listener = listener(networks)) {
      JsonNode whole = read(inventory("whole.json"));
      assertThat(records(whole.get("files"), "path"))
          .isEqualTo(of("filecap", "files", "path", "--setid", files.toString()))
          .contains(files.resolve("setuid").toString());
      assertThat(withAttribute(whole))
          .isEqualTo(
              Live.run("getcap", "-r", files.toString())
                  .out()
                  .lines()
                  .map(line -> line.substring(0, line.indexOf(' ')))
                  .toList());
      assertThat(records(whole.get("sockets"), "inode"))
          .containsAll(of("netcap", "sockets", "inode", "--netns=all", "-a", "--state=listen"));
      assertThat(records(whole.get("processes"), "pid"))
          .contains(Integer.toString(container.pid()), Integer.toString(listener.pid()), "1");
      assertThat(listeners(whole))
          .containsAll(
              networks
                  .run(0, List.of("ss", "-tlnH"))
                  .out()
                  .lines()
                  .map(line -> line.trim().split(" +", -1)[3])
                  .toList())
          .contains("0.0.0.0:8443");
    }
  }

  @Test
  void eachNetworkNamespaceHasSettingsOfItsOwn() throws Exception {
    try (NamedNetworks networks = NamedNetworks.pair()) {
      String write = "echo 81 > /proc/sys/net/ipv4/ip_unprivileged_port_start";
      assertThat(networks.run(0, List.of("sh", "-c", write)).code()).isZero();
      for (JsonNode namespace :
          read(inventory("whole.json")).get("host").get("network_namespaces")) {
        boolean isIt = namespace.get("inode").asLong() == networks.inode(0);
        assertThat(namespace.get("ip_unprivileged_port_start").asInt() == 81)
            .as("%s", namespace)
            .isEqualTo(isIt);
      }
    }
  }

  private static List<String> withAttribute(JsonNode whole) {
    List<String> paths = new ArrayList<>();
    for (JsonNode file : whole.get("files")) {
      if (file.has("permitted")) {
        paths.add(file.get("path").asString());
      }
    }
    return paths;
  }

  private static SortedSet<String> records(JsonNode list, String key) {
    SortedSet<String> values = new TreeSet<>();
    for (JsonNode one : list) {
      values.add(one.get(key).asString());
    }
    return values;
  }

  private static SortedSet<String> of(String command, String plural, String key, String... args) {
    List<String> line = new ArrayList<>(List.of(command, "--json"));
    line.addAll(List.of(args));
    Cli.Result result = Cli.jcap().run(line.toArray(String[]::new));
    return records(Schemas.parse(result.out()).get(plural), key);
  }

  private static List<String> listeners(JsonNode whole) {
    List<String> listeners = new ArrayList<>();
    for (JsonNode socket : whole.get("sockets")) {
      if (socket.has("local_port") && socket.get("state").asString().equals("LISTEN")) {
        listeners.add(
            socket.get("local_address").asString() + ":" + socket.get("local_port").asInt());
      }
    }
    return listeners;
  }
}
