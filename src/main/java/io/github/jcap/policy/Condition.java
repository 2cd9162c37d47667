package io.github.jcap.policy;

import io.github.jcap.document.FieldPath;
import io.github.jcap.document.Value;
import java.util.List;

/** What a rule or an exception asks of a record. */
public interface Condition {
  /** {@return whether it holds of a record; unknown where that depends on a null} */
  Truth test(Value.Fields record);

  /** {@return the fields that it looks at, each once, in the order they are written} */
  List<FieldPath> paths();

  /** {@return those of them whose value it looks at, not only whether they are there} */
  List<FieldPath> compared();
}
