package io.github.jcap.render;

/** How a cell is coloured on a terminal: three of its 256 colours, as netcap has them. */
public enum Tone {
  /** Orange: as good as root. */
  ALARM(208),
  /** Yellow: much, or a protection that is off. */
  CAUTION(226),
  /** Green: nothing to fear. */
  GOOD(82);

  private static final char ESCAPE = '\u001b';

  private final int color;

  Tone(int color) {
    this.color = color;
  }

  /** {@return a text in this colour; the text holds no escape, since none is ever shown} */
  String paint(String text) {
    return ESCAPE + "[38;5;" + color + "m" + text + ESCAPE + "[m";
  }

  /** {@return how many characters of a text a terminal shows} */
  static int length(String text) {
    int length = text.codePointCount(0, text.length());
    for (int at = text.indexOf(ESCAPE); at >= 0; at = text.indexOf(ESCAPE, at + 1)) {
      length -= text.indexOf('m', at) - at + 1;
    }
    return length;
  }
}
