package io.github.jcap.command.check;

import static io.github.jcap.command.check.SitePolicy.ADMIN;
import static io.github.jcap.command.check.SitePolicy.NO_CAPS;
import static io.github.jcap.command.check.SitePolicy.RAW;
import static io.github.jcap.command.check.SitePolicy.exceptions;
import static io.github.jcap.command.check.SitePolicy.process;
import static io.github.jcap.command.check.SitePolicy.unread;
import static io.github.jcap.command.check.SitePolicy.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jcap.document.ItemKind;
import io.github.jcap.fixture.Golden;
import io.github.jcap.fixture.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/** One judgement in every form: as it was reviewed, and as its schema demands. */
class FormsTest {
  /** What a process may call itself to be taken for something else. */
  private static final String HOSTILE = "/bin/\\u001b[2J\\u202e\\n<x>&\\\"]]>\\uffff";

  @TempDir private Path directory;

  /** Of everything something: found, accepted, expired, not judged, about a file and not. */
  private static FakeInventory inventory() {
    String thread = "{'tid':12,'comm':'worker','capabilities':" + RAW + "}";
    return FakeInventory.ofWeb1()
        .process(without(process(7, "/usr/bin/app")))
        .process(without(process(8, "/usr/bin/app")))
        .process(unread(process(9, "/usr/bin/other")))
        .process(without(process(10, "/usr/bin/old")))
        .process(process(11, "/usr/bin/admin").replace(NO_CAPS, ADMIN))
        .process(
            process(12, "/usr/bin/threads").replace("'threads':[]", "'threads':[" + thread + "]"))
        .socket(
            "{'family':'inet','type':'stream','protocol':'tcp','state':'LISTEN','reach':'external','inode':55,"
                + "'local_address':'0.0.0.0','local_port':8080,'netns':{'inode':4,'name':'web'},"
                + "'owners':[{'pid':7,'comm':'nginx'},{'pid':8,'comm':'nginx'}]}")
        .file("{'path':'/srv/50% caf\u00e9','notes':['writable by others']}")
        .file("{'path':'/srv/\\\\xFF','path_bytes':'L3Nydi//','notes':['writable by others']}")
        .file("{'path':'/srv/known','notes':['interpreter','writable by others']}");
  }

