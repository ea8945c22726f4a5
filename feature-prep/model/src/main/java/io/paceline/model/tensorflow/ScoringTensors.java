package io.paceline.model.tensorflow;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Input tensors of one scorer, made once per size and refilled for every call. Small calls have
 * tensors of exactly their size; beyond {@value #SMALL} rows there are four sizes to each doubling.
 * Rows that a call does not fill are padded with valid values: a request's row with the unknown
 * site and zeros, a candidate's row with the first request, the first offer and zeros. Nothing
 * reads their results.
 */
final class ScoringTensors implements AutoCloseable {

  /** Largest number of candidates of one call; more are scored in several calls. */
  static final int MAX_ROWS = 1_024;

  /** Up to this number of rows, tensors have exactly as many rows as a call. */
  private static final int SMALL = 8;

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  private static final FeaturePlace SITE = SPEC.place(FeatureEncoder.SITE);
  static final int REQUEST_IDS = SPEC.requestIdCount();
  static final int REQUEST_FLOATS = SPEC.requestFloats().size();

  /** Width of {@link #meeting}: the sum of the crosses' weights, then the candidate's floats. */
  static final int MEETING = 1 + SPEC.candidateFloats().size();

  /** Rows of the next call, flattened; the caller fills them from the front. */
  final int[] requestIds = new int[MAX_ROWS * REQUEST_IDS];

  final float[] requestFloats = new float[MAX_ROWS * REQUEST_FLOATS];
  final float[] meeting = new float[MAX_ROWS * MEETING];
  final int[] requestIndex = new int[MAX_ROWS];
  final int[] offerIndex = new int[MAX_ROWS];

  /** The table whose rows {@link #offerIndex} names. */
  final OfferTable offers;

  /** Probabilities of the last call, for each row those of all heads. */
  final float[] probability;

  private final LoadedModel model;

  /** Tensors of each size, null where a size has not been needed so far. */
  private final @Nullable RequestTensors[] requestTensors = new RequestTensors[place(MAX_ROWS) + 1];

  private final @Nullable CandidateTensors[] candidateTensors =
      new CandidateTensors[place(MAX_ROWS) + 1];

  private final int heads;

  ScoringTensors(LoadedModel model, int heads) {
    this.model = model;
    this.heads = heads;
    this.probability = new float[MAX_ROWS * heads];
    this.offers = new OfferTable(model);
  }

  /**
   * Runs the model on the first rows of the arrays and fills {@link #probability}.
   *
   * @param requests rows of the requests' side, 1 to {@value #MAX_ROWS}
   * @param candidates rows of the candidates' side, likewise
   */
  void run(int requests, int candidates) {
    int requestSize = size(requests);
    int candidateSize = size(candidates);
    offers.compute();
    pad(requestIds, requests, requestSize);
    Arrays.fill(requestFloats, requests * REQUEST_FLOATS, requestSize * REQUEST_FLOATS, 0f);
    Arrays.fill(meeting, candidates * MEETING, candidateSize * MEETING, 0f);
    Arrays.fill(requestIndex, candidates, candidateSize, 0);
    Arrays.fill(offerIndex, candidates, candidateSize, 0);
    RequestTensors request = requestTensors(requestSize);
    CandidateTensors candidate = candidateTensors(candidateSize);
    request.write();
    candidate.write();
    Session.Runner runner =
        model
            .session()
            .runner()
            .feed(model.requestIds, request.ids)
            .feed(model.requestFloats, request.floats)
            .feed(model.offer, offers.tensor())
            .feed(model.meeting, candidate.met)
            .feed(model.requestIndex, candidate.request)
            .feed(model.offerIndex, candidate.offer)
            .fetch(model.probability)
            .setOptions(LoadedModel.ON_CALLERS_THREAD);
    try (Result result = runner.run()) {
      result.get(0).asRawTensor().data().asFloats().read(probability, 0, candidates * heads);
    }
  }

  private static void pad(int[] ids, int from, int to) {
    Arrays.fill(ids, from * REQUEST_IDS, to * REQUEST_IDS, 0);
    for (int row = from; row < to; row++) {
      ids[row * REQUEST_IDS + SITE.slot()] = SITE.firstRow();
    }
  }

  @Override
  public void close() {
    offers.close();
    for (int i = 0; i < requestTensors.length; i++) {
      if (requestTensors[i] != null) {
        requestTensors[i].close();
      }
      if (candidateTensors[i] != null) {
        candidateTensors[i].close();
      }
    }
  }

  private RequestTensors requestTensors(int size) {
    int i = place(size);
    if (requestTensors[i] == null) {
      requestTensors[i] = new RequestTensors(size);
    }
    return requestTensors[i];
  }

  private CandidateTensors candidateTensors(int size) {
    int i = place(size);
    if (candidateTensors[i] == null) {
      candidateTensors[i] = new CandidateTensors(size);
    }
    return candidateTensors[i];
  }

  /**
   * Returns the smallest size of tensors that holds a number of rows. Up to {@link #SMALL}, every
   * number is a size; from there to 16 every second one is, from there to 32 every fourth, and so
   * on.
   */
  private static int size(int rows) {
    int step = step(rows);
    return (rows + step - 1) / step * step;
  }

  private static int step(int rows) {
    return rows <= SMALL ? 1 : Integer.highestOneBit(rows - 1) / (SMALL / 2);
  }

  /** Returns the place of a size among all sizes, counted from 1. */
  private static int place(int size) {
    int step = step(size);
    return size / step + Integer.numberOfTrailingZeros(step) * (SMALL / 2);
  }

  private final class RequestTensors {
    private final int rows;
    private final TInt32 ids;
    private final TFloat32 floats;

    RequestTensors(int rows) {
      this.rows = rows;
      ids = TInt32.tensorOf(Shape.of(rows, REQUEST_IDS));
      floats = TFloat32.tensorOf(Shape.of(rows, REQUEST_FLOATS));
    }

    void write() {
      ids.asRawTensor().data().asInts().write(requestIds, 0, rows * REQUEST_IDS);
      floats.asRawTensor().data().asFloats().write(requestFloats, 0, rows * REQUEST_FLOATS);
    }

    void close() {
      List.<Tensor>of(ids, floats).forEach(Tensor::close);
    }
  }

  private final class CandidateTensors {
    private final int rows;
    private final TFloat32 met;
    private final TInt32 request;
    private final TInt32 offer;

    CandidateTensors(int rows) {
      this.rows = rows;
      met = TFloat32.tensorOf(Shape.of(rows, MEETING));
      request = TInt32.tensorOf(Shape.of(rows));
      offer = TInt32.tensorOf(Shape.of(rows));
    }

    void write() {
      met.asRawTensor().data().asFloats().write(meeting, 0, rows * MEETING);
      request.asRawTensor().data().asInts().write(requestIndex, 0, rows);
      offer.asRawTensor().data().asInts().write(offerIndex, 0, rows);
    }

    void close() {
      List.<Tensor>of(met, request, offer).forEach(Tensor::close);
    }
  }
}
