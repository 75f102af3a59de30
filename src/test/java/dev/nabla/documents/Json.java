package dev.nabla.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON laid out for people: on one line what fits there, rows of numbers filled up, the rest one
/// entry a line.
final class Json {

  private static final int WIDTH = 116;
  private static final String STEP = "  ";
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static ObjectNode object(String text) {
    return (ObjectNode) parse(text);
  }

  static String print(JsonNode node) {
    return print(node, "", 0);
  }

  /// @param indent what stands before each further line
  static String print(JsonNode node, String indent) {
    return print(node, indent, indent.length());
  }

  private static String print(JsonNode node, String indent, int column) {
    var line = line(node);
    if (column + line.length() < WIDTH || !node.isContainer() || node.isEmpty()) {
      return line;
    }
    var inner = indent + STEP;
    if (node.isObject()) {
      return node.properties().stream()
          .map(
              entry -> {
                var name = quoted(entry.getKey()) + ": ";
                return name + print(entry.getValue(), inner, inner.length() + name.length());
              })
          .collect(Collectors.joining(",\n" + inner, "{\n" + inner, "\n" + indent + "}"));
    }
    var elements =
        node.valueStream().anyMatch(JsonNode::isContainer)
            ? node.valueStream().map(element -> print(element, inner, inner.length())).toList()
            : filled(node, WIDTH - inner.length());
    return elements.stream()
        .collect(Collectors.joining(",\n" + inner, "[\n" + inner, "\n" + indent + "]"));
  }

  private static List<String> filled(JsonNode array, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var element : array) {
      var text = line(element);
      if (!line.isEmpty() && line.length() + text.length() + 3 > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(text);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String line(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(entry -> quoted(entry.getKey()) + ": " + line(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream().map(Json::line).collect(Collectors.joining(", ", "[", "]"));
    }
    return node.toString();
  }

  private static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }
}
