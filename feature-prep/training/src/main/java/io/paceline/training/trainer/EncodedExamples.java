package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import io.paceline.training.dataset.PreparedExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of a log as the model sees them, in flat arrays that grow by doubling. */
final class EncodedExamples {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  static final int REQUEST_IDS = SPEC.requestIdCount();
  static final int REQUEST_FLOATS = SPEC.requestFloats().size();
  static final int CANDIDATE_IDS = SPEC.candidateIdCount();
  static final int CANDIDATE_FLOATS = SPEC.candidateFloats().size();

  /** Place of the campaign's id among a row's ids. */
  static final FeaturePlace CAMPAIGN = SPEC.place(FeatureEncoder.CAMPAIGN);

  private final FeatureEncoder encoder = new FeatureEncoder();
  private final Map<String, Integer> campaignNumbers = new HashMap<>();
  private final List<String> campaignIds = new ArrayList<>();

  private int rows;
  private int clicks;
  private int[] requestIds = new int[1024 * REQUEST_IDS];
  private float[] requestFloats = new float[1024 * REQUEST_FLOATS];
  private int[] candidateIds = new int[1024 * CANDIDATE_IDS];
  private float[] candidateFloats = new float[1024 * CANDIDATE_FLOATS];

  /** The objectives that each row reached, one bit per objective. */
  private byte[] outcomes = new byte[1024];

  private long[] prices = new long[1024];
  private int[] campaigns = new int[1024];

  void add(TrainingExample example) {
    if (rows == campaigns.length) {
      grow();
    }
    encoder.request(
        example.request(),
        example.impIndex(),
        example.profile(),
        example.campaignMillis(),
        requestIds,
        rows * REQUEST_IDS,
        requestFloats,
        rows * REQUEST_FLOATS);
    encoder.candidate(
        example.candidate(),
        candidateIds,
        rows * CANDIDATE_IDS,
        candidateFloats,
        rows * CANDIDATE_FLOATS);
    addOutcomes(example.candidate().campaignId(), example.marketPriceMicros(), example.outcomes());
  }

  /**
   * Adds a row that was encoded before. Several conversions count as one. A prepared example does
   * not tell whether its click was the last one, so {@link Objective#LAST_CLICK} is never reached.
   */
  void add(PreparedExample example) {
    if (rows == campaigns.length) {
      grow();
    }
    EncodedRow row = example.row();
    System.arraycopy(row.requestIds(), 0, requestIds, rows * REQUEST_IDS, REQUEST_IDS);
    System.arraycopy(row.requestFloats(), 0, requestFloats, rows * REQUEST_FLOATS, REQUEST_FLOATS);
    System.arraycopy(row.candidateIds(), 0, candidateIds, rows * CANDIDATE_IDS, CANDIDATE_IDS);
    System.arraycopy(
        row.candidateFloats(), 0, candidateFloats, rows * CANDIDATE_FLOATS, CANDIDATE_FLOATS);
    Set<Objective> outcomes = EnumSet.noneOf(Objective.class);
    if (example.clicked()) {
      outcomes.add(Objective.CLICK);
      if (example.conversions() > 0) {
        outcomes.add(Objective.CONVERSION);
      }
    }
    addOutcomes(example.campaignId(), example.marketPriceMicros(), outcomes);
  }

  /** Adds what came of the row whose inputs were just added, and so completes the row. */
  private void addOutcomes(String campaignId, long priceMicros, Set<Objective> reached) {
    for (Objective objective : reached) {
      outcomes[rows] |= bit(objective);
    }
    prices[rows] = priceMicros;
    campaigns[rows] = number(campaignId);
    clicks += reached.contains(Objective.CLICK) ? 1 : 0;
    rows++;
  }

  /**
   * Removes a request feature of one id from all rows: its id becomes that of bucket 0, "missing".
   */
  void forget(String name) {
    FeaturePlace place = SPEC.place(name);
    for (int row = 0; row < rows; row++) {
      requestIds[row * REQUEST_IDS + place.slot()] = place.firstRow();
    }
  }

  /** Whether a row reached an objective. */
  boolean reached(Objective objective, int row) {
    return (outcomes[row] & bit(objective)) != 0;
  }

  /** Whether each of several rows reached an objective. */
  boolean[] reached(Objective objective, int[] chosen) {
    boolean[] part = new boolean[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      part[i] = reached(objective, chosen[i]);
    }
    return part;
  }

  /** Market price of a row, micros per impression, 0 where unknown. */
  long priceMicros(int row) {
    return prices[row];
  }

  private static byte bit(Objective objective) {
    return switch (objective) {
      case CLICK -> 1;
      case CONVERSION -> 2;
      case LAST_CLICK -> 4;
    };
  }

  int rows() {
    return rows;
  }

  int clicks() {
    return clicks;
  }

  boolean clicked(int row) {
    return reached(Objective.CLICK, row);
  }

  boolean[] clicked(int[] chosen) {
    return reached(Objective.CLICK, chosen);
  }

  String campaignId(int row) {
    return campaignIds.get(campaigns[row]);
  }

  /** One id of a row's request side. */
  int requestId(int row, int slot) {
    return requestIds[row * REQUEST_IDS + slot];
  }

