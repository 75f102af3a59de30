package dev.nabla.plot;

import java.awt.Color;

/// The colours of a picture.
enum Theme {
  LIGHT(
      0xffffff,
      0xe4e7eb,
      0x9aa5b1,
      0x1f2933,
      0x52606d,
      "0b69c7 d64545 1a8a5a b7791f 7c3aed 0e8a9c c2378a 5f6c7b 6b8e23 8b5a2b 3b4cc0 111827"),
  DARK(
      0x0d1117,
      0x21262d,
      0x484f58,
      0xe6edf3,
      0x9da7b3,
      "58a6ff ff7b72 3fb98a e3b341 b392f0 39c5cf f778ba 9da7b3 a5d66f d2a679 8ea2ff f0f6fc");

  private final int background;
  private final int grid;
  private final int frame;
  private final int text;
  private final int ticks;
  private final String lines;

  Theme(int background, int grid, int frame, int text, int ticks, String lines) {
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
    var colors = lines.split(" ", -1);
    return Color.decode("#" + colors[index % colors.length]);
  }
}
