package io.paceline.training;

import io.paceline.features.Feature;
import io.paceline.features.FeatureEncoder;
import io.paceline.features.FeatureSpec;
import io.paceline.prepared.PreparedExample;
import io.paceline.scoring.EncodedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a log as the model sees them, in flat arrays that grow by doubling. */
final class EncodedExamples {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;
  static final int REQUEST_IDS = SPEC.requestIdCount();
  static final int REQUEST_FLOATS = SPEC.requestFloats().size();
  static final int CANDIDATE_IDS = SPEC.candidateIdCount();
  static final int CANDIDATE_FLOATS = SPEC.candidateFloats().size();

  private final FeatureEncoder encoder = new FeatureEncoder();
  private final Map<String, Integer> campaignNumbers = new HashMap<>();
  private final List<String> campaignIds = new ArrayList<>();

  private int rows;
  private int clicks;
  private int[] requestIds = new int[1024 * REQUEST_IDS];
  private float[] requestFloats = new float[1024 * REQUEST_FLOATS];
  private int[] candidateIds = new int[1024 * CANDIDATE_IDS];
  private float[] candidateFloats = new float[1024 * CANDIDATE_FLOATS];
  private boolean[] clicked = new boolean[1024];
  private int[] campaigns = new int[1024];

  void add(TrainingExample example) {
    if (rows == clicked.length) {
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
    met(example.candidate().campaignId(), example.clicked());
  }

  /** A row that was encoded before. */
  void add(PreparedExample example) {
    if (rows == clicked.length) {
      grow();
    }
    EncodedRow row = example.row();
    System.arraycopy(row.requestIds(), 0, requestIds, rows * REQUEST_IDS, REQUEST_IDS);
    System.arraycopy(row.requestFloats(), 0, requestFloats, rows * REQUEST_FLOATS, REQUEST_FLOATS);
    System.arraycopy(row.candidateIds(), 0, candidateIds, rows * CANDIDATE_IDS, CANDIDATE_IDS);
    System.arraycopy(
        row.candidateFloats(), 0, candidateFloats, rows * CANDIDATE_FLOATS, CANDIDATE_FLOATS);
    met(example.campaignId(), example.clicked());
  }

  private void met(String campaignId, boolean click) {
    clicked[rows] = click;
    campaigns[rows] = number(campaignId);
    clicks += click ? 1 : 0;
    rows++;
  }

  /** Takes a request feature of one id out of all rows: it is bucket 0 from now on, "missing". */
  void forget(String name) {
    int slot = 0;
    int start = 0;
    for (Feature feature : SPEC.request()) {
      if (feature.name().equals(name)) {
        for (int row = 0; row < rows; row++) {
          requestIds[row * REQUEST_IDS + slot] = start;
        }
        return;
      }
      slot += feature.slots();
      start += feature.buckets();
    }
    throw new IllegalArgumentException("no request feature " + name);
  }

  int rows() {
    return rows;
  }

  int clicks() {
    return clicks;
  }

  boolean clicked(int row) {
    return clicked[row];
  }

  boolean[] clicked(int[] chosen) {
    boolean[] part = new boolean[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      part[i] = clicked[chosen[i]];
    }
    return part;
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
    batch.clicked[at] = clicked[row] ? 1f : 0f;
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
    int capacity = 2 * clicked.length;
    requestIds = Arrays.copyOf(requestIds, capacity * REQUEST_IDS);
    requestFloats = Arrays.copyOf(requestFloats, capacity * REQUEST_FLOATS);
    candidateIds = Arrays.copyOf(candidateIds, capacity * CANDIDATE_IDS);
    candidateFloats = Arrays.copyOf(candidateFloats, capacity * CANDIDATE_FLOATS);
    clicked = Arrays.copyOf(clicked, capacity);
    campaigns = Arrays.copyOf(campaigns, capacity);
  }

  /** Which of a row's four arrays. */
  enum Part {
    REQUEST_IDS,
    CANDIDATE_IDS,
    REQUEST_FLOATS,
    CANDIDATE_FLOATS
  }

  /**
   * Where one feature stands.
   *
   * @param name of the feature
   * @param part which array
   * @param at first place in a row of it
   * @param width places it takes
   */
  record Column(String name, Part part, int at, int width) {

    /** No feature at all. */
    static final Column NONE = new Column("", Part.REQUEST_IDS, 0, 0);

    /** Both arrays are of {@code int} or of {@code float}. */
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
    final float[] clicked;

    RowBatch(int rows) {
      this.rows = rows;
      requestIds = new int[rows * REQUEST_IDS];
      requestFloats = new float[rows * REQUEST_FLOATS];
      candidateIds = new int[rows * CANDIDATE_IDS];
      candidateFloats = new float[rows * CANDIDATE_FLOATS];
      clicked = new float[rows];
    }
  }
}