  private CheckRun run(FakeInventory inventory, String... more) {
    try {
      // Relative, so that no form holds the name of a temporary directory.
      Path site = directory.resolve("site.yaml");
      Files.writeString(site, SitePolicy.TEXT, UTF_8);
      Path ours = directory.resolve("ours.yaml");
      Files.writeString(
          ours,
          exceptions(
              "{rule: writable, match: {field: path, equals: /srv/known}, reason: \"it is read\","
                  + " expires: \"2026-01-02\"}",
              "{rule: seccomp-off, match: {field: exe, equals: /usr/bin/old}, reason: \"till then\","
                  + " expires: \"2026-01-01\"}"),
          UTF_8);
      List<String> line = new ArrayList<>(List.of("--policy", site + "," + ours));
      line.addAll(List.of(more));
      CheckRun run = CheckRun.of(inventory, line.toArray(String[]::new));
      String out = run.out().replace(directory + "/", "");
      return new CheckRun(run.code(), out, run.err().replace(directory + "/", ""), run.scopes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void textIsAsReviewed() {
    CheckRun run = run(inventory(), "--wide");
    Golden.of("check").check("findings.txt", run.out());
    Golden.of("check").check("errors.txt", run.err());
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void coloursStandOnSeveritiesAlone() {
    String plain = run(inventory(), "--wide").out();
    String colored = run(inventory(), "--wide", "--color=always").out();
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    assertThat(colored).startsWith("\u001b[38;5;208mcritical\u001b[m site/admin\n");
  }

  @Test
  void jsonIsAsReviewedAndAsItsSchemaDemands() {
    Golden.of("check").check("findings.json", run(inventory(), "--json").out());
  }

  @Test
  void ndjsonIsAsReviewedAndSaysWhatJsonSays() {
    String ndjson = run(inventory(), "--format=ndjson").out();
    Golden.of("check").check("findings.ndjson", ndjson);
    JsonNode document = Schemas.parse(run(inventory(), "--json").out());
    List<String> lines =
        ndjson.lines().filter(line -> line.startsWith("{\"kind\":\"finding\",")).toList();
    assertThat(lines).hasSize(document.get("findings").size());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).replace("\"kind\":\"finding\",", ""))
          .isEqualTo(document.get("findings").get(i).toString());
    }
  }

  @Test
  void sarifIsAsReviewedAndAsOasisDemands() throws IOException {
    String sarif = run(inventory(), "--format=sarif").out();
    checkSarif(sarif);
    Golden.of("check").check("findings.sarif", sarif);
    JsonNode results = Schemas.parse(sarif).get("runs").get(0).get("results");
    assertThat(
            results
                .valueStream()
                .map(result -> result.at("/locations/0/physicalLocation/artifactLocation/uri"))
                .map(JsonNode::asString))
        .containsExactly("srv/50%25%20caf%C3%A9", "srv/%FF", "srv/known");
    assertThat(results.get(2).get("suppressions").get(0).get("justification").asString())
        .startsWith("it is read");
  }

  private static void checkSarif(String sarif) throws IOException {
    try (InputStream in = FormsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(Objects.requireNonNull(in));
      assertThat(schema.validate(sarif, InputFormat.JSON)).as(sarif).isEmpty();
      // So that a green test means something.
      assertThat(schema.validate(sarif.replace("\"ruleId\"", "\"rule\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  @Test
  void junitIsAsReviewedAndAsItsReadersExpect() throws Exception {
    String junit = run(inventory(), "--format=junit").out();
    checkJunit(junit);
    Golden.of("check").check("findings.xml", junit);
  }

  @Test
  void junitHasNoFailureThatTheExitCodeDoesNotHave() throws Exception {
    FakeInventory one = FakeInventory.ofWeb1().process(without(process(7, "/usr/bin/app")));
    CheckRun run = run(one, "--format=junit", "--rule=admin,seccomp-off", "--fail-on=critical");
    assertThat(run.code()).isZero();
    Element suites = checkJunit(run.out());
    assertThat(suites.getElementsByTagName("failure").getLength()).isZero();
    assertThat(suites.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("/usr/bin/app");
  }

  @Test
  void junitSaysOfARuleWhoseRecordsAreMissingThatItIsAnErrorUnlessAccepted() throws Exception {
    FakeInventory none = FakeInventory.ofWeb1().without(ItemKind.FILE);
    Element suites = checkJunit(run(none, "--format=junit", "--rule=writable").out());
    assertThat(suites.getElementsByTagName("error").getLength()).isEqualTo(1);
    suites = checkJunit(run(none, "--format=junit", "--rule=writable", "--accept-partial").out());
    assertThat(suites.getElementsByTagName("skipped").getLength()).isEqualTo(1);
  }

  /** Validates, and counts again what the attributes of each suite count. */
  private static Element checkJunit(String xml)
      throws SAXException, IOException, ParserConfigurationException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(FormsTest.class.getResource("/junit/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    NodeList suites = root.getElementsByTagName("testsuite");
    for (Element suite :
        IntStream.range(0, suites.getLength()).mapToObj(i -> (Element) suites.item(i)).toList()) {
      assertCount(suite, "tests", "testcase");
      assertCount(suite, "failures", "failure");
      assertCount(suite, "errors", "error");
      assertCount(suite, "skipped", "skipped");
    }
    return root;
  }

  private static void assertCount(Element suite, String attribute, String element) {
    assertThat(suite.getAttribute(attribute))
        .as("%s of %s", attribute, suite.getAttribute("name"))
        .isEqualTo(Integer.toString(suite.getElementsByTagName(element).getLength()));
  }

  @Test
  void hostileNameIsShownAsBytesInEveryForm() throws Exception {
    FakeInventory inventory =
        FakeInventory.ofWeb1()
            .process(without(process(7, HOSTILE)).replace("'www'", "'\\u0000\\u0085'"))
            .file("{'path':'" + HOSTILE + "','notes':['writable by others']}");
    String shown = "/bin/\\x1B[2J\\xE2\\x80\\xAE\\x0A<x>&\"]]>\\xEF\\xBF\\xBF";
    String text = run(inventory, "--wide").out();
    assertThat(text).contains(shown + " as \\x00\\xC2\\x85 (pid 7)");
    assertThat(text.chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c <= '~');

    JsonNode json = Schemas.parse(run(inventory, "--json").out());
    JsonNode subject = json.get("findings").get(1).get("subject");
    assertThat(subject.get("text").asString()).startsWith(shown);
    assertThat(subject.get("exe").asString()).isEqualTo("/bin/\u001b[2J\u202e\n<x>&\"]]>\uffff");
    assertThat(run(inventory, "--format=ndjson").out().lines())
        .allSatisfy(line -> assertThat(Schemas.parse(line).has("kind")).isTrue());

    String xml = run(inventory, "--format=junit").out();
    assertThat(checkJunit(xml).getTextContent()).contains(shown);
    assertThat(xml.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));

    String sarif = run(inventory, "--format=sarif").out();
    checkSarif(sarif);
    JsonNode result = Schemas.parse(sarif).get("runs").get(0).get("results").get(0);
    assertThat(result.get("message").get("text").asString())
        .endsWith(shown + ": notes: writable by others");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("bin/%1B%5B2J%E2%80%AE%0A%3Cx%3E%26%22%5D%5D%3E%EF%BF%BF");
  }
}
