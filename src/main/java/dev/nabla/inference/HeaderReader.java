package dev.nabla.inference;

import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.function.Kind;
import dev.nabla.function.Limits;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shape;
import dev.nabla.function.Shown;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.BodyParser;
import dev.nabla.wire.Datatype;
import dev.nabla.wire.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads the JSON of a request. Fields and parameters that mean nothing here are passed over, and a
/// null is taken for the absence of what is optional.
final class HeaderReader {

  private final Definition definition;
  private final LimitSettings limits;
  private final BodyParser parser;
  private final List<InputHeader> known;

  @Nullable String id;
  final Map<String, @Nullable Object> parameters = new HashMap<>();
  Reduction reduction = Reduction.MEAN;
  boolean jacobian;
  boolean binaryDataOutput;
  final List<InputHeader> inputs = new ArrayList<>();

  /// Whether each output wanted is wanted as bytes; null where it does not say.
  final Map<String, @Nullable Boolean> outputs = new LinkedHashMap<>();

  private int elements;

  /// @param known the inputs as an earlier reading found them; empty at the first
  HeaderReader(
      Definition definition, LimitSettings limits, BodyParser parser, List<InputHeader> known) {
    this.definition = definition;
    this.limits = limits;
    this.parser = parser;
    this.known = known;
  }

