package io.paceline.model.bundle;

/**
 * Names of the inputs and outputs that a bundle's SavedModel has in its signature {@code
 * serving_default}. The code that writes the model and the code that calls it take the names from
 * here. N is the number of candidates of a call.
 */
public final class TensorNames {

  /** Input: table rows of the request's side, one row a request. */
  public static final String REQUEST_IDS = "request_ids";

  /** Input: numbers of the request's side, one row a request. */
  public static final String REQUEST_FLOATS = "request_floats";

  /** Input: table rows of the offers, one row an offer. */
  public static final String OFFER_IDS = "offer_ids";

  /** Input: table rows of the crosses of request and offer, [N, crosses]. */
  public static final String CROSS_IDS = "cross_ids";

  /** Input: numbers of the candidates, [N, floats]. */
  public static final String CANDIDATE_FLOATS = "candidate_floats";

  /** Input: the row of each candidate's request, [N]. */
  public static final String REQUEST_INDEX = "request_index";

  /** Input: the row of each candidate's offer, [N]. */
  public static final String OFFER_INDEX = "offer_index";

  /** Output: the calibrated probability of each head, [N, heads]. */
  public static final String PROBABILITY = "probability";

  /**
   * Output: what the network computes from an offer's ids alone, one row an offer. It stays the
   * same for an offer, so it may be kept and fed in place of {@link #OFFER_IDS}.
   */
  public static final String OFFER = "offer";

  /**
   * Output, [N, 1 + floats]: for each candidate the sum of its crosses' weights, then its floats.
   * It may be fed in place of {@link #CROSS_IDS} and {@link #CANDIDATE_FLOATS}.
   */
  public static final String MEETING = "meeting";

  /**
   * Output that never changes: the weights of all ids of crosses. An id's weight stands at the
   * index that is the id minus the first id of the first cross.
   */
  public static final String CROSS_WEIGHTS = "cross_weights";

  private TensorNames() {}
}
