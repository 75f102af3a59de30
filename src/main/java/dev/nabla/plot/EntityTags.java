package dev.nabla.plot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ETag;
import org.springframework.stereotype.Component;

/// Entity tags of curves. Everything that a curve's bytes depend on goes into its tag, so that a
/// tag is known before anything is computed and is the same on every machine that runs the build.
@Component
class EntityTags {

  private final String build;

  EntityTags(ObjectProvider<BuildProperties> properties) {
    var found = properties.getIfAvailable();
    // Without a build's name, another start may be another program.
    var name = found == null ? Instant.now() : found.getVersion() + " " + found.getTime();
    // Pictures are drawn and packed by the Java runtime.
    this.build = name + " " + Runtime.version();
  }

  /// A strong tag, in its quotes.
  String of(CurveQuery query, Form form, PictureStyle style) {
    var all =
        List.of(
            query.definition().name(),
            query.axis().name(),
            query.from(),
            query.to(),
            query.points(),
            query.variants(),
            query.varied(),
            new TreeSet<>(query.outputs()),
            form,
            style,
            build);
    var digest = sha256().digest(all.toString().getBytes(UTF_8));
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
  }

  /// Whether the client has what a tag names already.
  ///
  /// @param known its headers If-None-Match; what is no entity tag in them matches nothing
  static boolean isKnown(List<String> known, String tag) {
    return known.stream()
        .map(ETag::parse)
        .flatMap(List::stream)
        .anyMatch(it -> it.isWildcard() || it.compare(ETag.create(tag), false));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
