package io.github.jcap.policy;

import static io.github.jcap.policy.Truth.FALSE;
import static io.github.jcap.policy.Truth.TRUE;
import static io.github.jcap.policy.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import io.github.jcap.fixture.Records;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions say of records, and of what in them could not be read. */
class ConditionTest {
  private static final Records SOCKET =
      Records.of(
          """
          {"protocol": "tcp", "local_port": 80, "wildcard": true, "reach": null,
           "effective": {"mask": "0x0000000000003000", "names": ["CAP_NET_ADMIN", "CAP_NET_RAW"]},
           "newer": {"mask": "0x8000000000002000", "names": ["CAP_NET_RAW", "63"]},
           "broken": {"mask": "many", "names": []},
           "empty": {"mask": "0x0000000000000000", "names": []},
           "notes": ["interpreter", "unpackaged"],
           "nothing": [],
           "partly": ["interpreter", null],
           "owners": [
             {"comm": "nginx", "user": "root", "unit": "nginx.service", "groups": [1, 2]},
             {"comm": "worker", "user": "www-data"},
             {"comm": null, "user": "www-data"}],
           "nobody": [],
           "hidden": null,
           "name": "caf\\u00e9"}
          """);

  private static Truth of(String field, Operator operator) {
    return FieldTest.of(field, operator).test(SOCKET.fields());
  }

  private static Members names(String words) {
    return Members.of(words.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "protocol, tcp, TRUE",
    "protocol, udp, FALSE",
    "reach, external, UNKNOWN",
    "path, /run/x, FALSE",
    "owners.comm, nginx, TRUE",
    "owners.comm, sshd, UNKNOWN",
    "owners.user, sshd, FALSE",
    "owners.unit, nginx.service, TRUE",
    "nobody.comm, nginx, FALSE",
    "hidden.comm, nginx, UNKNOWN",
    "protocol.more, tcp, FALSE",
  })
  void aTextEqualsItself(String field, String text, Truth truth) {
    assertThat(of(field, new Operator.Equals(new Value.Text(text)))).isEqualTo(truth);
  }

  @Test
  void numbersAndFlagsEqualThoseOfTheirKindAlone() {
    assertThat(of("local_port", new Operator.Equals(new Value.Num(80)))).isEqualTo(TRUE);
    assertThat(of("local_port", new Operator.Equals(new Value.Text("80")))).isEqualTo(FALSE);
    assertThat(of("wildcard", new Operator.Equals(new Value.Flag(true)))).isEqualTo(TRUE);
    assertThat(of("wildcard", new Operator.Equals(new Value.Text("true")))).isEqualTo(FALSE);
  }

