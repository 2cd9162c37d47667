package io.github.jcap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How people read what a record holds. */
class ValueTextTest {
  private static final CapSet ALL = CapSet.all(40);
  private static final CapSet RAW = CapSet.of(1L << Capability.NET_RAW.number());

  private final ValueText text = new ValueText(40);

  private static Value.Text text(String value) {
    return new Value.Text(value);
  }

  private static Value.Fields sets(CapSet effective, CapSet permitted, CapSet ambient) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("effective", SetValue.of(effective));
    fields.put("permitted", SetValue.of(permitted));
    fields.put("inheritable", SetValue.of(CapSet.EMPTY));
    fields.put("bounding", SetValue.of(ALL));
    fields.put("ambient", SetValue.of(ambient));
    return new Value.Fields(fields);
  }

  @Test
  void setIsShortByWhatTheKernelKnows() {
    assertThat(text.of(ALL)).isEqualTo("all");
    assertThat(text.of(ALL.without(RAW))).isEqualTo("all but net_raw");
    assertThat(text.of(RAW)).isEqualTo("net_raw");
    assertThat(text.of(CapSet.EMPTY)).isEqualTo("none");
    assertThat(new ValueText(-1).of(ALL)).startsWith("chown, dac_override, ");
    assertThat(new ValueText(41).of(ALL)).isEqualTo("all but 41");
  }

  @Test
  void lastCapabilityIsThatOfTheHostsRecord() {
    assertThat(ValueText.ofHost(new Value.Fields(Map.of("cap_last_cap", new Value.Num(40)))))
        .isEqualTo(text);
    assertThat(ValueText.ofHost(new Value.Fields(Map.of("cap_last_cap", new Value.Unknown()))))
        .isEqualTo(new ValueText(-1));
    assertThat(ValueText.ofHost(Value.Fields.NONE)).isEqualTo(new ValueText(-1));
  }

  @Test
  void ofAllSetsOnlyWhatDiffersIsSaid() {
    assertThat(text.of(sets(ALL, ALL, CapSet.EMPTY))).isEqualTo("effective all");
    assertThat(text.of(sets(CapSet.EMPTY, RAW, CapSet.EMPTY)))
        .isEqualTo("effective none, permitted net_raw");
    assertThat(text.of(sets(RAW, RAW, RAW))).isEqualTo("effective net_raw, ambient net_raw");
  }

  @Test
  void ownerIsItsNameUserPlaceAndSets() {
    Map<String, Value> owner = new LinkedHashMap<>();
    owner.put("pid", new Value.Num(7));
    owner.put("comm", text("nginx"));
    owner.put("user", text("www"));
    owner.put("unit", text("nginx.service"));
    owner.put("capabilities", sets(RAW, RAW, CapSet.EMPTY));
    assertThat(text.of(new Value.Fields(owner)))
        .isEqualTo("nginx as www in nginx.service (net_raw)");
    owner.put("capabilities", sets(CapSet.EMPTY, CapSet.EMPTY, CapSet.EMPTY));
    assertThat(text.of(new Value.Fields(owner))).isEqualTo("nginx as www in nginx.service");
    owner.put("container", new Value.Fields(Map.of("id", text("0123456789abcdef"))));
    owner.put("capabilities", new Value.Unknown());
    assertThat(text.of(new Value.Fields(owner)))
        .isEqualTo("nginx as www in container 0123456789ab (?)");
  }

  @Test
  void anyOtherObjectIsShownWithItsKeysAndByItsBytes() {
    Map<String, Value> object = new LinkedHashMap<>();
    object.put("name", text("\\xFF"));
    object.put("name_bytes", text("/w=="));
    object.put("kept\u001b", new Value.Flag(true));
    assertThat(text.of(new Value.Fields(object))).isEqualTo("{name: \\xFF, kept\\x1B: yes}");
  }

  @Test
  void valuesThatReadAlikeAreSaidOnce() {
    List<Value> values =
        List.of(SetValue.of(ALL), SetValue.of(RAW), SetValue.of(ALL), new Value.Unknown());
    assertThat(text.all(values, "?")).isEqualTo("all; net_raw; ?");
    assertThat(text.all(List.of(), "(not there)")).isEqualTo("(not there)");
  }

  @Test
  void nothingReachesATerminalAsItIs() {
    assertThat(text.of(text("\u001b[2J\n"))).isEqualTo("\\x1B[2J\\x0A");
    assertThat(text.of(text(""))).isEqualTo("\"\"");
    assertThat(text.of(new Value.Items(List.of()))).isEqualTo("none");
    assertThat(text.of(new Value.Unknown())).isEqualTo("?");
  }
}
