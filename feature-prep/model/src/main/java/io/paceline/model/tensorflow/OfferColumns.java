package io.paceline.model.tensorflow;

import io.paceline.core.eligibility.Offer;
import io.paceline.core.eligibility.OfferBook;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.TensorNames;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.OfferIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that scoring needs of the offers of one book, by their numbers, in one array: 32 bytes a
 * candidate are half a line of the processor's cache, while objects that refer to each other are a
 * line each. What of it depends on the offer's categories alone is kept for the request.
 */
final class OfferColumns {

  private static final int OPENING = 0;
  private static final int FLIGHT_START = 1;
  private static final int MEAN = 2;
  private static final int PLACE = 3;
  private static final int WIDTH = 4;

  /** {@link #PLACE} of an offer that was not met yet. */
  private static final long UNMET = -1L;

  // PLACE: row of the offer table (24 bits), categories (24), head (8), age (8).
  private static final int ROW_SHIFT = 40;
  private static final int CATEGORIES_SHIFT = 16;
  private static final int HEAD_SHIFT = 8;
  private static final int BYTE = 0xff;
  private static final int THREE_BYTES = 0xffffff;

  private final OfferBook book;
  private final Bundle bundle;
  private final FeatureEncoder encoder;
  private final OfferTable table;
  private final CrossWeights weights;
  private final long[] cells;

  /** Which categories offers have; most advertisers share them with others. */
  private final Map<List<String>, Integer> numbersOfCategories = new HashMap<>();

  private final List<OfferIds> categories = new ArrayList<>();

  /** What each categories' part of the request at hand is, and which of them are filled in. */
  private float[] crosses = new float[0];

  private float[] interest = new float[0];
  private long[] filledFor = new long[0];
  private long request;

  /** Ids of a candidate's crosses, between encoder and sum. */
  private final int[] crossIds =
      new int[Math.max(FeatureEncoder.CAMPAIGN_CROSSES, FeatureEncoder.CATEGORY_CROSSES)];

  OfferColumns(
      OfferBook book,
      Bundle bundle,
      FeatureEncoder encoder,
      OfferTable table,
      CrossWeights weights) {
    this.book = book;
    this.bundle = bundle;
    this.encoder = encoder;
    this.table = table;
    this.weights = weights;
    cells = new long[WIDTH * book.size()];
    for (int i = PLACE; i < cells.length; i += WIDTH) {
      cells[i] = UNMET;
    }
  }

  /** Whether these are the columns of that very book. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(OfferBook other) {
    return book == other;
  }

  /** The encoder has another request: what was kept of the last one is worth nothing any more. */
  void nextRequest() {
    request++;
  }

  /**
   * Where an offer stands at the age that it has at the encoder's request; computed where it is new
   * or has grown older.
   *
   * @return what {@link #row}, {@link #head} and {@link #meeting} read
   */
  long place(int number) {
    int cell = number * WIDTH;
    long place = cells[cell + PLACE];
    if (place == UNMET) {
      return meet(number);
    }
    int age = encoder.age(cells[cell + FLIGHT_START]);
    return (place & BYTE) == age ? place : place(number, encoder.known(book.offer(number)), place);
  }

  private long meet(int number) {
    Offer offer = book.offer(number);
    OfferIds ids = encoder.known(offer);
    int head = bundle.head(offer.objective());
    int cell = number * WIDTH;
    cells[cell + OPENING] = ids.campaignOpening();
    cells[cell + FLIGHT_START] = ids.flightStartMillis();
    cells[cell + MEAN] = Double.doubleToRawLongBits(bundle.means(head).mean(offer.campaignId()));
    long fixed = ((long) categories(offer, ids) << CATEGORIES_SHIFT) | ((long) head << HEAD_SHIFT);
    return place(number, ids, fixed);
  }

  private long place(int number, OfferIds ids, long known) {
    int row = table.add();
    encoder.offer(ids, table.ids(), table.idsAt(row));
    long fixed = known & (((long) THREE_BYTES << CATEGORIES_SHIFT) | ((long) BYTE << HEAD_SHIFT));
    long place = ((long) row << ROW_SHIFT) | fixed | encoder.age(ids.flightStartMillis());
    cells[number * WIDTH + PLACE] = place;
    return place;
  }

  private int categories(Offer offer, OfferIds ids) {
    Integer known = numbersOfCategories.get(offer.categories());
    if (known != null) {
      return known;
    }
    int number = categories.size();
    numbersOfCategories.put(offer.categories(), number);
    categories.add(ids);
    crosses = Arrays.copyOf(crosses, number + 1);
    interest = Arrays.copyOf(interest, number + 1);
    filledFor = Arrays.copyOf(filledFor, number + 1);
    return number;
  }

  /** Row of the offer table. */
  static int row(long place) {
    return (int) (place >>> ROW_SHIFT);
  }

  /** The head that says what the offer's campaign wants. */
  static int head(long place) {
    return (int) (place >>> HEAD_SHIFT) & BYTE;
  }

  /** What the offer's campaign is normalised by. */
  double mean(int number) {
    return Double.longBitsToDouble(cells[number * WIDTH + MEAN]);
  }

  /**
   * Writes a row of the model's {@link TensorNames#MEETING}: what {@link FeatureEncoder#meeting}
   * writes, the ids as the sum of their weights.
   */
  void meeting(int number, long place, float[] meeting, int at) {
    encoder.campaign(cells[number * WIDTH + OPENING], crossIds, 0, meeting, at + 1);
    float own = weights.sum(crossIds, 0, FeatureEncoder.CAMPAIGN_CROSSES);
    int about = (int) (place >>> CATEGORIES_SHIFT) & THREE_BYTES;
    if (filledFor[about] != request) {
      OfferIds any = categories.get(about);
      encoder.categories(any.categoryOpening(), crossIds, 0);
      crosses[about] = weights.sum(crossIds, 0, FeatureEncoder.CATEGORY_CROSSES);
      interest[about] = encoder.interest(any.categories());
      filledFor[about] = request;
    }
    meeting[at] = own + crosses[about];
    meeting[at + 1 + FeatureEncoder.CAMPAIGN_FLOATS] = interest[about];
  }
}