  @ParameterizedTest
  @CsvSource({
    // field, words, any_of, all_of, none_of, only
    "effective, net_raw, TRUE, TRUE, FALSE, FALSE",
    "effective, CAP_NET_RAW cap_net_admin, TRUE, TRUE, FALSE, TRUE",
    "effective, net_raw sys_admin, TRUE, FALSE, FALSE, FALSE",
    "effective, sys_admin, FALSE, FALSE, TRUE, FALSE",
    "effective, 13 12, TRUE, TRUE, FALSE, TRUE",
    "newer, net_raw, TRUE, TRUE, FALSE, FALSE",
    "newer, net_raw 63, TRUE, TRUE, FALSE, TRUE",
    "empty, net_raw, FALSE, FALSE, TRUE, TRUE",
    "broken, net_raw, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
    "notes, unpackaged, TRUE, TRUE, FALSE, FALSE",
    "notes, unpackaged interpreter, TRUE, TRUE, FALSE, TRUE",
    "notes, unpackaged other, TRUE, FALSE, FALSE, FALSE",
    "notes, other, FALSE, FALSE, TRUE, FALSE",
    "nothing, unpackaged, FALSE, FALSE, TRUE, TRUE",
    "partly, interpreter, TRUE, TRUE, FALSE, UNKNOWN",
    "partly, unpackaged, UNKNOWN, UNKNOWN, UNKNOWN, FALSE",
    "partly, interpreter unpackaged, TRUE, UNKNOWN, FALSE, UNKNOWN",
    "protocol, tcp udp, TRUE, FALSE, FALSE, TRUE",
    "protocol, udp sctp, FALSE, FALSE, TRUE, FALSE",
    "reach, external, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
    // Where the field does not apply.
    "path, x, FALSE, FALSE, TRUE, TRUE",
    "container.name, x, FALSE, FALSE, TRUE, TRUE",
    // Of a list some element must meet it: the worker has no unit, and one comm is not known.
    "owners.unit, nginx.service, TRUE, TRUE, TRUE, TRUE",
    "owners.user, root, TRUE, TRUE, TRUE, TRUE",
    "owners.user, root www-data, TRUE, FALSE, FALSE, TRUE",
    "owners.comm, nginx worker, TRUE, UNKNOWN, UNKNOWN, TRUE",
    "owners.comm, sshd, UNKNOWN, UNKNOWN, TRUE, UNKNOWN",
    "nobody.unit, nginx.service, FALSE, FALSE, FALSE, FALSE",
    "hidden.unit, nginx.service, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
  })
  void setsAndListsAreAskedForMembers(
      String field, String words, Truth anyOf, Truth allOf, Truth noneOf, Truth only) {
    assertThat(of(field, new Operator.AnyOf(names(words)))).as("any_of").isEqualTo(anyOf);
    assertThat(of(field, new Operator.AllOf(names(words)))).as("all_of").isEqualTo(allOf);
    assertThat(of(field, new Operator.NoneOf(names(words)))).as("none_of").isEqualTo(noneOf);
    assertThat(of(field, new Operator.Only(names(words)))).as("only").isEqualTo(only);
  }

  @Test
  void numbersInAListOfAnOwnersGroupsAreFound() {
    Members one = Members.of(List.of(new Value.Num(2)));
    assertThat(of("owners.groups", new Operator.AnyOf(one))).isEqualTo(TRUE);
    Members three = Members.of(List.of(new Value.Num(3)));
    assertThat(of("owners.groups", new Operator.AnyOf(three))).isEqualTo(FALSE);
  }

