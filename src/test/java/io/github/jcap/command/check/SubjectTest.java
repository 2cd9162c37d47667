package io.github.jcap.command.check;

import static io.github.jcap.command.check.FakeInventory.record;
import static io.github.jcap.command.check.SitePolicy.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.document.Value;
import io.github.jcap.policy.RuleKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a finding is about. */
class SubjectTest {
  private static final String LISTENER =
      "{'family':'inet','type':'stream','protocol':'tcp','state':'LISTEN','reach':'external',"
          + "'inode':5,'local_address':'0.0.0.0','local_port':80,'netns':{'inode':4},"
          + "'owners':[{'comm':'nginx'}]}";

  private static Subject of(RuleKind kind, String json) {
    return Subject.of(kind, record(json));
  }

  @Test
  void containerAndNamespaceAreOneTextInTheKey() {
    Subject process =
        of(
            RuleKind.PROCESS,
            "{'exe':'/bin/app','user':'www','container':{'id':'0123456789abcdef'},'pod':'web-0'}");
    assertThat(process.text()).isEqualTo("/bin/app as www in container 0123456789ab of pod web-0");
    assertThat(process.keys()).containsEntry("container", new Value.Text("0123456789ab"));
    assertThat(of(RuleKind.SOCKET, LISTENER).keys())
        .containsOnlyKeys("protocol", "local_address", "local_port", "owners");
    assertThat(of(RuleKind.SOCKET, LISTENER.replace("'inode':4", "'inode':4,'name':'web'")).keys())
        .containsEntry("netns", new Value.Text("web"));
    assertThat(of(RuleKind.SOCKET, LISTENER.replace("'inode':4", "'inode':4,'own':false")).keys())
        .containsEntry("netns", new Value.Text("unnamed"));
    assertThat(of(RuleKind.SOCKET, LISTENER.replace("'inode':4", "'inode':4,'name':null")).keys())
        .doesNotContainKey("netns");
  }

  @Test
  void hostIsNamed() {
    Subject host = of(RuleKind.HOST, "{'name':'web1','kernel':'6.18.0'}");
    assertThat(host.text()).isEqualTo("web1");
    assertThat(host.keys()).containsOnlyKeys("name");
  }

  @Test
  void listenersOfOneAddressAreOneFindingThatSaysWhoHoldsTheFirst() {
    Judgement judgement =
        judge(
            FakeInventory.ofWeb1()
                .socket(LISTENER)
                .socket(LISTENER.replace("nginx", "php").replace("'inode':5", "'inode':6")));
    assertThat(judgement.standing()).hasSize(1);
    assertThat(judgement.standing().get(0).line(judgement.values()))
        .isEqualTo(
            "tcp 0.0.0.0:80 (2 times, the first inode 5, held by nginx):"
                + " state: LISTEN; reach: external");
  }

  @Test
  void upgradedProgramIsTheSameThing() {
    assertThat(of(RuleKind.PROCESS, "{'exe':'/bin/app (deleted)','user':'www'}"))
        .isEqualTo(of(RuleKind.PROCESS, "{'exe':'/bin/app','user':'www'}"));
  }

  @Test
  void userThatCouldNotBeReadIsNotNoUser() {
    Subject unknown = of(RuleKind.PROCESS, "{'exe':'/bin/app','user':null}");
    assertThat(unknown.text()).isEqualTo("/bin/app as ?");
    assertThat(unknown.keys()).containsOnlyKeys("exe");
    assertThat(unknown).isNotEqualTo(of(RuleKind.PROCESS, "{'exe':'/bin/app'}"));
  }

  @Test
  void whatIsNoThingHasItsOwnName() {
    assertThat(
            of(RuleKind.PROCESS, "{'comm':'kthreadd','user':'root','kernel_thread':true}").text())
        .isEqualTo("{kthreadd} as root");
    String connection =
        LISTENER
            .replace("LISTEN", "ESTABLISHED")
            .replace("'local_port'", "'remote_address':'2001:db8::1','remote_port':9,'local_port'");
    assertThat(of(RuleKind.SOCKET, connection).text()).isEqualTo("tcp 0.0.0.0 to [2001:db8::1]");
    assertThat(of(RuleKind.SOCKET, connection))
        .isNotEqualTo(of(RuleKind.SOCKET, connection.replace("nginx", "php")));
    assertThat(of(RuleKind.SOCKET, "{'family':'unix','protocol':'unix','state':'UNCONN'}").text())
        .isEqualTo("unix");
  }

  @Test
  void threadsOfOneNameInOneProgramAreOneThing() {
    String thread = "{'tid':8,'comm':'worker','process':{'pid':7,'exe':'/bin/app','user':'www'}}";
    assertThat(of(RuleKind.THREAD, thread))
        .isEqualTo(of(RuleKind.THREAD, thread.replace("8", "9").replace("7", "6")))
        .isNotEqualTo(of(RuleKind.THREAD, thread.replace("worker", "other")));
    assertThat(List.copyOf(of(RuleKind.THREAD, thread).keys().keySet()))
        .containsExactly("exe", "user", "thread");
  }
}
