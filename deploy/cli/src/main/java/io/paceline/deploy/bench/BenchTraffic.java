package io.paceline.deploy.bench;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Requests of the synthetic market, without end. Each request offers only its first impression, so
 * that one request is one decision. By default its {@code tmax} is a day and never passes, so that
 * the job refuses no request for its deadline. Ids count up from 0.
 */
final class BenchTraffic {

  static final long SEED = 1;

  private static final long DAY_REQUESTS = 1_000_000;
  private static final int NEVER_MILLIS = 86_400_000;

  private final SyntheticMarket market =
      new SyntheticMarket(new SyntheticMarket.Settings(SEED, 1, DAY_REQUESTS, 0, NEVER_MILLIS));
  private final BidRequestCodec codec = new BidRequestCodec(CurrencyTable.USD, NEVER_MILLIS);
  private int tmaxMillis = NEVER_MILLIS;
  private Iterator<Opportunity> day = market.opportunities();
  private long next;

  /** Gives all further requests a {@code tmax} of {@code millis}. */
  void hurry(int millis) {
    tmaxMillis = millis;
  }

  /** A request in the form in which it is written to the topic. */
  record Sent(String id, String exchange, byte[] json) {

    /** Sends the request to its topic without waiting. */
    void to(Outbox outbox) {
      outbox.send(Topic.BID_REQUESTS, exchange, id, json);
    }
  }

  /** The next request. */
  BidRequest request() {
    if (!day.hasNext()) {
      day = market.opportunities();
    }
    BidRequest r = day.next().request();
    return new BidRequest(
        Long.toString(next++),
        r.exchange(),
        0L,
        List.of(r.imps().get(0)),
        r.site(),
        r.device(),
        r.user(),
        r.regs(),
        r.at(),
        tmaxMillis,
        r.cur(),
        r.blockLists(),
        false);
  }

  /** The next requests. */
  List<BidRequest> requests(int count) {
    List<BidRequest> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(request());
    }
    return requests;
  }

  /** The next request, encoded. */
  Sent send() {
    BidRequest request = request();
    return new Sent(request.id(), request.exchange(), codec.encode(request));
  }
}
