package io.github.jcap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.proc.PidStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done once for each process or file: {@code scripts/bench 5 jmh}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParsingBenchmark {
  private byte[] status = {};
  private byte[] attribute = {};
  private final FileCaps pingCaps = FileCaps.of(new CapSet(1 << 13), CapSet.EMPTY, true);

  /** Reads a real status file, and writes an attribute. */
  @Setup
  public void read() throws IOException {
    status = Files.readString(Path.of("/proc/self/status"), UTF_8).getBytes(UTF_8);
    attribute = pingCaps.encode();
  }

  /** {@return one status file, parsed} */
  @Benchmark
  public PidStatus parseStatus() {
    return PidStatus.parse(status);
  }

  /** {@return one attribute, decoded} */
  @Benchmark
  public FileCaps decodeAttribute() {
    return FileCaps.decode(attribute);
  }

  /** {@return one attribute in libcap's text} */
  @Benchmark
  public String formatText() {
    return LibcapText.format(pingCaps, 40);
  }
}
