package dev.nabla.wire;

import dev.nabla.refusal.Reason;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;

/// What the OpenAPI document says of a refusal, whichever protocol has words for it.
public final class DocumentedRefusal {

  private DocumentedRefusal() {}

  /// The response of a status.
  ///
  /// @param type the name of the body's type
  public static ApiResponse of(String status, String description, String mediaType, String type) {
    var body = new MediaType().schema(DocumentedTypes.reference(type));
    var response =
        new ApiResponse()
            .description(description)
            .content(new Content().addMediaType(mediaType, body));
    if (passes(Integer.parseInt(status))) {
      response.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header()
              .description("In how many seconds to ask again")
              .schema(DocumentedTypes.integer(1)));
    }
    return response;
  }

  private static boolean passes(int status) {
    return Arrays.stream(Reason.values())
        .anyMatch(reason -> reason.passes() && reason.status() == status);
  }
}
