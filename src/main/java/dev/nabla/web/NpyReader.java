package dev.nabla.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Catalogue;
import dev.nabla.function.DType;
import dev.nabla.function.Definition;
import dev.nabla.function.Input;
import dev.nabla.function.Limits;
import dev.nabla.function.Parameter;
import dev.nabla.function.Reason;
import dev.nabla.function.RejectedException;
import dev.nabla.function.Shape;
import dev.nabla.function.Shown;
import dev.nabla.function.Tensor;
import dev.nabla.function.Workspace;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.wire.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads requests whose body is the one input as a NumPy array file, and whose query string holds
/// what else there is to say. Arrays of float64 and float32 in either byte order, in C order.
@Component
class NpyReader {

  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);

  /// Magic, version, and the length of the header: two bytes in version 1, four since.
  private static final int SHORT_PREAMBLE = 10;

  private static final int LONG_PREAMBLE = 12;

  /// NumPy's own reader stops here too.
  private static final int MOST_HEADER_BYTES = 10_000;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{(?:\\s*'(?:descr|fortran_order|shape)'\\s*:\\s*(?:'[^']*'|True|False|\\([^()]*\\))\\s*,?){3}\\s*}\\s*");
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^()]*)\\)");
  private static final Pattern SIZE = Pattern.compile("\\d{1,10}");

  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,400}(?:\\.\\d{1,400})?(?:[eE][-+]?\\d{1,9})?");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final LimitSettings limits;

  NpyReader(Settings settings) {
    this.limits = settings.limits();
  }

  /// Whether the function has the one input that an array file can hold.
  static boolean takes(Definition definition) {
    return definition.inputs().stream()
            .filter(input -> input.presence() != Input.Presence.OPTIONAL)
            .count()
        == 1;
  }

  /// Reads one request.
  ///
  /// @param query the values of each name in the query string
  /// @param workspace where the array will stand
  Request read(
      Definition definition, byte[] body, Map<String, String[]> query, Workspace workspace) {
    var given = new HashMap<String, @Nullable Object>();
    var outputs = Request.outputs(definition.kind());
    boolean jacobian = false;
    for (var entry : query.entrySet()) {
      var name = entry.getKey();
      var declared =
          definition.parameters().stream().filter(it -> it.name().equals(name)).findAny();
      if (declared.isPresent()) {
        given.put(name, parameter(declared.get(), single(name, entry.getValue())));
      } else if (name.equals("outputs")) {
        outputs = outputs(definition, entry.getValue());
      } else if (name.equals("jacobian") && definition.hasJacobian()) {
        jacobian = flag(name, single(name, entry.getValue()));
      } else {
        throw unknown(definition, name);
      }
    }
    var array = array(body, workspace);
    var input = definition.inputs().getFirst().name();
    var call =
        new Call(
            definition, given, Map.of(input, array.tensor), array.dtype, Reduction.MEAN, jacobian);
    return new Request(call, outputs);
  }

  private static String single(String name, String[] values) {
    if (values.length != 1) {
      throw new RejectedException(
          Reason.DUPLICATE_FIELD,
          name,
          "expected the query parameter `%s` once, found it again".formatted(name));
    }
    return values[0];
  }

  /// A parameter as the catalogue takes it; what is no such thing stays a word, for the parameter
  /// to refuse.
  private static @Nullable Object parameter(Parameter parameter, String value) {
    if (parameter.nullable() && value.equals("null")) {
      return null;
    }
    return switch (parameter.type()) {
      case NUMBER -> NUMBER.matcher(value).matches() ? Double.valueOf(value) : value;
      case INTEGER -> INTEGER.matcher(value).matches() ? Long.valueOf(value) : value;
      case BOOLEAN ->
          value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
      case STRING -> value;
    };
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RejectedException(
              Reason.WRONG_TYPE, name, "expected true or false, found " + Shown.text(value));
    };
  }

  private static Set<String> outputs(Definition definition, String[] values) {
    var allowed = Request.outputs(definition.kind());
    var chosen = new LinkedHashSet<String>();
    for (var value : values) {
      for (var name : value.split(",", -1)) {
        if (!allowed.contains(name)) {
          throw new RejectedException(
              Reason.PARAMETER_OUT_OF_RANGE,
              "outputs",
              "expected %s, found %s"
                  .formatted(allowed.stream().sorted().toList(), Shown.text(name)));
        }
        chosen.add(name);
      }
    }
    return chosen;
  }

  private static RejectedException unknown(Definition definition, String name) {
    var all = new ArrayList<>(definition.parameters().stream().map(Parameter::name).toList());
    all.add("outputs");
    if (definition.hasJacobian()) {
      all.add("jacobian");
    }
    return new RejectedException(
        Reason.UNKNOWN_FIELD,
        name,
        "expected one of the query parameters `%s`, found `%s`%s"
            .formatted(
                String.join("`, `", all), Shown.text(name), Catalogue.suggestion(name, all)));
  }

  private record Array(Tensor tensor, DType dtype) {}

  private Array array(byte[] body, Workspace workspace) {
    int start = headerStart(body);
    var lengths = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        start == SHORT_PREAMBLE
            ? Short.toUnsignedInt(lengths.getShort(MAGIC.length + 2))
            : Integer.toUnsignedLong(lengths.getInt(MAGIC.length + 2));
    if (length > MOST_HEADER_BYTES || start + length > body.length) {
      throw malformed("a header of at most %d bytes inside the body".formatted(MOST_HEADER_BYTES));
    }
    int end = start + (int) length;
    var header = new String(body, start, (int) length, ISO_8859_1);
    if (!HEADER.matcher(header).matches()) {
      throw malformed("a header with descr, fortran_order and shape");
    }
    var shape = shape(group(SHAPE, header));
    if (group(ORDER, header).equals("True") && shape.rank() > 1) {
      throw malformed("an array in C order (numpy.ascontiguousarray makes one), not Fortran's");
    }
    return array(body, end, group(DESCR, header), shape, workspace);
  }

  private static int headerStart(byte[] body) {
    if (body.length < LONG_PREAMBLE
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw malformed("the first bytes of an array file, as numpy.save writes it");
    }
    return switch (body[MAGIC.length]) {
      case 1 -> SHORT_PREAMBLE;
      case 2, 3 -> LONG_PREAMBLE;
      default -> throw malformed("version 1, 2 or 3 of the format");
    };
  }

  private static String group(Pattern pattern, String header) {
    var matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw malformed("a header with descr, fortran_order and shape");
    }
    return matcher.group(1);
  }

  private Shape shape(String tuple) {
    var sizes = new ArrayList<Integer>();
    long product = 1;
    var parts = tuple.isBlank() ? new String[0] : tuple.strip().split(",", 0);
    for (var part : parts) {
      var digits = part.strip();
      if (!SIZE.matcher(digits).matches() || Long.parseLong(digits) > Integer.MAX_VALUE) {
        throw malformed("sizes from 0 to %d in the shape".formatted(Integer.MAX_VALUE));
      }
      if (sizes.size() == limits.nesting()) {
        throw tooMuch(Limits.exceeded("dimensions", "nesting", limits.nesting(), "found more"));
      }
      int size = Integer.parseInt(digits);
      // A size of 0 counts as 1: the others beside it are work all the same.
      product *= Math.max(size, 1);
      if (product > limits.elements()) {
        throw tooMuch(
            Limits.exceeded(
                "numbers in all inputs together", "elements", limits.elements(), "found more"));
      }
      sizes.add(size);
    }
    return new Shape(sizes);
  }

  private static Array array(
      byte[] body, int offset, String descr, Shape shape, Workspace workspace) {
    var datatype =
        switch (descr) {
          case "<f8", ">f8" -> Datatype.FP64;
          case "<f4", ">f4" -> Datatype.FP32;
          default ->
              throw new RejectedException(
                  Reason.WRONG_TYPE,
                  List.of(),
                  "expected the descr <f8, <f4, >f8 or >f4 (float64 or float32), found "
                      + Shown.text(descr));
        };
    long expected = (long) shape.size() * datatype.bytes();
    if (body.length - offset != expected) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          List.of(),
          "expected %s bytes of data for the shape %s, found %s"
              .formatted(Shown.count(expected), shape, Shown.count(body.length - offset)));
    }
    if (descr.startsWith(">")) {
      swap(body, offset, datatype.bytes());
    }
    var tensor = workspace.tensor(shape);
    datatype.read(body, offset, tensor.data(), tensor.size());
    return new Array(tensor, datatype == Datatype.FP64 ? DType.FLOAT64 : DType.FLOAT32);
  }

  /// Turns each number's bytes around.
  private static void swap(byte[] body, int offset, int width) {
    for (int first = offset; first < body.length; first += width) {
      for (int low = first, high = first + width - 1; low < high; low++, high--) {
        byte kept = body[low];
        body[low] = body[high];
        body[high] = kept;
      }
    }
  }

  private static RejectedException malformed(String expected) {
    return new RejectedException(
        Reason.MALFORMED_NPY, List.of(), "expected %s, found another".formatted(expected));
  }

  private static RejectedException tooMuch(String detail) {
    return new RejectedException(Reason.LIMIT_EXCEEDED, List.of(), detail);
  }
}
