package io.paceline.core.eligibility;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The candidates of one impression, kept as two arrays: the numbers of their offers in a book, and
 * their pushes. Immutable; {@link #get} makes a {@link Candidate} when it is called.
 */
public final class Candidates extends AbstractList<Candidate> implements RandomAccess {

  private final OfferBook book;
  private final int[] numbers;
  private final double[] pushes;

  private Candidates(OfferBook book, int[] numbers, double[] pushes) {
    this.book = book;
    this.numbers = numbers;
    this.pushes = pushes;
  }

  /**
   * The same candidates by number. A list of another kind, for example one read from a checkpoint,
   * gets a book of its own.
   */
  public static Candidates of(List<Candidate> candidates) {
    if (candidates instanceof Candidates known) {
      return known;
    }
    List<Offer> offers = new ArrayList<>(candidates.size());
    int[] numbers = new int[candidates.size()];
    double[] pushes = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      offers.add(candidates.get(i).offer());
      numbers[i] = i;
      pushes[i] = candidates.get(i).push();
    }
    return new Candidates(new OfferBook(offers), numbers, pushes);
  }

  /** Only the first {@code count} candidates, with the same book. */
  public Candidates first(int count) {
    return new Candidates(book, Arrays.copyOf(numbers, count), Arrays.copyOf(pushes, count));
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public Candidate get(int index) {
    return new Candidate(offer(index), pushes[index]);
  }

  /** The book that {@link #number} points into. */
  public OfferBook book() {
    return book;
  }

  /** Number of a candidate's offer in the {@link #book}. */
  public int number(int index) {
    return numbers[index];
  }

  /** Campaign and creative of a candidate. */
  public Offer offer(int index) {
    return book.offer(numbers[index]);
  }

  /** How strongly allocation favours a candidate, 0.5 to 2. */
  public double push(int index) {
    return pushes[index];
  }

  /** Collects candidates one after the other. */
  static final class Builder {
    private final OfferBook book;
    private final int[] numbers;
    private final double[] pushes;
    private int size;

    Builder(OfferBook book, int capacity) {
      this.book = book;
      numbers = new int[capacity];
      pushes = new double[capacity];
    }

    void add(int number, double push) {
      numbers[size] = number;
      pushes[size++] = push;
    }

    boolean isEmpty() {
      return size == 0;
    }

    Candidates build() {
      Candidates all = new Candidates(book, numbers, pushes);
      return size == numbers.length ? all : all.first(size);
    }
  }
}
