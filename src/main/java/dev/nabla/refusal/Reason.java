package dev.nabla.refusal;

import java.util.Locale;

/// Why a request is refused: the stable vocabulary of problem types and of the `reason` tag. The
/// status is HTTP's, the one both wire formats answer with.
public enum Reason {
  MALFORMED_JSON(
      400,
      "The body is not one JSON object",
      "The body is empty, breaks JSON's grammar, is not an object, or goes on behind its end. NaN"
          + " and infinities are not JSON: give them in quotes, \"NaN\", \"Infinity\","
          + " \"-Infinity\"."),
  MALFORMED_NPY(
      400,
      "The body is no NumPy array that is taken here",
      "Save it with numpy.save as a C-contiguous array of float64 or float32."),
  MALFORMED_REQUEST(400, "The request breaks the rules of HTTP", "The detail says where."),
  UNKNOWN_FIELD(
      400,
      "A field this function does not have",
      "Fields are never ignored, since a misspelt parameter would go unnoticed. The function's card"
          + " lists its inputs and parameters."),
  DUPLICATE_FIELD(
      400,
      "A field given twice",
      "Which of the two was meant cannot be told, so neither is taken."),
  MISSING_FIELD(400, "An input is missing", "The function's card lists the inputs it requires."),
  CONFLICTING_FIELDS(
      400,
      "Fields that exclude each other",
      "Give one of them: an input in one form, as logits or as probabilities; one output where the"
          + " answer is to be an array file."),
  WRONG_TYPE(
      400,
      "A value of the wrong type",
      "Nothing is converted silently: a number must be a JSON number, or one of the strings"
          + " \"NaN\", \"Infinity\", \"-Infinity\" inside an input."),
  RAGGED_ARRAY(
      400,
      "An array whose rows differ in length",
      "Nested arrays must be rectangular: equally long and equally deep everywhere."),
  NUMBER_OUT_OF_RANGE(
      400,
      "A number too large for its type",
      "Literals beyond the range of dtype are refused, never turned into an infinity."),
  PARAMETER_OUT_OF_RANGE(
      400,
      "A parameter outside its range",
      "The function's card gives each parameter's range and allowed values."),
  VALUE_NOT_ALLOWED(
      400,
      "An input outside its set",
      "Labels, probabilities and class indices are checked against the set on the function's card"
          + " and never remapped or clipped."),
  SHAPE_MISMATCH(
      400,
      "Shapes that do not fit together",
      "Inputs are never broadcast. The function's card gives the shape each input must have."),
  EMPTY_REDUCTION(
      400,
      "A mean over nothing",
      "The mean of no values is undefined; use the reduction sum or none for empty batches."),
  UNKNOWN_FUNCTION(
      404,
      "No such function",
      "GET /v1/activations and GET /v1/losses list all functions and their aliases."),
  NOT_FOUND(404, "Nothing here", "GET /v3/api-docs lists all paths."),
  METHOD_NOT_ALLOWED(405, "Wrong method", "The Allow header names the methods this path answers."),
  NOT_ACCEPTABLE(
      406,
      "No such representation",
      "Answers are application/json, one array of an activation also application/x-npy; curves are"
          + " also text/csv, image/svg+xml and image/png."),
  REQUEST_TIMEOUT(
      408,
      "The body came too slowly",
      "The whole body must be here by the time that nabla.timeouts.request sets, with no pause"
          + " longer than server.tomcat.connection-timeout."),
  LIMIT_EXCEEDED(
      413, "Over a limit", "The detail names the limit, its size and the property that sets it."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Wrong media type",
      "Requests are application/json, to activations of one input also application/x-npy; bodies"
          + " may be compressed with gzip or deflate."),
  RATE_LIMITED(
      429,
      "Too many requests from one client",
      "The header Retry-After says in how many seconds the next one will be taken."),
  OVERLOADED(
      503,
      "More requests than can be served",
      "Others were first, and the wait would have been too long. Ask another, or again after as"
          + " many seconds as the header Retry-After says."),
  NOT_READY(503, "Not ready", "The service is starting or stopping. Ask another, or later."),
  DEADLINE_EXCEEDED(
      504,
      "The answer was not ready in time",
      "It would have come later than nabla.timeouts.request allows. Ask for less at once."),
  INTERNAL_ERROR(500, "A fault of the service", "The request was not at fault. It was logged.");

  private final int status;
  private final String title;
  private final String explanation;

  Reason(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// What to do about it, for the page of the problem type.
  public String explanation() {
    return explanation;
  }

  /// Whether the same request may be answered later.
  public boolean passes() {
    return status == 429 || status == 503;
  }

  /// The name in URIs and tags, as in `shape-mismatch`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
