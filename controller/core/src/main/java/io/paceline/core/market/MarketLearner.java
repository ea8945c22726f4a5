package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.MarketKey.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Learns the market curves of all contexts from what auctions tell, while the auctions go on.
 *
 * <p>Each context keeps {@link PriceSums}. From these sums {@link LogLogisticFit} finds the
 * log-logistic curve that is most likely by all auctions, won and lost (censored bids as in
 * survival analysis: Wang et al., "Functional Bid Landscape Forecasting", ECML 2016; Pan et al.,
 * AdKDD 2020, for the win rate of first-price auctions). The prior of a context's fit is the curve
 * of the next wider context: site → category → exchange → whole market → {@link KnownCurves}. A
 * site that the known curves contain has its prior from them. The prior of a site weighs as many
 * auctions as {@link PriorStrength} says, every other prior a fixed number.
 *
 * <p>Old auctions fade: their weight halves every six hours of campaign time, and no context weighs
 * more than {@value #MOST_AUCTIONS} auctions, so that busy contexts follow the market within
 * minutes. At most {@value #MAX_CONTEXTS} contexts are kept. When there are too many, the next
 * refresh removes the least used ones; until then a new site teaches its category and exchange
 * only.
 *
 * <p>The curves of an exchange are used only if the exchange is heard, that is, if it reports wins
 * and losses. Of an exchange that reports no lost auctions, only bids that were high enough are
 * seen, so that its market seems cheaper the lower the job bids; of one that bills wins which it
 * did not report, mostly bids that were too low are seen, so that its market seems more and more
 * expensive. While fewer than {@value #HEARD} losses are remembered, or less than half as many wins
 * as billings, the learner passes on no curve of the exchange or of anything in it. {@link
 * OutcomeCounter} leaves out an exchange whose profile says that it tells of a part of its losses
 * only.
 *
 * <p>{@code nowMillis} is campaign time. Not thread-safe.
 */
public final class MarketLearner {

  /** The most contexts that are kept. */
  public static final int MAX_CONTEXTS = 10_000;

  private static final int FULL = MAX_CONTEXTS * 95 / 100;
  private static final int ROOM = MAX_CONTEXTS * 90 / 100;
  private static final long HALF_LIFE_MILLIS = 6 * 3_600_000L;
  private static final double MOST_AUCTIONS = 5_000;

  /** Lost auctions, faded, from which an exchange counts as one that reports them. */
  private static final double HEARD = 30;

  /** Auctions, faded, below which a context is forgotten. */
  private static final double FORGOTTEN = 0.1;

  /** Weight, in auctions, of the prior of any context but a site. */
  private static final double PRIOR_AUCTIONS = 100;

  /** Auctions, faded, from which a context's curve is passed on. */
  private static final double TELLING = 20;

  /** Fresh auctions that make a fit worth while, as a share of all. */
  private static final double FRESH_SHARE = 0.02;

  /**
   * How far a curve must have moved to be passed on again, in log-odds or the logarithm of the
   * shape.
   */
  private static final double NEWS = 0.05;

  /**
   * A curve with a larger deviation is uncertain; some 300 told prices bring the deviation down to
   * this.
   */
  private static final double UNCERTAIN = 0.1;

  private static final double LOWEST_SHAPE = 0.5;
  private static final double HIGHEST_SHAPE = 10;
  private static final double HIGHEST_SCALE = 1e8;

  private final MarketStore store;

  /** Learns into this store. */
  public MarketLearner(MarketStore store) {
    this.store = store;
  }

  /** Takes in what the auctions of a site told. */
  public void learn(AuctionOutcomeCounts told, long nowMillis) {
    add(MarketKey.exchange(told.exchange()), told, nowMillis);
    if (told.category() != null) {
      add(MarketKey.category(told.exchange(), told.category()), told, nowMillis);
    }
    add(MarketKey.site(told.exchange(), told.site()), told, nowMillis);
  }

  private void add(MarketKey key, AuctionOutcomeCounts told, long nowMillis) {
    MarketContext known = store.get(key);
    if (known == null) {
      // One place is reserved for the whole market.
      if (store.size() >= MAX_CONTEXTS - 1 || told.prices().cells().length == 0) {
        return;
      }
      known = MarketContext.at(nowMillis);
    }
    store.put(key, known.fadedTo(nowMillis, HALF_LIFE_MILLIS).plus(told, MOST_AUCTIONS));
  }

  /**
   * Fits the contexts that have learned enough since their last fit.
   *
   * @return what has changed: curves that moved, and contexts whose curve is known no longer
   */
  public List<LiveCurve> refresh(KnownCurves known, long nowMillis) {
    return new Round(known, nowMillis).run();
  }

  private static boolean isHeard(MarketContext exchange) {
    return exchange.losses() >= HEARD && 2 * exchange.wins() >= exchange.billings();
  }

  /**
   * A context that stays.
   *
   * @param context as it was saved; it is faded only where something is done with its sums, because
   *     most contexts have nothing new at a refresh
   * @param auctions how many auctions it has, faded
   */
  private record Kept(MarketKey key, MarketContext context, double auctions) {}

  /** One refresh. */
  private final class Round {

    private final KnownCurves known;
    private final long nowMillis;
    private final List<LiveCurve> news = new ArrayList<>();
    private final Map<MarketKey, MarketCurve> wider = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final PriorStrength strength = new PriorStrength(store.priorAuctions());

    Round(KnownCurves known, long nowMillis) {
      this.known = known;
      this.nowMillis = nowMillis;
    }

    List<LiveCurve> run() {
      List<Kept> contexts = makeRoom(alive());
      PriceSums all = PriceSums.NONE;
      double fresh = 0;
      for (Kept kept : contexts) {
        if (kept.key().level() == Level.EXCHANGE) {
          MarketContext exchange = faded(kept.context());
          if (isHeard(exchange)) {
            heard.add(kept.key().exchange());
            all = all.plus(exchange.prices());
            fresh += exchange.fresh();
          }
        }
      }
      wholeMarket(all, fresh);
      contexts.sort(Comparator.comparing(kept -> kept.key().level()));
      contexts.forEach(this::judge);
      store.savePriorAuctions(strength.next());
      return news;
    }

    private List<Kept> alive() {
      List<Kept> alive = new ArrayList<>(store.size());
      for (MarketKey key : store.keys()) {
        if (key.level() != Level.ALL) {
          MarketContext context =
              Objects.requireNonNull(
                  store.get(key), "a store keeps a context under each of its keys");
          double auctions = context.auctionsAt(nowMillis, HALF_LIFE_MILLIS);
          if (auctions < FORGOTTEN) {
            forget(key, context);
          } else {
            alive.add(new Kept(key, context, auctions));
          }
        }
      }
      return alive;
    }

    private MarketContext faded(MarketContext context) {
      return context.fadedTo(nowMillis, HALF_LIFE_MILLIS);
    }

    /**
     * Where there are too many contexts, forgets those with the fewest auctions; among equals, the
     * narrower ones first.
     */
    private List<Kept> makeRoom(List<Kept> alive) {
      if (alive.size() < FULL) {
        return alive;
      }
      alive.sort(
          Comparator.comparingDouble(Kept::auctions)
              .reversed()
              .thenComparing(kept -> kept.key().level()));
      for (Kept kept : alive.subList(ROOM, alive.size())) {
        forget(kept.key(), kept.context());
      }
      return new ArrayList<>(alive.subList(0, ROOM));
    }

    private void forget(MarketKey key, MarketContext context) {
      store.remove(key);
      if (context.told() != null) {
        news.add(new LiveCurve(key, null, false));
      }
    }

    /**
     * Judges the whole market like any other context. Its sums come from the heard exchanges only,
     * because the others would distort them.
     */
    private void wholeMarket(PriceSums sums, double fresh) {
      MarketContext before = store.get(MarketKey.ALL);
      if (sums.cells().length == 0) {
        if (before != null) {
          forget(MarketKey.ALL, before);
        }
        return;
      }
      MarketContext context = before == null ? MarketContext.at(nowMillis) : before;
      judge(new Kept(MarketKey.ALL, context.replacing(sums, nowMillis, fresh), sums.weight()));
    }

    private void judge(Kept kept) {
      MarketContext context = kept.context();
      Level level = kept.key().level();
      if (level != Level.ALL && !heard.contains(kept.key().exchange())) {
        if (context.told() != null) {
          news.add(new LiveCurve(kept.key(), null, false));
          store.put(kept.key(), faded(context).telling(null, false));
        }
        return;
      }
      MarketCurve curve = context.fitted();
      boolean due = false;
      if (curve == null || context.fresh() >= Math.max(1, FRESH_SHARE * kept.auctions())) {
        context = faded(context);
        FittedCurve fit = fit(kept, context);
        context = context.with(fit);
        curve = fit.curve();
        due = true;
      }
      if (level != Level.SITE) {
        wider.put(kept.key(), curve);
      }
      boolean uncertain = context.deviation() > UNCERTAIN;
      boolean tells = isNews(context, curve, uncertain) && kept.auctions() >= TELLING;
      if (tells) {
        context = faded(context).telling(curve, uncertain);
        news.add(new LiveCurve(kept.key(), curve, uncertain));
      }
      // The whole market's sums are calculated anew in every round, so they are always saved.
      if (due || tells || level == Level.ALL) {
        store.put(kept.key(), context);
      }
    }

    private FittedCurve fit(Kept kept, MarketContext faded) {
      boolean site = kept.key().level() == Level.SITE;
      MarketCurve prior = prior(kept);
      CensoredPrices sample = new CensoredPrices();
      faded.prices().addTo(sample);
      PriorPrices.add(sample, prior, site ? strength.auctions() : PRIOR_AUCTIONS);
      FittedCurve best = LogLogisticFit.fit(sample);
      FittedCurve fit =
          new FittedCurve(
              new MarketCurve(
                  Math.max(1, Math.min(HIGHEST_SCALE, best.curve().scaleMicros())),
                  Math.max(LOWEST_SHAPE, Math.min(HIGHEST_SHAPE, best.curve().shape()))),
              best.deviation());
      if (site) {
        strength.add(fit, prior);
      }
      return fit;
    }

    private MarketCurve prior(Kept kept) {
      MarketKey key = kept.key();
      return switch (key.level()) {
        case ALL -> known.overall();
        case EXCHANGE -> wider.getOrDefault(MarketKey.ALL, known.overall());
        case CATEGORY -> ofExchange(key);
        case SITE -> {
          MarketCurve site = known.site(key.exchange(), key.name());
          String category = kept.context().category();
          MarketCurve kind =
              category == null ? null : wider.get(MarketKey.category(key.exchange(), category));
          yield site != null ? site : kind != null ? kind : ofExchange(key);
        }
      };
    }

    private MarketCurve ofExchange(MarketKey key) {
      return wider.getOrDefault(MarketKey.exchange(key.exchange()), known.overall());
    }

    private boolean isNews(MarketContext context, MarketCurve now, boolean uncertain) {
      MarketCurve told = context.told();
      if (now.equals(told)) {
        return uncertain != context.toldUncertain();
      }
      return told == null
          || uncertain != context.toldUncertain()
          || now.shape() * Math.abs(Math.log(now.scaleMicros() / told.scaleMicros())) > NEWS
          || Math.abs(Math.log(now.shape() / told.shape())) > NEWS;
    }
  }
}
