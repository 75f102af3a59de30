package dev.nabla.inference;

import dev.nabla.compute.Call;
import dev.nabla.wire.Datatype;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call and how its answer is wanted.
///
/// @param id the client's own mark on the request, which the answer repeats
/// @param datatype that of the main input, which the answer's numbers have too
/// @param outputs those wanted, in the order wanted; empty for all there are
/// @param binary whether outputs are wanted as bytes where `outputs` does not say
record InferenceRequest(
    @Nullable String id,
    Call call,
    Datatype datatype,
    List<RequestedOutput> outputs,
    boolean binary) {

  /// About how many bytes it keeps besides its tensors until it is answered.
  long keptBytes() {
    return id == null ? 0 : (long) Character.BYTES * id.length();
  }
}
