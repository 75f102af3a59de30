package dev.nabla.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nabla.function.Accuracy;
import dev.nabla.function.Axis;
import dev.nabla.function.Card;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A function's card as JSON shows it.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CardView(
    String name,
    List<String> aliases,
    String kind,
    String title,
    String summary,
    FormulaView formula,
    FormulaView latex,
    List<InputView> inputs,
    List<ParameterView> parameters,
    List<OutputView> outputs,
    PropertiesView properties,
    AccuracyView accuracy,
    List<AxisView> axes,
    List<String> notes,
    List<ReferenceView> references,
    ExampleView example) {

  record FormulaView(String value, String gradient) {}

  /// @param presence required, optional or one_of: exactly one out of all inputs marked so
  record InputView(
      String name, boolean required, String presence, String shape, String description) {
    static InputView of(Input input) {
      var domain = input.domain() == Input.Domain.ANY ? "" : "; " + input.domain().description();
      return new InputView(
          input.name(),
          input.presence() == Input.Presence.REQUIRED,
          label(input.presence()),
          String.join(" or ", input.shape()),
          input.description() + domain);
    }
  }

  /// Bounds and allowed values stand there only where the parameter has them.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ParameterView(
      String name,
      String type,
      @JsonProperty("default") @JsonInclude @Nullable Object standard,
      @Nullable Double minimum,
      @Nullable Double maximum,
      @Nullable Boolean exclusive,
      @Nullable List<String> allowed,
      @Nullable Boolean nullable,
      String description) {

    static ParameterView of(Parameter parameter) {
      var declaration = parameter.declaration();
      return new ParameterView(
          parameter.name(),
          parameter.type().label(),
          parameter.shownDefault(),
          finite(declaration.minimum()),
          finite(declaration.maximum()),
          declaration.exclusive() ? true : null,
          parameter.allowed().isEmpty() ? null : parameter.allowed(),
          parameter.nullable() ? true : null,
          declaration.description());
    }

    private static @Nullable Double finite(double bound) {
      return Double.isFinite(bound) ? bound : null;
    }
  }

  record OutputView(String name, String shape, String description) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record PropertiesView(
      String along,
      String range,
      boolean zeroCentered,
      String monotonic,
      String saturates,
      String symmetry,
      boolean smooth,
      boolean convex,
      List<KinkView> kinks,
      LimitsView limits) {

    static PropertiesView of(Definition definition) {
      var traits = definition.traits();
      return new PropertiesView(
          definition.axes().getFirst().along(),
          traits.range(),
          traits.zeroCentered(),
          label(traits.monotonic()),
          label(traits.saturates()),
          label(traits.symmetry()),
          traits.smooth(),
          traits.convex(),
          Arrays.stream(traits.kinks())
              .map(kink -> new KinkView(kink.at(), kink.gradient()))
              .toList(),
          new LimitsView(traits.left(), traits.right()));
    }
  }

  /// The note stands there only where there is something to note.
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AccuracyView(double valueUlp, double gradientUlp, @Nullable String note) {
    static AccuracyView of(Accuracy accuracy) {
      return new AccuracyView(
          accuracy.value(),
          accuracy.gradient(),
          accuracy.note().isEmpty() ? null : accuracy.note());
    }
  }

  /// @param open the inputs that a query of the curve may set
  record AxisView(
      String name, String label, String along, double from, double to, List<String> open) {
    static AxisView of(Axis axis) {
      return new AxisView(
          axis.name(), axis.label(), axis.along(), axis.from(), axis.to(), List.of(axis.open()));
    }
  }

  record KinkView(double at, double gradient) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record LimitsView(double minusInfinity, double plusInfinity) {}

  record ReferenceView(String title, String url) {
    static ReferenceView of(Card.Reference reference) {
      return new ReferenceView(reference.title(), reference.url());
    }
  }

  record ExampleView(JsonNode request, JsonNode response) {}

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static CardView of(Definition definition, ExampleView example) {
    var card = definition.card();
    var formula = definition.formula();
    return new CardView(
        definition.name(),
        List.of(card.aliases()),
        definition.kind().label(),
        card.title(),
        card.summary(),
        new FormulaView(formula.value(), formula.gradient()),
        new FormulaView(formula.latex(), formula.latexGradient()),
        definition.inputs().stream().map(InputView::of).toList(),
        definition.parameters().stream().map(ParameterView::of).toList(),
        definition.extras().stream()
            .map(extra -> new OutputView(extra.name(), extra.shape(), extra.description()))
            .toList(),
        PropertiesView.of(definition),
        AccuracyView.of(definition.accuracy()),
        definition.axes().stream().map(AxisView::of).toList(),
        List.of(card.notes()),
        Arrays.stream(card.references()).map(ReferenceView::of).toList(),
        example);
  }
}
