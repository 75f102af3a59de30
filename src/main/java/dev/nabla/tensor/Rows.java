package dev.nabla.tensor;

import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.vector.Lanes;
import dev.nabla.vector.Range;
import java.util.Arrays;

/// A shape seen as rows along one axis. A row is copied into a padded scratch array, so that
/// kernels over rows see contiguous whole lanes whatever the axis.
public final class Rows {

  private final Shape shape;
  private final int axis;
  private final int length;
  private final int count;
  private final int stride;

  /// @param axis counts from 0, or from the last dimension where negative
  public Rows(Shape shape, int axis) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new RejectedException(
          Reason.PARAMETER_OUT_OF_RANGE,
          "axis",
          shape.rank() == 0
              ? "expected an input with at least one dimension to take an axis of, found a single number"
              : "expected an axis from %d to %d for the shape %s, found %d"
                  .formatted(-shape.rank(), shape.rank() - 1, shape, axis));
    }
    this.shape = shape;
    this.axis = axis < 0 ? axis + shape.rank() : axis;
    this.length = shape.dimension(this.axis);
    this.count = shape.without(this.axis).size();
    this.stride = (int) Shape.product(shape.dimensions().subList(this.axis + 1, shape.rank()));
  }

  /// The axis, counted from 0.
  public int axis() {
    return axis;
  }

  /// The number of elements in a row.
  public int length() {
    return length;
  }

  /// The number of rows.
  public int count() {
    return count;
  }

  /// The shape with one element a row.
  public Shape withoutAxis() {
    return shape.without(axis);
  }

  /// The flat position of an element of a row.
  public int position(int row, int element) {
    if (stride == 1) {
      // Without the two divisions, which take as long as four elements do.
      return row * length + element;
    }
    return (row / stride * length + element) * stride + row % stride;
  }

  /// A scratch array for one row.
  public double[] scratch() {
    return Lanes.array(length);
  }

  /// Copies a row out of the tensor's array; the padding of the scratch stays as it is.
  public void read(double[] data, int row, double[] scratch) {
    int first = position(row, 0);
    if (stride == 1) {
      System.arraycopy(data, first, scratch, 0, length);
    } else {
      for (int i = 0; i < length; i++) {
        scratch[i] = data[first + i * stride];
      }
    }
  }

  /// Whether a row of the tensor's array has a NaN.
  public boolean hasNaN(double[] data, int row) {
    int first = position(row, 0);
    if (stride == 1) {
      return Range.hasNaN(data, first, length);
    }
    for (int i = 0; i < length; i++) {
      if (Double.isNaN(data[first + i * stride])) {
        return true;
      }
    }
    return false;
  }

  /// Sets a row of the tensor's array to one number.
  public void fill(double[] data, int row, double value) {
    int first = position(row, 0);
    if (stride == 1) {
      Arrays.fill(data, first, first + length, value);
    } else {
      for (int i = 0; i < length; i++) {
        data[first + i * stride] = value;
      }
    }
  }

  /// Copies a row into the tensor's array.
  public void write(double[] scratch, double[] data, int row) {
    int first = position(row, 0);
    if (stride == 1) {
      System.arraycopy(scratch, 0, data, first, length);
    } else {
      for (int i = 0; i < length; i++) {
        data[first + i * stride] = scratch[i];
      }
    }
  }
}
