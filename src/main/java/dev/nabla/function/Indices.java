package dev.nabla.function;

/// Positions chosen along an axis, counted from 0.
public final class Indices implements Output {

  private final Shape shape;
  private final int[] data;

  public Indices(Shape shape) {
    this.shape = shape;
    this.data = new int[shape.size()];
  }

  @Override
  public Shape shape() {
    return shape;
  }

  public int[] data() {
    return data;
  }
}
