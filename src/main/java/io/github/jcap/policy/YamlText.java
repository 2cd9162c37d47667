package io.github.jcap.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The text of a policy: YAML 1.2, one document, its scalars typed as in JSON: {@code true}, {@code
 * 12} and nothing else are no texts, so that {@code no}, {@code 0755} and {@code 1e3} mean one
 * thing to every reader of it.
 */
final class YamlText {
  /** Bytes. */
  private static final int LARGEST = 1 << 20;

  /** Lists and mappings within each other; the engine recurses into each. */
  private static final int DEEPEST = 50;

  /** Nodes, those that an alias stands for counted each time: what all later work is bounded by. */
  private static final long MOST_NODES = 200_000;

  private final String text;
  private final Mistakes mistakes;

  private YamlText(String text, Mistakes mistakes) {
    this.text = text;
    this.mistakes = mistakes;
  }

  /** {@return the document; empty where there is none, which is a mistake} */
  static Optional<Node> compose(byte[] yaml, Mistakes mistakes) {
    if (yaml.length > LARGEST) {
      mistakes.add(1, 1, "a policy has at most 1 MiB, this has " + yaml.length + " bytes");
      return Optional.empty();
    }
    Optional<String> text = decode(yaml, mistakes);
    return text.isEmpty() ? Optional.empty() : new YamlText(text.get(), mistakes).compose();
  }

  private static Optional<String> decode(byte[] yaml, Mistakes mistakes) {
    ByteBuffer in = ByteBuffer.wrap(yaml);
    CharBuffer out = CharBuffer.allocate(yaml.length);
    CoderResult result = UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      add(mistakes, text, text.length(), "not UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  /** A mistake at a char of the text. */
  private static void add(Mistakes mistakes, String text, int at, String what) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    mistakes.add(line, text.codePointCount(lineStart, at) + 1, what);
  }

  private Optional<Node> compose() {
    try {
      if (!isBounded()) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings()).composeString(text);
      if (root.isEmpty()) {
        mistakes.add(1, 1, "the file is empty; a policy begins with policy_version: 1");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      String context = e.getContext();
      boolean plain = context == null || context.isEmpty();
      String problem = plain ? e.getProblem() : context + ": " + e.getProblem();
      mistakes.add(
          e.getProblemMark().or(e::getContextMark),
          "no valid YAML: " + Mistakes.shownOfEngine(problem));
    } catch (ReaderException e) {
      int at = text.offsetByCodePoints(0, Math.min(e.getPosition(), codePoints()));
      add(mistakes, text, at, "no valid YAML: a control character");
    } catch (YamlVersionException e) {
      mistakes.add(1, 1, "YAML 1.2 is wanted, this says " + e.getSpecVersion().getRepresentation());
    } catch (YamlEngineException e) {
      mistakes.add(
          1, 1, "no valid YAML: " + Mistakes.shownOfEngine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private int codePoints() {
    return text.codePointCount(0, text.length());
  }

  /** Keys that come twice are told with both places by who reads the mapping. */
  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setSchema(new JsonSchema())
        .setAllowDuplicateKeys(true)
        .setAllowNonScalarKeys(true)
        .setCodePointLimit(LARGEST)
        .setMaxAliasesForCollections(LARGEST)
        .build();
  }

  /** One list or mapping that is not yet closed. */
  private static final class Open {
    private final Optional<Anchor> anchor;
    private long nodes = 1;

    Open(Optional<Anchor> anchor) {
      this.anchor = anchor;
    }
  }

  /**
   * Goes through the events, which needs no recursion, before the nodes are made, which does: looks
   * at the depth, and at what the aliases stand for.
   */
  private boolean isBounded() {
    Map<Anchor, Long> anchored = new HashMap<>();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(Optional.empty()));
    for (Event event : new Parse(settings()).parseString(text)) {
      Open outer = open.element();
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> {
          open.push(new Open(((NodeEvent) event).getAnchor()));
          if (open.size() > DEEPEST) {
            return refused(event, "more than " + DEEPEST + " levels within each other");
          }
        }
        case SequenceEnd, MappingEnd -> {
          open.pop();
          outer.anchor.ifPresent(anchor -> anchored.put(anchor, outer.nodes));
          open.element().nodes += outer.nodes;
        }
        case Scalar -> {
          ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchored.put(anchor, 1L));
          outer.nodes++;
        }
        case Alias -> {
          Anchor anchor = ((AliasEvent) event).getAlias();
          if (isOpen(open, anchor)) {
            return refused(event, "the alias stands for what it is part of");
          }
          outer.nodes += anchored.getOrDefault(anchor, 1L);
        }
        case Comment, DocumentEnd, DocumentStart, StreamEnd, StreamStart -> {}
      }
      if (open.element().nodes > MOST_NODES) {
        return refused(
            event, "with what the aliases stand for more than " + MOST_NODES + " values");
      }
    }
    return true;
  }

  private static boolean isOpen(Deque<Open> open, Anchor anchor) {
    for (Open one : open) {
      if (one.anchor.isPresent() && one.anchor.get().equals(anchor)) {
        return true;
      }
    }
    return false;
  }

  private boolean refused(Event at, String why) {
    mistakes.add(at.getStartMark(), why);
    return false;
  }
}
