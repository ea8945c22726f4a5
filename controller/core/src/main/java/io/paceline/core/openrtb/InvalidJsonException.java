package io.paceline.core.openrtb;

/** A document or one of its fields that cannot be read; codecs turn it into their own exception. */
final class InvalidJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidJsonException(String message) {
    super(message);
  }
}
