import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Times commands beside each other: every round runs each of them once, in an order of its own, so
 * that a machine that drifts drifts for all. Run as a single source file by {@code scripts/bench}.
 *
 * <p>Reads lines from standard input: {@code NAME<TAB>COMMAND} for sh, {@code
 * target<TAB>NAME<TAB>PEER<TAB>AT MOST} for a ratio of medians, and {@code peak<TAB>NAME<TAB>AT
 * MOST} for megabytes. Arguments: the rounds, and the file that gets every sample as JSON. Exits 1
 * where three quarters of a target's rounds miss it.
 *
 * <p>With the arguments {@code growth NAME SIZE FILE SIZE FILE...} it looks at such files instead,
 * of one command at growing sizes: what each further item costs, and whether that grows. Exits 1
 * where the last step's items cost more than twice what those of all steps before do.
 */
final class Bench {
  private record Target(String name, String peer, double atMost) {}

  private record Peak(String name, double megabytes) {}

  private record Sample(double millis, long peakKilobytes) {}

  private Bench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    if (args[0].equals("growth")) {
      System.exit(growth(args) ? 0 : 1);
    }
    int rounds = Integer.parseInt(args[0]);
    Map<String, String> commands = new LinkedHashMap<>();
    List<Target> targets = new ArrayList<>();
    List<Peak> peaks = new ArrayList<>();
    for (String line : new String(System.in.readAllBytes()).split("\n")) {
      String[] words = line.split("\t");
      if (words[0].equals("target")) {
        targets.add(new Target(words[1], words[2], Double.parseDouble(words[3])));
      } else if (words[0].equals("peak")) {
        peaks.add(new Peak(words[1], Double.parseDouble(words[2])));
      } else if (words.length == 2) {
        commands.put(words[0], words[1]);
      }
    }
    Map<String, List<Sample>> samples = measure(commands, rounds);
    print(commands, samples);
    boolean missed = false;
    for (Target target : targets) {
      missed |= judge(target, samples);
    }
    for (Peak peak : peaks) {
      missed |= judge(peak, samples);
    }
    Files.writeString(Path.of(args[1]), json(samples));
    System.exit(missed ? 1 : 0);
  }

  private static Map<String, List<Sample>> measure(Map<String, String> commands, int rounds)
      throws IOException, InterruptedException {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    commands.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
    Random random = new Random(1);
    for (String command : commands.values()) {
      run(command); // caches are warm for all alike
    }
    for (int round = 0; round < rounds; round++) {
      List<String> names = new ArrayList<>(commands.keySet());
      Collections.shuffle(names, random);
      for (String name : names) {
        samples.get(name).add(run(commands.get(name)));
      }
    }
    return samples;
  }

  /** One run: wall time by our own clock, peak memory by time(1). */
  private static Sample run(String command) throws IOException, InterruptedException {
    Path peak = Files.createTempFile("bench", null);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/time",
            "-q",
            "-f",
            "%M",
            "-o",
            peak.toString(),
            "sh",
            "-c",
            "exec " + command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    double millis = (System.nanoTime() - start) / 1e6;
    String kilobytes = Files.readString(peak).strip();
    Files.delete(peak);
    if (code > 1) {
      throw new IOException("exit code " + code + ": " + command);
    }
    return new Sample(millis, Long.parseLong(kilobytes));
  }

  private static void print(Map<String, String> commands, Map<String, List<Sample>> samples) {
    PrintStream out = System.out;
    out.printf("%-24s %10s %10s %10s %9s%n", "", "median ms", "least ms", "most ms", "peak MB");
    samples.forEach(
        (name, runs) ->
            out.printf(
                "%-24s %10.1f %10.1f %10.1f %9.1f%n",
                name,
                quantile(millis(runs), 0.5),
                quantile(millis(runs), 0),
                quantile(millis(runs), 1),
                peak(runs)));
  }

  private static double peak(List<Sample> runs) {
    return runs.stream().mapToLong(Sample::peakKilobytes).max().orElse(0) / 1024.0;
  }

  private static boolean judge(Peak peak, Map<String, List<Sample>> samples) {
    double megabytes = peak(samples.get(peak.name()));
    boolean missed = megabytes > peak.megabytes();
    System.out.printf(
        "%s: peak %.0f MB, wanted at most %.0f: %s%n",
        peak.name(), megabytes, peak.megabytes(), missed ? "MISSED" : "met");
    return missed;
  }

  /** {@return whether each further item costs about what those before it did} */
  private static boolean growth(String[] args) throws IOException {
    int points = (args.length - 2) / 2;
    double[] sizes = new double[points];
    double[] medians = new double[points];
    for (int i = 0; i < points; i++) {
      sizes[i] = Double.parseDouble(args[2 + 2 * i]);
      medians[i] = quantile(samplesOf(args[1], Path.of(args[3 + 2 * i])), 0.5);
      System.out.printf(
          "%-28s %9.0f: %8.1f ms%s%n",
          args[1],
          sizes[i],
          medians[i],
          i == 0 ? "" : String.format(", %.1f us each more", each(sizes, medians, i - 1, i)));
    }
    double before = each(sizes, medians, 0, points - 2);
    double last = each(sizes, medians, points - 2, points - 1);
    boolean linear = last <= 2 * before;
    System.out.printf(
        "%s: %.1f us for each, then %.1f: %s%n",
        args[1], before, last, linear ? "linear" : "MISSED, more than linear");
    return linear;
  }

  private static double each(double[] sizes, double[] medians, int from, int to) {
    return 1000 * (medians[to] - medians[from]) / (sizes[to] - sizes[from]);
  }

  private static double[] samplesOf(String name, Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("  \"" + name + "\": [")) {
        return Pattern.compile("\"ms\": ([0-9.]+)")
            .matcher(line)
            .results()
            .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
            .toArray();
      }
    }
    throw new IOException(file + ": nothing of " + name);
  }

  private static boolean judge(Target target, Map<String, List<Sample>> samples) {
    double[] own = millis(samples.get(target.name()));
    double[] peer = millis(samples.get(target.peer()));
    double[] ratios = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      ratios[i] = own[i] / peer[i];
    }
    double ratio = quantile(own, 0.5) / quantile(peer, 0.5);
    boolean missed = quantile(ratios, 0.25) > target.atMost();
    System.out.printf(
        "%s / %s: %.2f (rounds %.2f to %.2f), wanted at most %.2f: %s%n",
        target.name(),
        target.peer(),
        ratio,
        quantile(ratios, 0.25),
        quantile(ratios, 0.75),
        target.atMost(),
        missed ? "MISSED" : ratio > target.atMost() ? "within the noise" : "met");
    return missed;
  }

  private static double[] millis(List<Sample> runs) {
    return runs.stream().mapToDouble(Sample::millis).toArray();
  }

  private static double quantile(double[] values, double fraction) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(fraction * (sorted.length - 1))];
  }

  private static String json(Map<String, List<Sample>> samples) {
    StringBuilder json = new StringBuilder("{");
    samples.forEach(
        (name, runs) -> {
          json.append(json.length() == 1 ? "\n" : ",\n")
              .append("  \"")
              .append(name)
              .append("\": [");
          for (int i = 0; i < runs.size(); i++) {
            json.append(i == 0 ? "" : ", ")
                .append(
                    String.format(
                        "{\"ms\": %.2f, \"peak_kb\": %d}",
                        runs.get(i).millis(), runs.get(i).peakKilobytes()));
          }
          json.append("]");
        });
    return json.append("\n}\n").toString();
  }
}
