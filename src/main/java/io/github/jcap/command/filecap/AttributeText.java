package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import java.util.Optional;

/**
 * What a file has, in one phrase: libcap's text, with the rootid where it has one.
 *
 * @param last the last capability of the kernel whose text is wanted
 */
record AttributeText(int last) {

  /** {@return the text; {@code none} where there is no attribute} */
  String of(Optional<FileCaps> caps) {
    return caps.map(this::of).orElse("none");
  }

  /** {@return the text; {@code none} without attribute, and the word for an odd one} */
  String ofAny(Optional<CapAttribute> attribute) {
    return attribute.map(each -> each.<String>fold(this::of, Oddity::word)).orElse("none");
  }

  private String of(FileCaps caps) {
    String text = LibcapText.format(caps, last);
    return caps.rootid().isPresent() ? text + " [rootid=" + caps.rootid().getAsLong() + "]" : text;
  }
}
