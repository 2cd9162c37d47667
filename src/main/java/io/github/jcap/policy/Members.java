package io.github.jcap.policy;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.document.SetValue;
import io.github.jcap.document.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The elements that a set, a list or a scalar is asked for.
 *
 * @param values as the field has them
 * @param capabilities those of the values that are capabilities: what a capability set is asked for
 */
public record Members(Set<Value> values, CapSet capabilities) {
  /** How a capability set is written: its bits, and their names. */
  private static final String MASK = "mask";

  /** Copies the set. */
  public Members {
    values = Set.copyOf(values);
  }

  /** {@return these values} */
  public static Members of(Collection<Value> values) {
    long mask = 0;
    for (Value value : values) {
      OptionalInt bit = value instanceof Value.Text text ? bit(text.value()) : OptionalInt.empty();
      if (bit.isPresent()) {
        mask |= 1L << bit.getAsInt();
      }
    }
    return new Members(new LinkedHashSet<>(values), CapSet.of(mask));
  }

  /** {@return these texts} */
  public static Members of(String... texts) {
    List<Value> values = new ArrayList<>(texts.length);
    for (String text : texts) {
      values.add(new Value.Text(text));
    }
    return of(values);
  }

  /**
   * {@return the bit of a capability's name, in any case, with or without {@code cap_}, or of its
   * number}
   *
   * <p>The number of one that has a name is taken as well: a policy stays valid when a release of
   * jcap learns the name of a bit that had none.
   */
  static OptionalInt bit(String word) {
    if (!word.isEmpty() && word.length() <= 2 && isDigits(word)) {
      int number = Integer.parseInt(word);
      return number < Long.SIZE ? OptionalInt.of(number) : OptionalInt.empty();
    }
    return Capability.ofName(word)
        .map(capability -> OptionalInt.of(capability.number()))
        .orElse(OptionalInt.empty());
  }

  private static boolean isDigits(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** {@return whether some element of a value is one of these} */
  Truth anyIn(Value value) {
    if (isSet(value)) {
      return ofSet(value, held -> !held.and(capabilities).isEmpty());
    }
    return Truth.any(elements(value), this::isOne);
  }

  /** {@return whether each of these is an element of a value} */
  Truth allIn(Value value) {
    if (isSet(value)) {
      return ofSet(value, held -> held.containsAll(capabilities));
    }
    List<Value> elements = elements(value);
    Truth otherwise = elements.contains(new Value.Unknown()) ? Truth.UNKNOWN : Truth.FALSE;
    for (Value wanted : values) {
      if (!elements.contains(wanted)) {
        return otherwise;
      }
    }
    return Truth.TRUE;
  }

  /** {@return whether every element of a value is one of these} */
  Truth holdAllOf(Value value) {
    if (isSet(value)) {
      return ofSet(value, held -> capabilities.containsAll(held));
    }
    return Truth.all(elements(value), this::isOne);
  }

  private Truth isOne(Value element) {
    return element instanceof Value.Unknown ? Truth.UNKNOWN : Truth.of(values.contains(element));
  }

  /** {@return the elements of a list; a scalar is the one of itself} */
  static List<Value> elements(Value value) {
    return value instanceof Value.Items items ? items.values() : List.of(value);
  }

  private static boolean isSet(Value value) {
    return value instanceof Value.Fields fields && fields.values().containsKey(MASK);
  }

  /** Of a set whose mask is none, which no report of jcap's has, nothing is known. */
  private static Truth ofSet(Value set, Predicate<CapSet> condition) {
    return SetValue.set(set).map(held -> Truth.of(condition.test(held))).orElse(Truth.UNKNOWN);
  }
}
