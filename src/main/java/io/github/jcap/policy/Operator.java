package io.github.jcap.policy;

import io.github.jcap.document.Value;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.text.Glob;
import java.util.List;

/**
 * What is asked of a field.
 *
 * <p>The <em>elements</em> of a capability set are its capabilities, compared as bits; those of a
 * list its elements; a text, number or flag is the one element of itself. An element that could not
 * be read makes the answer unknown unless the others decide it.
 */
public sealed interface Operator extends Walk.End {

  /** {@code equals}: the field is this text, number or flag. */
  record Equals(Value wanted) implements Operator {
    @Override
    public Truth of(Value value) {
      return Truth.of(value.equals(wanted));
    }
  }

  /** {@code any_of}: some element is one of these. */
  record AnyOf(Members wanted) implements Operator {
    @Override
    public Truth of(Value value) {
      return wanted.anyIn(value);
    }
  }

  /** {@code all_of}: each of these is an element. */
  record AllOf(Members wanted) implements Operator {
    @Override
    public Truth of(Value value) {
      return wanted.allIn(value);
    }
  }

  /** {@code none_of}: no element is one of these; holds where the field does not apply. */
  record NoneOf(Members unwanted) implements Operator {
    @Override
    public Truth of(Value value) {
      return unwanted.anyIn(value).not();
    }

    @Override
    public Truth ofAbsent() {
      return Truth.TRUE;
    }
  }

  /**
   * {@code only}: every element is one of these, so that what nobody thought of, as a capability of
   * a newer kernel, is not overlooked. Holds of what is empty, and where the field does not apply.
   */
  record Only(Members allowed) implements Operator {
    @Override
    public Truth of(Value value) {
      return allowed.holdAllOf(value);
    }

    @Override
    public Truth ofAbsent() {
      return Truth.TRUE;
    }
  }

  /** {@code glob}: the text, or some text of the list, is like one of these patterns. */
  record Like(List<Glob> patterns) implements Operator {
    /** Copies the list. */
    public Like {
      patterns = List.copyOf(patterns);
    }

    /** {@return the operator with these patterns} */
    public static Like of(String... patterns) {
      Glob[] globs = new Glob[patterns.length];
      for (int i = 0; i < globs.length; i++) {
        globs[i] = Glob.of(patterns[i]);
      }
      return new Like(List.of(globs));
    }

    @Override
    public Truth of(Value value) {
      return Truth.any(Members.elements(value), this::ofElement);
    }

    private Truth ofElement(Value element) {
      if (element instanceof Value.Unknown) {
        return Truth.UNKNOWN;
      }
      if (element instanceof Value.Text text) {
        ByteString bytes = ByteString.of(text.value());
        for (Glob pattern : patterns) {
          if (pattern.matches(bytes)) {
            return Truth.TRUE;
          }
        }
      }
      return Truth.FALSE;
    }
  }

  /** {@code exists}: whether the field applies; what could not be read may or may not. */
  record Exists(boolean wanted) implements Operator {
    @Override
    public Truth of(Value value) {
      return Truth.of(wanted);
    }

    @Override
    public Truth ofAbsent() {
      return Truth.of(!wanted);
    }
  }

  /** {@code at_least}: the number is this or more. */
  record AtLeast(long least) implements Operator {
    @Override
    public Truth of(Value value) {
      return Truth.of(value instanceof Value.Num number && number.value() >= least);
    }
  }

  @Override
  default Truth ofAbsent() {
    return Truth.FALSE;
  }
}
