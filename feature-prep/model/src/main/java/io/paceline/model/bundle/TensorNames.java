package io.paceline.model.bundle;

/**
 * Names of the inputs and outputs that a bundle's SavedModel has in its signature {@code
 * serving_default}: who writes the model and who calls it agree on them here. N is the number of
 * candidates of a call.
 */
public final class TensorNames {

  /** Input: table rows of the request's side, one row a request. */
  public static final String REQUEST_IDS = "request_ids";

  /** Input: numbers of the request's side, one row a request. */
  public static final String REQUEST_FLOATS = "request_floats";

  /** Input: table rows of what is offered, one row an offer. */
  public static final String OFFER_IDS = "offer_ids";

  /** Input: table rows of the crosses of request and offer, [N, crosses]. */
  public static final String CROSS_IDS = "cross_ids";

  /** Input: numbers of the candidates, [N, floats]. */
  public static final String CANDIDATE_FLOATS = "candidate_floats";

  /** Input: the row of each candidate's request, [N]. */
  public static final String REQUEST_INDEX = "request_index";

  /** Input: the row of each candidate's offer, [N]. */
  public static final String OFFER_INDEX = "offer_index";

  /** The calibrated probability of each head, [N, heads]. */
  public static final String PROBABILITY = "probability";

  /** An output that stays the same for an offer and may be fed in place of its ids. */
  public static final String OFFER = "offer";

  /**
   * An output, [N, 1 + floats], that may be fed in place of {@code cross_ids} and {@code
   * candidate_floats}: the sum of the crosses' weights, then the floats.
   */
  public static final String MEETING = "meeting";

  /** An output that never changes: the weights of that sum, by id less the first cross's id. */
  public static final String CROSS_WEIGHTS = "cross_weights";

  private TensorNames() {}
}
