package dev.nabla.plot;

import java.awt.Color;
import java.util.List;

/// The colours of a picture.
enum Theme {
  LIGHT(
      0xffffff,
      0xe4e7eb,
      0x9aa5b1,
      0x1f2933,
      0x52606d,
      List.of(
          0x0b69c7, 0xd64545, 0x1a8a5a, 0xb7791f, 0x7c3aed, 0x0e8a9c, 0xc2378a, 0x5f6c7b, 0x6b8e23,
          0x8b5a2b, 0x3b4cc0, 0x111827)),
  DARK(
      0x0d1117,
      0x21262d,
      0x484f58,
      0xe6edf3,
      0x9da7b3,
      List.of(
          0x58a6ff, 0xff7b72, 0x3fb98a, 0xe3b341, 0xb392f0, 0x39c5cf, 0xf778ba, 0x9da7b3, 0xa5d66f,
          0xd2a679, 0x8ea2ff, 0xf0f6fc));

  private final int background;
  private final int grid;
  private final int frame;
  private final int text;
  private final int ticks;
  private final List<Integer> lines;

  Theme(int background, int grid, int frame, int text, int ticks, List<Integer> lines) {
    this.background = background;
    this.grid = grid;
    this.frame = frame;
    this.text = text;
    this.ticks = ticks;
    this.lines = lines;
  }

  Color background() {
    return new Color(background);
  }

  Color grid() {
    return new Color(grid);
  }

  /// The frame around the plot, and the axes through 0.
  Color frame() {
    return new Color(frame);
  }

  /// Titles.
  Color text() {
    return new Color(text);
  }

  /// The numbers on the axes.
  Color ticks() {
    return new Color(ticks);
  }

  /// The colour of a line, told apart from the others' at least up to twelve.
  Color line(int index) {
    return new Color(lines.get(index % lines.size()));
  }
}
