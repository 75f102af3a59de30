package dev.nabla.tensor;

import dev.nabla.vector.Lanes;
import java.util.Arrays;

/// Numbers in a shape, in row-major order. The array is longer than the shape where whole lanes
/// need it; what stands beyond the shape's size is never read as a result.
public final class Tensor implements Output {

  private final Shape shape;
  private final int size;
  private final double[] data;

  /// Takes the array as it is, without a copy. Its length must be a whole number of lane blocks.
  public Tensor(Shape shape, double[] data) {
    this.size = shape.size();
    if (data.length != Lanes.padded(size)) {
      throw new IllegalArgumentException(
          "an array of %d for the shape %s".formatted(data.length, shape));
    }
    this.shape = shape;
    this.data = data;
  }

  /// The first numbers of an array of any length, in a shape.
  public static Tensor of(Shape shape, double[] numbers) {
    int padded = Lanes.padded(shape.size());
    return new Tensor(shape, numbers.length == padded ? numbers : Arrays.copyOf(numbers, padded));
  }

  /// Zeros in a shape.
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, Lanes.array(shape.size()));
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /// The padded array itself.
  public double[] data() {
    return data;
  }

  public int size() {
    return size;
  }
}
