package io.paceline.core.openrtb;

/** A bid response that is not one of Paceline's; the message names place and fault. */
public final class InvalidResponseException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A response that is refused.
   *
   * @param message one sentence a person understands, with the JSON path
   */
  public InvalidResponseException(String message) {
    super(message);
  }
}
