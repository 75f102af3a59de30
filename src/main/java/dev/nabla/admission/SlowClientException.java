package dev.nabla.admission;

import org.apache.catalina.connector.ClientAbortException;

/// An answer was given up because its client takes it too slowly.
final class SlowClientException extends ClientAbortException {

  private static final long serialVersionUID = 1;

  SlowClientException(String message) {
    super(message);
  }
}
