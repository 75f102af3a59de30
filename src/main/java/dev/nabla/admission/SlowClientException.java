package dev.nabla.admission;

import java.io.IOException;

/// An answer was given up because its client takes it too slowly.
public final class SlowClientException extends IOException {

  private static final long serialVersionUID = 1;

  SlowClientException(String message) {
    super(message);
  }
}
