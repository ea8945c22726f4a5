package io.paceline.core.openrtb;

/** A bid request that cannot be read or breaks a rule; the message names place and fault. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A request that is refused.
   *
   * @param message one sentence a person understands, with the JSON path
   */
  public InvalidRequestException(String message) {
    super(message);
  }
}
