package io.github.jcap.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.ProcTree;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files are read in another way than the first; nothing else may tell. */
class SystemFilesTest {
  private static final int MANY = 1200;

  @TempDir Path directory;

  @Test
  void manyFilesSayWhatTheFirstSaid() throws IOException {
    Path tree =
        ProcTree.at(directory.resolve("proc")).self(7).process(7).holds("chown").exe("/x").write();
    ProcRoot proc = ProcRoot.of(tree);
    PidStatus first = found(proc.pid(7).status());

    for (int i = 0; i < MANY; i++) {
      assertThat(found(proc.pid(7).status()).capabilities()).isEqualTo(first.capabilities());
    }
    assertThat(found(proc.pid(7).exe()).known()).isPresent();
    assertThat(found(proc.pid(7).label())).isEqualTo(Reading.absent());
    assertThat(proc.pid(8).status().isGone()).isTrue();
    assertThat(proc.pid(7).session()).isEqualTo(Outcome.found(Reading.absent()));
  }

  @Test
  void aTreeWithANameBeyondAsciiIsReadAsEver() throws IOException {
    Path tree = ProcTree.at(directory.resolve("café")).self(7).process(7).holds("chown").write();
    ProcRoot proc = ProcRoot.of(tree);

    for (int i = 0; i < MANY; i++) {
      assertThat(proc.pid(7).status()).isInstanceOf(Outcome.Found.class);
    }
    assertThat(proc.pid(8).status().isGone()).isTrue();
  }

  private static <T> T found(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<T>) outcome).value();
  }
}
