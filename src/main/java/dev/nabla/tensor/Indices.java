package dev.nabla.tensor;

/// Positions chosen along an axis, counted from 0.
public final class Indices implements Output {

  private final Shape shape;
  private final int[] data;

  public Indices(Shape shape) {
    this(shape, new int[shape.size()]);
  }

  private Indices(Shape shape, int[] data) {
    this.shape = shape;
    this.data = data;
  }

  /// The same positions in another shape of the same size.
  public Indices in(Shape other) {
    return new Indices(other, data);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  public int[] data() {
    return data;
  }
}
