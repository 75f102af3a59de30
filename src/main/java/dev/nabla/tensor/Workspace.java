package dev.nabla.tensor;

import dev.nabla.vector.Lanes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The arrays that one call computes in, until it is closed.
///
/// Most functions take less time than the JVM needs to zero the memory of their results and to
/// fetch it into the cache, so the arrays of a [Pool] go from call to call: numbers of an earlier
/// one stand in them, and a kernel writes every element that it answers with.
public final class Workspace implements AutoCloseable {

  private final Pool pool;
  private final List<double[]> taken = new ArrayList<>(4);

  private Workspace(Pool pool) {
    this.pool = pool;
  }

  /// A workspace of new arrays, which outlive it.
  public static Workspace ofNew() {
    return new Pool(0).open();
  }

  /// An array of whole lanes for `size` elements, with anything in it.
  public double[] array(int size) {
    var array = pool.take(Lanes.padded(size));
    taken.add(array);
    return array;
  }

  /// A tensor with anything in it.
  public Tensor tensor(Shape shape) {
    return new Tensor(shape, array(shape.size()));
  }

  /// Gives the arrays back. Nothing that was computed in them may be read from here on.
  @Override
  public void close() {
    taken.forEach(pool::give);
    taken.clear();
  }

  /// Arrays that are not in use.
  public static final class Pool {

    /// Bounds the search for an array that fits.
    private static final int MOST = 64;

    private final long limit;
    private final Deque<double[]> free = new ArrayDeque<>();
    private long bytes;

    /// @param limit the most bytes to keep
    public Pool(long limit) {
      this.limit = limit;
    }

    public Workspace open() {
      return new Workspace(this);
    }

    private double[] take(int length) {
      synchronized (free) {
        for (var each = free.descendingIterator(); each.hasNext(); ) {
          var array = each.next();
          if (array.length == length) {
            each.remove();
            bytes -= bytes(array);
            return array;
          }
        }
      }
      return new double[length];
    }

    private void give(double[] array) {
      synchronized (free) {
        free.addLast(array);
        bytes += bytes(array);
        while (bytes > limit || free.size() > MOST) {
          bytes -= bytes(free.removeFirst());
        }
      }
    }

    private static long bytes(double[] array) {
      return (long) array.length * Double.BYTES;
    }
  }
}
