package io.github.jcap.command.check;

import java.util.List;

/**
 * The records of which a rule could not say whether it holds.
 *
 * @param count how many
 * @param first which was the first, safe to show
 * @param fields the fields of the rule that could not be read in any of them
 */
record NotJudged(long count, String first, List<String> fields) {
  /** Every record was judged. */
  static final NotJudged NONE = new NotJudged(0, "", List.of());

  NotJudged {
    fields = List.copyOf(fields);
  }

  /** {@return the fields, with commas between them, safe to show} */
  String fieldNames() {
    return RecordText.authored(String.join(", ", fields));
  }

  /** {@return {@code 3 not judged for want of seccomp, the first: /usr/bin/app, pid 7}} */
  String line() {
    return count + " not judged for want of " + fieldNames() + ", the first: " + first;
  }
}
