package dev.nabla.tensor;

import java.util.List;

/// A word for each sample, out of a fixed few.
public record Labels(Shape shape, List<String> data) implements Output {
  public Labels {
    data = List.copyOf(data);
  }
}
