package dev.nabla.plot;

/// How a picture looks.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
record PictureStyle(Theme theme, int width, int height) {

  static final int DEFAULT_WIDTH = 720;
  static final int DEFAULT_HEIGHT = 460;

  /// The smallest at which text and curve both have room.
  static final int SMALLEST = 240;

  static final int LARGEST = 2_000;

  /// Whether the plot needs all the room that its legend can spare.
  boolean isSmall() {
    return width < DEFAULT_WIDTH * 2 / 3 || height < DEFAULT_HEIGHT * 2 / 3;
  }
}
