package dev.nabla.inference;

import dev.nabla.compute.Reduction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the JSON of a request says.
///
/// @param id the client's own mark on the request
/// @param parameters the function's own that are given, as the catalogue takes them
/// @param jacobian whether the parameters ask for the Jacobian
/// @param binary whether outputs are wanted as bytes where `outputs` does not say
/// @param outputs those wanted, in the order wanted; empty for all there are
record InferenceHeader(
    @Nullable String id,
    Map<String, @Nullable Object> parameters,
    Reduction reduction,
    boolean jacobian,
    boolean binary,
    List<InputHeader> inputs,
    List<RequestedOutput> outputs) {}
