package dev.nabla.tensor;

import java.util.ArrayList;
import java.util.List;

/// The sizes of a tensor's dimensions; `[]` is a single number.
public record Shape(List<Integer> dimensions) {

  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dimensions = List.copyOf(dimensions);
  }

  public static Shape of(Integer... dimensions) {
    return new Shape(List.of(dimensions));
  }

  public int rank() {
    return dimensions.size();
  }

  public int dimension(int axis) {
    return dimensions.get(axis);
  }

  /// The number of elements. Inputs are bounded long before this could overflow.
  public int size() {
    return Math.toIntExact(product(dimensions));
  }

  public static long product(List<Integer> dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  /// This shape without the dimension at `axis`, which counts from 0.
  public Shape without(int axis) {
    var rest = new ArrayList<>(dimensions);
    rest.subList(axis, axis + 1).clear();
    return new Shape(rest);
  }

  /// This shape followed by further dimensions.
  public Shape with(Integer... more) {
    var all = new ArrayList<>(dimensions);
    all.addAll(List.of(more));
    return new Shape(all);
  }

  /// Where the element at a flat position stands, one index a dimension.
  public List<Integer> indices(int position) {
    var indices = new Integer[rank()];
    int rest = position;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      indices[axis] = rest % dimension(axis);
      rest /= dimension(axis);
    }
    return List.of(indices);
  }

  @Override
  public String toString() {
    return dimensions.toString();
  }
}
