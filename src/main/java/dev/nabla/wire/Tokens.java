package dev.nabla.wire;

import dev.nabla.function.Parameter;
import dev.nabla.refusal.Place;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/// Takes single values out of a parser, and says what is wrong where they are not as they should
/// be.
public final class Tokens {

  /// What the parser says to those who program it rather than to those whose JSON is at fault.
  private static final Pattern PARSER_ADVICE =
      Pattern.compile(" \\(start marker at .*\\)$|: enable `.*` to allow$");

  private Tokens() {}

  /// A function's parameter, as the catalogue takes it.
  public static @Nullable Object parameter(JsonParser parser, Parameter parameter) {
    var token = parser.currentToken();
    return switch (token) {
      case VALUE_NUMBER_INT ->
          parameter.type() == Parameter.Type.NUMBER ? finite(parser) : integer(parser);
      case VALUE_NUMBER_FLOAT -> finite(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw wrongType(parser, "a single " + parameter.type().label());
    };
  }

  private static Object integer(JsonParser parser) {
    // Beyond a long an integer literal is still a number.
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> finite(parser);
    };
  }

  private static double finite(JsonParser parser) {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw beyondFloat64(place(parser), parser.getString());
    }
    return value;
  }

  /// The refusal of a literal that float64 has only an infinity for.
  public static RejectedException beyondFloat64(List<Object> place, String literal) {
    return new RejectedException(
        Reason.NUMBER_OUT_OF_RANGE,
        place,
        "expected a number within the range of float64, found " + Shown.text(literal));
  }

  /// One of several things that each have a word.
  public static <T> T word(JsonParser parser, List<T> choices, Function<T, String> label) {
    var words = choices.stream().map(label).toList();
    return choices.get(words.indexOf(word(parser, words)));
  }

  /// One of several words.
  public static String word(JsonParser parser, List<String> allowed) {
    var expected = Shown.oneOf(allowed);
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(parser, expected);
    }
    var word = parser.getString();
    if (!allowed.contains(word)) {
      throw new RejectedException(
          Reason.PARAMETER_OUT_OF_RANGE,
          place(parser),
          "expected %s, found \"%s\"".formatted(expected, Shown.text(word)));
    }
    return word;
  }

  /// True or false.
  public static boolean flag(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrongType(parser, "true or false");
    };
  }

  /// The refusal of a second field of the name that the parser has come to.
  public static RejectedException duplicate(JsonParser parser) {
    return new RejectedException(
        Reason.DUPLICATE_FIELD,
        place(parser),
        "expected the field `%s` once, found it again".formatted(parser.currentName()));
  }

  /// The refusal of a value of another type than expected.
  public static RejectedException wrongType(JsonParser parser, String expected) {
    return new RejectedException(
        Reason.WRONG_TYPE,
        place(parser),
        "expected %s, found %s".formatted(expected, found(parser.currentToken())));
  }

  /// The current value as messages repeat it: in words where it is of no use.
  public static String shown(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> "the string \"" + Shown.text(parser.getString()) + "\"";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Shown.text(parser.getString());
      default -> found(parser.currentToken());
    };
  }

  /// A token in words.
  public static String found(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.toString();
    };
  }

  /// Where the parser stands, as the way from the root.
  static List<Object> place(JsonParser parser) {
    var place = new ArrayList<Object>();
    for (var context = parser.streamReadContext();
        context != null && !context.inRoot();
        context = context.getParent()) {
      if (context.inArray() && context.hasCurrentIndex()) {
        place.addFirst(context.getCurrentIndex());
      } else if (context.inObject() && context.hasCurrentName()) {
        place.addFirst(context.currentName());
      }
    }
    return place;
  }

  /// The refusal of a body that is something else than one object.
  static RejectedException notOneObject(String found) {
    return new RejectedException(
        Reason.MALFORMED_JSON, Place.whole(), "expected one JSON object, found " + found);
  }

  /// The refusal of what the parser could not read.
  static RejectedException malformed(JacksonException fault, BodyParser parser) {
    if (fault instanceof StreamConstraintsException) {
      return tooLong(fault.getOriginalMessage(), parser);
    }
    var location = parser.inBody(fault.getLocation());
    return notOneObject(
        "a fault at line %d, column %d: %s"
            .formatted(
                location.getLineNr(),
                location.getColumnNr(),
                PARSER_ADVICE.matcher(fault.getOriginalMessage()).replaceAll("")));
  }

  /// @param fault begins with what is too long: the parser says it nowhere else
  private static RejectedException tooLong(String fault, JsonParser parser) {
    var most = parser.streamReadConstraints();
    var place = place(parser);
    var limit =
        switch (fault.split(" ", 2)[0]) {
          case "Number" -> Shown.count(most.getMaxNumberLength()) + " characters in a number";
          case "String" -> Shown.count(most.getMaxStringLength()) + " characters in a string";
          case "Name" -> Shown.count(most.getMaxNameLength()) + " characters in a field's name";
          default -> Shown.count(most.getMaxNestingDepth()) + " arrays and objects in one another";
        };
    if (fault.startsWith("Name") && parser.currentName() != null) {
      // The parser is still at the field before.
      place.removeLast();
    } else if (fault.startsWith("Document")) {
      // As long as the nesting is deep: the field is enough.
      place = place.subList(0, 1);
    }
    return new RejectedException(
        Reason.LIMIT_EXCEEDED, place, "expected at most %s, found more".formatted(limit));
  }
}