  /// Reads the parser to its end.
  void read() {
    var first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw Tokens.notOneObject(first == null ? "an empty body" : Tokens.found(first));
    }
    readFields(this::readField);
    if (parser.nextToken() != null) {
      throw Tokens.notOneObject("more behind its end");
    }
  }

  private void readField(String field) {
    switch (field) {
      case "id" -> id = optionalText();
      case "parameters" -> readObject(this::readParameter);
      case "inputs" -> readArray(this::readInput);
      case "outputs" -> readArray(this::readOutput);
      default -> skip();
    }
  }

  private void readParameter(String name) {
    var declared = definition.parameters().stream().filter(it -> it.name().equals(name)).findAny();
    if (declared.isPresent()) {
      parameters.put(name, Tokens.parameter(parser, declared.get()));
    } else if (name.equals("reduction") && definition.kind() == Kind.LOSS) {
      reduction = Tokens.word(parser, List.of(Reduction.values()), Reduction::label);
    } else if (name.equals("jacobian") && definition.hasJacobian()) {
      jacobian = Tokens.flag(parser);
    } else if (name.equals("binary_data_output")) {
      binaryDataOutput = Tokens.flag(parser);
    } else {
      skip();
    }
  }

  private void readInput() {
    int index = inputs.size();
    var input = index < known.size() ? known.get(index) : new InputHeader();
    inputs.add(input);
    readFieldsOfObject(
        field -> {
          switch (field) {
            case "name" -> input.name = text();
            case "datatype" -> input.datatype = datatype(input.shown(index));
            case "shape" -> input.shape = shape(input.shown(index));
            case "parameters" ->
                readObject(
                    name -> {
                      if (name.equals("binary_data_size")) {
                        input.binaryDataSize = size(input.shown(index));
                      } else {
                        skip();
                      }
                    });
            case "data" -> readData(input);
            default -> skip();
          }
        });
    check(input, index);
  }

  private static void check(InputHeader input, int index) {
    var missing = new ArrayList<String>();
    if (input.name == null) {
      missing.add("name");
    }
    if (input.datatype == null) {
      missing.add("datatype");
    }
    if (input.shape == null) {
      missing.add("shape");
    }
    if (!missing.isEmpty()) {
      throw new RejectedException(
          Reason.MISSING_FIELD,
          List.of(input.shown(index)),
          "expected each input to have a name, a datatype and a shape, found no "
              + String.join(" and no ", missing));
    }
  }

  private void readData(InputHeader input) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    var name = input.name;
    var datatype = input.datatype;
    var shape = input.shape;
    if (name == null || datatype == null || shape == null) {
      input.dataCameEarly = true;
      skip();
      return;
    }
    input.dataCameEarly = false;
    if (datatype == Datatype.FP16 || datatype == Datatype.BF16) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          name,
          "expected the data of %s in binary, behind the JSON, found it in the JSON; FP32 can stand there"
              .formatted(datatype));
    }
    input.tensor = new JsonData(parser, name, datatype, shape).read();
  }

  private Datatype datatype(String input) {
    var names = Arrays.stream(Datatype.values()).map(Datatype::name).toList();
    var word = text();
    if (!names.contains(word)) {
      throw new RejectedException(
          Reason.WRONG_TYPE,
          List.of(input, "datatype"),
          "expected one of %s, found \"%s\"".formatted(String.join(", ", names), Shown.text(word)));
    }
    return Datatype.valueOf(word);
  }

  private Shape shape(String input) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.wrongType(parser, "an array of whole numbers");
    }
    var sizes = new ArrayList<Integer>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (sizes.size() == limits.nesting()) {
        throw new RejectedException(
            Reason.LIMIT_EXCEEDED,
            List.of(input, "shape"),
            Limits.exceeded("dimensions", "nesting", limits.nesting(), "found more"));
      }
      sizes.add(dimension(input));
    }
    checkElements(input, sizes);
    return new Shape(sizes);
  }

  private int dimension(String input) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      double size = parser.getDoubleValue();
      if (size >= 0 && size <= Integer.MAX_VALUE) {
        return (int) size;
      }
    }
    throw new RejectedException(
        Reason.SHAPE_MISMATCH,
        List.of(input, "shape"),
        "expected sizes from 0 to %d, found %s"
            .formatted(Integer.MAX_VALUE, Shown.text(parser.getString())));
  }

  /// Refuses a shape before anything of its size is allocated. A size of 0 counts as 1: the others
  /// beside it are work all the same.
  private void checkElements(String input, List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      if (Math.multiplyHigh(product, Math.max(size, 1)) != 0 || product * Math.max(size, 1) < 0) {
        throw new RejectedException(
            Reason.SHAPE_MISMATCH,
            List.of(input, "shape"),
            "expected a shape whose number of elements can be counted, found " + sizes);
      }
      product *= Math.max(size, 1);
    }
    if (product > limits.elements() - elements) {
      throw new RejectedException(
          Reason.LIMIT_EXCEEDED,
          List.of(input, "shape"),
          Limits.exceeded(
              "numbers in all inputs together",
              "elements",
              limits.elements(),
              "found %s in the shape %s".formatted(Shown.count(product), sizes)));
    }
    elements += (int) product;
  }

  private long size(String input) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      double size = parser.getDoubleValue();
      if (size >= 0 && size <= Integer.MAX_VALUE) {
        return (long) size;
      }
    }
    throw new RejectedException(
        Reason.WRONG_TYPE,
        List.of(input, "binary_data_size"),
        "expected a number of bytes from 0 to %d, found %s"
            .formatted(Integer.MAX_VALUE, Shown.text(parser.getString())));
  }

  private void readOutput() {
    var output =
        new Object() {
          @Nullable String name;
          @Nullable Boolean binary;
        };
    readFieldsOfObject(
        field -> {
          switch (field) {
            case "name" -> output.name = text();
            case "parameters" ->
                readObject(
                    name -> {
                      if (name.equals("binary_data")) {
                        output.binary = Tokens.flag(parser);
                      } else {
                        skip();
                      }
                    });
            default -> skip();
          }
        });
    var name = output.name;
    if (name == null) {
      throw new RejectedException(
          Reason.MISSING_FIELD,
          List.of("outputs"),
          "expected each output to have a name, found none");
    }
    outputs.put(name, output.binary);
  }

  /// One object, or null.
  private void readObject(Consumer<String> field) {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      readFieldsOfObject(field);
    }
  }

  private void readFieldsOfObject(Consumer<String> field) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Tokens.wrongType(parser, "an object");
    }
    readFields(field);
  }

  private void readFields(Consumer<String> field) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      field.accept(name);
    }
  }

  /// One array, or null.
  private void readArray(Runnable element) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Tokens.wrongType(parser, "an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  private @Nullable String optionalText() {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : text();
  }

  private String text() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Tokens.wrongType(parser, "a string");
    }
    return parser.getString();
  }

  /// Goes to the end of the current value.
  private void skip() {
    int depth = 0;
    var token = parser.currentToken();
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }
}
