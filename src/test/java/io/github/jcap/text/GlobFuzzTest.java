package io.github.jcap.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jcap.outcome.ByteString;

/** Patterns and names of any bytes: an answer, and in time. */
class GlobFuzzTest {
  @FuzzTest
  void matches(FuzzedDataProvider data) {
    ByteString pattern = ByteString.of(data.consumeBytes(data.consumeInt(0, 200)));
    ByteString name = ByteString.of(data.consumeRemainingAsBytes());
    boolean matches = new Glob(pattern).matches(name);
    assertThat(new Glob(new ByteString("*" + quoted(name) + "*")).matches(name)).isTrue();
    assertThat(new Glob(new ByteString(quoted(name))).matches(name)).isTrue();
    if (matches) {
      ByteString longer = new ByteString("x" + name.latin1());
      assertThat(new Glob(new ByteString("?" + pattern.latin1())).matches(longer)).isTrue();
    }
  }

  private static String quoted(ByteString name) {
    StringBuilder quoted = new StringBuilder();
    for (char c : name.latin1().toCharArray()) {
      quoted.append('\\').append(c);
    }
    return quoted.toString();
  }
}
