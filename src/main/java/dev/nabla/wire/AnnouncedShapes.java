package dev.nabla.wire;

import dev.nabla.function.Limits;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The shapes that one request tells ahead of the data. One that is over a limit is refused before
/// anything of its size is allocated.
public final class AnnouncedShapes {

  private final LimitSettings limits;

  /// Those of the shapes so far.
  private long elements;

  public AnnouncedShapes(LimitSettings limits) {
    this.limits = limits;
  }

  /// The next shape, without a size yet.
  ///
  /// @param place where in the request it stands
  public Sizes next(List<Object> place) {
    return new Sizes(place);
  }

  /// The sizes of one shape, one after the other.
  public final class Sizes {

    private final List<Object> place;
    private final List<Integer> sizes = new ArrayList<>();

    /// A size of 0 counts as 1: the others beside it are work all the same.
    private long product = 1;

    private Sizes(List<Object> place) {
      this.place = place;
    }

    /// Adds a size of 0 or more.
    ///
    /// @throws RejectedException where the shape has too many dimensions with it, or the request
    ///   too many elements
    public Sizes add(int size) {
      if (sizes.size() == limits.nesting()) {
        throw tooMuch(Limits.exceeded("dimensions", "nesting", limits.nesting(), "found more"));
      }
      product *= Math.max(size, 1);
      if (product > limits.elements() - elements) {
        throw tooMuch(Limits.tooManyElements(limits.elements(), "found more"));
      }
      sizes.add(size);
      return this;
    }

    /// The shape of all sizes added. Its elements count from here on.
    public Shape shape() {
      elements += product;
      return new Shape(sizes);
    }

    private RejectedException tooMuch(String detail) {
      return new RejectedException(Reason.LIMIT_EXCEEDED, place, detail);
    }
  }
}