  @ParameterizedTest
  @CsvSource({
    "protocol, t*, TRUE",
    "protocol, u*, FALSE",
    "notes, un*, TRUE",
    "notes, x*, FALSE",
    "partly, un*, UNKNOWN",
    "partly, in*, TRUE",
    "reach, *, UNKNOWN",
    "path, *, FALSE",
    "local_port, *, FALSE",
    "effective, *, FALSE",
    "owners.comm, w*, TRUE",
    // An e with an accent is two bytes.
    "name, caf??, TRUE",
    "name, caf?, FALSE",
  })
  void aGlobIsComparedWithTheBytesOfTheText(String field, String glob, Truth truth) {
    assertThat(of(field, Operator.Like.of(glob))).isEqualTo(truth);
    assertThat(of(field, Operator.Like.of("nothing-like-it", glob))).isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource({
    "protocol, TRUE, FALSE",
    "nobody, TRUE, FALSE",
    "path, FALSE, TRUE",
    "container.name, FALSE, TRUE",
    "reach, UNKNOWN, UNKNOWN",
    "hidden.comm, UNKNOWN, UNKNOWN",
    "nobody.comm, FALSE, FALSE",
    "owners.unit, TRUE, TRUE",
    "owners.user, TRUE, FALSE",
    "owners.comm, TRUE, UNKNOWN",
  })
  void aFieldExistsOrNotOrIsUnknown(String field, Truth exists, Truth lacks) {
    assertThat(of(field, new Operator.Exists(true))).isEqualTo(exists);
    assertThat(of(field, new Operator.Exists(false))).isEqualTo(lacks);
  }

  @Test
  void aNumberIsAtLeastAnother() {
    assertThat(of("local_port", new Operator.AtLeast(80))).isEqualTo(TRUE);
    assertThat(of("local_port", new Operator.AtLeast(81))).isEqualTo(FALSE);
    assertThat(of("reach", new Operator.AtLeast(0))).isEqualTo(UNKNOWN);
    assertThat(of("path", new Operator.AtLeast(0))).isEqualTo(FALSE);
    assertThat(of("protocol", new Operator.AtLeast(0))).isEqualTo(FALSE);
  }

  private static final Condition YES = FieldTest.of("protocol", new Operator.Exists(true));
  private static final Condition NO = FieldTest.of("path", new Operator.Exists(true));
  private static final Condition WHO_KNOWS = FieldTest.of("reach", new Operator.Exists(true));

  private static Truth all(Condition... conditions) {
    return new All(List.of(conditions)).test(SOCKET.fields());
  }

  private static Truth any(Condition... conditions) {
    return new Any(List.of(conditions)).test(SOCKET.fields());
  }

  @Test
  void whatIsUnknownDecidesNothingThatIsDecidedWithoutIt() {
    assertThat(all(YES, YES)).isEqualTo(TRUE);
    assertThat(all(YES, WHO_KNOWS)).isEqualTo(UNKNOWN);
    assertThat(all(WHO_KNOWS, NO)).isEqualTo(FALSE);
    assertThat(all()).isEqualTo(TRUE);
    assertThat(any(NO, NO)).isEqualTo(FALSE);
    assertThat(any(NO, WHO_KNOWS)).isEqualTo(UNKNOWN);
    assertThat(any(WHO_KNOWS, YES)).isEqualTo(TRUE);
    assertThat(any()).isEqualTo(FALSE);
    assertThat(new Not(YES).test(SOCKET.fields())).isEqualTo(FALSE);
    assertThat(new Not(NO).test(SOCKET.fields())).isEqualTo(TRUE);
    assertThat(new Not(WHO_KNOWS).test(SOCKET.fields())).isEqualTo(UNKNOWN);
  }

  private static Truth some(String list, String user, String comm) {
    Condition one =
        new All(
            List.of(
                FieldTest.of("user", new Operator.Equals(new Value.Text(user))),
                FieldTest.of("comm", new Operator.Equals(new Value.Text(comm)))));
    return new Some(FieldPath.of(list), one).test(SOCKET.fields());
  }

  @Test
  void someAsksOneElementForEverything() {
    assertThat(some("owners", "root", "nginx")).isEqualTo(TRUE);
    assertThat(some("owners", "root", "worker")).isEqualTo(FALSE);
    assertThat(some("owners", "www-data", "nginx")).isEqualTo(UNKNOWN);
    assertThat(some("nobody", "root", "nginx")).isEqualTo(FALSE);
    assertThat(some("hidden", "root", "nginx")).isEqualTo(UNKNOWN);
    assertThat(some("path", "root", "nginx")).isEqualTo(FALSE);
    assertThat(some("protocol", "root", "nginx")).isEqualTo(FALSE);
  }

  @Test
  void someMeansWhatAPathThroughTheListMeans() {
    for (String comm : List.of("nginx", "worker", "sshd")) {
      for (String list : List.of("owners", "nobody", "hidden", "path")) {
        Operator equals = new Operator.Equals(new Value.Text(comm));
        Condition inside = new Some(FieldPath.of(list), FieldTest.of("comm", equals));
        assertThat(inside.test(SOCKET.fields())).isEqualTo(of(list + ".comm", equals));
      }
    }
  }

  @Test
  void aConditionNamesEachFieldOnceInItsOrder() {
    Condition inside = new Any(List.of(WHO_KNOWS, FieldTest.of("user", new Operator.AtLeast(1))));
    Condition condition =
        new All(List.of(YES, new Not(NO), YES, new Some(FieldPath.of("owners"), inside)));
    assertThat(condition.paths())
        .extracting(FieldPath::text)
        .containsExactly("protocol", "path", "owners.reach", "owners.user");
  }

  @Test
  void noPatternAndTextTakeLong() {
    Records much = SOCKET.with("name", "[".repeat(20_000) + "a".repeat(20_000));
    for (String glob :
        List.of(
            "*a".repeat(2000) + "b",
            "*" + "[".repeat(4000),
            "*" + "[a".repeat(2000) + "]b",
            "*[" + "!".repeat(4000) + "]b")) {
      Condition test = FieldTest.of("name", Operator.Like.of(glob));
      Assertions.assertTimeout(
          Duration.ofSeconds(20), () -> assertThat(test.test(much.fields())).isEqualTo(FALSE));
    }
  }
}