  /** One id of a row's candidate side, crosses included. */
  int candidateId(int row, int slot) {
    return candidateIds[row * CANDIDATE_IDS + slot];
  }

  /** A row's bucket of a feature of one id. */
  int bucket(int row, FeaturePlace place) {
    int id = place.ofRequest() ? requestId(row, place.slot()) : candidateId(row, place.slot());
    return id - place.firstRow();
  }

  /** One number of a row's request side. */
  float requestFloat(int row, int number) {
    return requestFloats[row * REQUEST_FLOATS + number];
  }

  /** One number of a row's candidate side. */
  float candidateFloat(int row, int number) {
    return candidateFloats[row * CANDIDATE_FLOATS + number];
  }

  /** Copies one row into place {@code at} of a batch. */
  void copy(int row, RowBatch batch, int at) {
    System.arraycopy(
        requestIds, row * REQUEST_IDS, batch.requestIds, at * REQUEST_IDS, REQUEST_IDS);
    System.arraycopy(
        requestFloats,
        row * REQUEST_FLOATS,
        batch.requestFloats,
        at * REQUEST_FLOATS,
        REQUEST_FLOATS);
    System.arraycopy(
        candidateIds, row * CANDIDATE_IDS, batch.candidateIds, at * CANDIDATE_IDS, CANDIDATE_IDS);
    System.arraycopy(
        candidateFloats,
        row * CANDIDATE_FLOATS,
        batch.candidateFloats,
        at * CANDIDATE_FLOATS,
        CANDIDATE_FLOATS);
    for (int h = 0; h < batch.heads.size(); h++) {
      Objective objective = batch.heads.get(h);
      int place = at * batch.heads.size() + h;
      batch.reached[place] = reached(objective, row) ? 1f : 0f;
      // The heads for what follows a click learn from clicked rows only.
      batch.counted[place] = objective == Objective.CLICK || clicked(row) ? 1f : 0f;
    }
  }

  /** Copies one column of a row into place {@code at} of a batch. */
  void copy(int row, Column column, RowBatch batch, int at) {
    switch (column.part()) {
      case REQUEST_IDS -> column.copy(requestIds, row, batch.requestIds, at, REQUEST_IDS);
      case CANDIDATE_IDS -> column.copy(candidateIds, row, batch.candidateIds, at, CANDIDATE_IDS);
      case REQUEST_FLOATS ->
          column.copy(requestFloats, row, batch.requestFloats, at, REQUEST_FLOATS);
      case CANDIDATE_FLOATS ->
          column.copy(candidateFloats, row, batch.candidateFloats, at, CANDIDATE_FLOATS);
    }
  }

  private int number(String campaignId) {
    return campaignNumbers.computeIfAbsent(
        campaignId,
        id -> {
          campaignIds.add(id);
          return campaignIds.size() - 1;
        });
  }

  private void grow() {
    int capacity = 2 * campaigns.length;
    requestIds = Arrays.copyOf(requestIds, capacity * REQUEST_IDS);
    requestFloats = Arrays.copyOf(requestFloats, capacity * REQUEST_FLOATS);
    candidateIds = Arrays.copyOf(candidateIds, capacity * CANDIDATE_IDS);
    candidateFloats = Arrays.copyOf(candidateFloats, capacity * CANDIDATE_FLOATS);
    outcomes = Arrays.copyOf(outcomes, capacity);
    prices = Arrays.copyOf(prices, capacity);
    campaigns = Arrays.copyOf(campaigns, capacity);
  }

  /** Names one of a row's four arrays. */
  enum Part {
    REQUEST_IDS,
    CANDIDATE_IDS,
    REQUEST_FLOATS,
    CANDIDATE_FLOATS
  }

  /**
   * The places that one feature takes in a row.
   *
   * @param name name of the feature
   * @param part the array that holds it
   * @param at its first place in a row of that array
   * @param width how many places it takes
   */
  record Column(String name, Part part, int at, int width) {

    /** Copies the feature; both arrays are {@code int[]} or both are {@code float[]}. */
    private void copy(Object from, int row, Object to, int toRow, int rowWidth) {
      System.arraycopy(from, row * rowWidth + at, to, toRow * rowWidth + at, width);
    }
  }

  /** Arrays of a fixed number of rows, refilled for every step. */
  static final class RowBatch {
    final int rows;
    final int[] requestIds;
    final float[] requestFloats;
    final int[] candidateIds;
    final float[] candidateFloats;
    final float[] siteLevels;
    final float[] campaignLevels;
    final List<Objective> heads;

    /**
     * Per row and head: 1 where the row reached the head's objective, else 0. Likewise {@link
     * #counted}: 1 where the row counts for the head, else 0.
     */
    final float[] reached;

    final float[] counted;

    RowBatch(int rows, List<Objective> heads) {
      this.rows = rows;
      this.heads = heads;
      requestIds = new int[rows * REQUEST_IDS];
      requestFloats = new float[rows * REQUEST_FLOATS];
      candidateIds = new int[rows * CANDIDATE_IDS];
      candidateFloats = new float[rows * CANDIDATE_FLOATS];
      siteLevels = new float[rows * LevelTables.SITE_WIDTH];
      campaignLevels = new float[rows * LevelTables.CAMPAIGN_WIDTH];
      reached = new float[rows * heads.size()];
      counted = new float[rows * heads.size()];
    }
  }
}
