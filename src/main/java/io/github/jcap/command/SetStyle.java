package io.github.jcap.command;

/** How a set is written in text and CSV. */
public enum SetStyle {
  /** Each name: {@code net_admin, net_raw}. */
  NAMES,
  /** The mask: {@code 0x0000000000003000}. */
  HEX,
  /** What is in it, or where that is shorter what is not: {@code all except sys_module}. */
  COMPACT;

  /**
   * {@return the style that was asked for}
   *
   * @throws CommandException for both at once
   */
  public static SetStyle of(Arguments arguments) {
    boolean hex = arguments.has("--hex");
    boolean compact = arguments.has("--compact");
    if (hex && compact) {
      throw CommandException.usage("--hex and --compact exclude each other");
    }
    if (hex) {
      return HEX;
    }
    return compact ? COMPACT : NAMES;
  }
}
