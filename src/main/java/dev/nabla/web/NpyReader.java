package dev.nabla.web;

import dev.nabla.compute.Call;
import dev.nabla.compute.Reduction;
import dev.nabla.function.Definition;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import dev.nabla.settings.Settings;
import dev.nabla.settings.Settings.LimitSettings;
import dev.nabla.tensor.Workspace;
import dev.nabla.wire.Datatype;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Reads requests whose body is the one input as a NumPy array file, and whose query string holds
/// what else there is to say. Arrays of float64 and float32 in either byte order, in C order.
@Component
class NpyReader {

  private final LimitSettings limits;

  NpyReader(Settings settings) {
    this.limits = settings.limits();
  }

  /// Reads one request.
  ///
  /// @param definition of a function of one input
  /// @param query the values of each name in the query string
  /// @param workspace where the array will stand
  Request read(
      Definition definition, byte[] body, Map<String, String[]> query, Workspace workspace) {
    var said = NpyQuery.read(definition, query);
    var header = NpyHeader.read(body, limits);
    var datatype = datatype(header);
    checkLength(body, header, datatype);
    if (header.descr().startsWith(">")) {
      swap(body, header.dataStart(), datatype.bytes());
    }
    var tensor = workspace.tensor(header.shape());
    datatype.read(body, header.dataStart(), tensor.data(), tensor.size());
    var call =
        new Call(
            definition,
            said.parameters(),
            Map.of(definition.onlyInput().orElseThrow().name(), tensor),
            datatype.dtype(),
            Reduction.MEAN,
            said.jacobian());
    return new Request(call, said.outputs());
  }

  private static Datatype datatype(NpyHeader header) {
    return switch (header.descr()) {
      case "<f8", ">f8" -> Datatype.FP64;
      case "<f4", ">f4" -> Datatype.FP32;
      default ->
          throw new RejectedException(
              Reason.WRONG_TYPE,
              List.of(),
              "expected the descr <f8, <f4, >f8 or >f4 (float64 or float32), found "
                  + Shown.text(header.descr()));
    };
  }

  private static void checkLength(byte[] body, NpyHeader header, Datatype datatype) {
    long expected = (long) header.shape().size() * datatype.bytes();
    int found = body.length - header.dataStart();
    if (found != expected) {
      throw new RejectedException(
          Reason.SHAPE_MISMATCH,
          List.of(),
          "expected %s bytes of data for the shape %s, found %s"
              .formatted(Shown.count(expected), header.shape(), Shown.count(found)));
    }
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
}
