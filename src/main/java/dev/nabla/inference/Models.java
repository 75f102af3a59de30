package dev.nabla.inference;

import dev.nabla.function.Catalogue;
import dev.nabla.function.Definition;
import dev.nabla.refusal.Reason;
import dev.nabla.refusal.RejectedException;
import dev.nabla.refusal.Shown;
import java.util.List;
import org.springframework.stereotype.Component;

/// The functions as models, all of one version.
@Component
class Models {

  static final String VERSION = "1";

  private final Catalogue catalogue;

  Models(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// The function behind a model's name or alias.
  Definition require(String name) {
    return catalogue.require("a model", name);
  }

  /// The function behind a model's name or alias in a version.
  Definition require(String name, String version) {
    var definition = require(name);
    if (!version.equals(VERSION)) {
      throw new RejectedException(
          Reason.UNKNOWN_FUNCTION,
          List.of(),
          "expected version %s of the model %s, found version %s"
              .formatted(VERSION, definition.name(), Shown.text(version)));
    }
    return definition;
  }
}
