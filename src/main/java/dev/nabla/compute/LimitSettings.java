package dev.nabla.compute;

import dev.nabla.function.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much one request may ask for.
///
/// @param body the largest request body
/// @param elements the most numbers in all tensors of a request together, and in each output
/// @param jacobianElements the most numbers in a Jacobian
/// @param products the most multiplications a request may cause in maxout, samples × weights
/// @param nesting the deepest nesting of arrays, which is the highest rank of a tensor
@ConfigurationProperties(Limits.PREFIX)
public record LimitSettings(
    @DefaultValue("64MB") DataSize body,
    @DefaultValue("4194304") int elements,
    @DefaultValue("1048576") int jacobianElements,
    @DefaultValue("1073741824") long products,
    @DefaultValue("8") int nesting) {

  public LimitSettings {
    check("body", body.toBytes(), 1L << 30);
    check("elements", elements, 1 << 27);
    check("jacobian-elements", jacobianElements, 1 << 27);
    check("products", products, Long.MAX_VALUE);
    check("nesting", nesting, 8);
  }

  private static void check(String property, long value, long maximum) {
    if (value < 1 || value > maximum) {
      throw new IllegalArgumentException(
          "%s.%s must be from 1 to %d, not %d".formatted(Limits.PREFIX, property, maximum, value));
    }
  }

  Limits core() {
    return new Limits(elements, jacobianElements, products);
  }
}
