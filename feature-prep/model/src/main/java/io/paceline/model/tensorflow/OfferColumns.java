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
 * What scoring has to know of each offer of one {@link OfferBook}, found by the offer's number in
 * one array. An offer's 32 bytes are half a line of the processor's cache, while objects that refer
 * to each other take a line each. What depends only on the request and on an offer's categories is
 * computed once for each request.
 */
final class OfferColumns {

  private static final int OPENING = 0;
  private static final int FLIGHT_START = 1;
  private static final int MEAN = 2;
  private static final int PLACE = 3;
  private static final int WIDTH = 4;

  /** Value of the cell {@link #PLACE} of an offer that has not been scored yet. */
  private static final long UNMET = -1L;

  // The cell PLACE packs four numbers, from its highest bits down: the offer's row in the offer
  // table (24 bits), the number of its list of categories (24 bits), its head (8 bits) and its age
  // (8 bits).
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

  /**
   * The number of each list of categories that offers have; most advertisers share their list with
   * others.
   */
  private final Map<List<String>, Integer> numbersOfCategories = new HashMap<>();

  private final List<OfferIds> categories = new ArrayList<>();

  /**
   * For each list of categories, by its number: the sum of the weights of its crosses with the
   * current request. {@link #interest} holds the user's interest in the list's categories, and
   * {@link #filledFor} the number of the request for which both were computed. {@link #request} is
   * the number of the current request.
   */
  private float[] crosses = new float[0];

  private float[] interest = new float[0];
  private long[] filledFor = new long[0];
  private long request;

  /** Ids of a candidate's crosses, which the encoder writes and {@link CrossWeights} sums. */
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

  /** Tells whether these are the columns of that very book. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(OfferBook other) {
    return book == other;
  }

  /**
   * Has to be called when the encoder was given another request, so that nothing that was computed
   * for the request before is used for this one.
   */
  void nextRequest() {
    request++;
  }

  /**
   * Returns the cell {@link #PLACE} of an offer, for the age that its campaign has at the time of
   * the encoder's request. The cell is computed where the offer has not been scored yet or the age
   * has changed since.
   *
   * @param number number of the offer in the book
   * @return packed value that {@link #row}, {@link #head} and {@link #meeting} read
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

  /** Returns the offer's row in the offer table. */
  static int row(long place) {
    return (int) (place >>> ROW_SHIFT);
  }

  /** Returns the head for the objective of the offer's campaign. */
  static int head(long place) {
    return (int) (place >>> HEAD_SHIFT) & BYTE;
  }

  /** Returns the mean by which probabilities for the offer's campaign are divided. */
  double mean(int number) {
    return Double.longBitsToDouble(cells[number * WIDTH + MEAN]);
  }

  /**
   * Writes a row of the model's {@link TensorNames#MEETING}: the sum of the weights of the ids that
   * {@link FeatureEncoder#meeting} would write, then the numbers that it would write.
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
