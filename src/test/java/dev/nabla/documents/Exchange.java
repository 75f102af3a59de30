package dev.nabla.documents;

import dev.nabla.function.Definition;
import java.util.Map;

/// One request of an `http/` file.
///
/// @param title one line on what it shows
/// @param host the variable of the address it goes to
/// @param body empty for none
/// @param varying whether the answer is another each time, so that only `checks` can be asked of it
/// @param checks JavaScript on `response`
record Exchange(
    String title,
    String method,
    String host,
    String path,
    Map<String, String> headers,
    String body,
    boolean varying,
    String checks) {

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static Exchange get(String title, String path) {
    return new Exchange(title, "GET", "host", path, Map.of(), "", false, "");
  }

  static Exchange management(String title, String path) {
    return new Exchange(title, "GET", "management", path, Map.of(), "", false, "");
  }

  static Exchange post(String title, String path, String body) {
    return new Exchange(title, "POST", "host", path, JSON, body, false, "");
  }

  static Exchange post(String title, Definition definition, String body) {
    return post(
        title, "/v1/%s/%s".formatted(definition.kind().collection(), definition.name()), body);
  }

  Exchange with(String header, String value) {
    return new Exchange(title, method, host, path, Map.of(header, value), body, varying, checks);
  }

  Exchange method(String other) {
    return new Exchange(title, other, host, path, headers, body, varying, checks);
  }

  /// The same, asking more of the answer than to be equal.
  Exchange checking(String script) {
    return new Exchange(title, method, host, path, headers, body, varying, script);
  }

  /// The same, its answer another each time.
  Exchange varying(String script) {
    return new Exchange(title, method, host, path, headers, body, true, script);
  }

  /// The request with its expected answer, as JetBrains' HTTP client and httpYac read it.
  String print(Service service) {
    var text = new StringBuilder("### %s\n%s {{%s}}%s\n".formatted(title, method, host, path));
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    if (!body.isEmpty()) {
      text.append('\n').append(body).append('\n');
    }
    return text.append("\n> {%\n").append(handler(service)).append("%}\n").toString();
  }

  private String handler(Service service) {
    return (varying ? "" : comparison(service)) + checks.indent(2);
  }

  private String comparison(Service service) {
    var answer = service.answer(this);
    // JSON.stringify writes −0 as 0, hence the words of their own for it. A client may leave the
    // media type of
    // problems unparsed.
    return """
      const answer = %s;
      const bits = (name, value) => Object.is(value, -0) ? "-0" : value;
      const text = it => JSON.stringify(typeof it === "string" ? JSON.parse(it) : it, bits);
      client.test("%d and this answer", () => {
        client.assert(response.status === %d, "status " + response.status);
        client.assert(text(response.body) === text(answer), "answered " + text(response.body));
      });
    """
        .formatted(Json.print(Json.parse(answer.body()), "  "), answer.status(), answer.status());
  }
}
