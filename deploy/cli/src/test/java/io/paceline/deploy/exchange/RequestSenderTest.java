package io.paceline.deploy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.clock.CampaignClock;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestSenderTest {

  private static final int WAITING = RequestSender.WARM_UP_WAITING;
  private static final CampaignClock STARTED = new CampaignClock(0, 0, 1);

  private final MockProducer<byte[], byte[]> topic =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Map<String, PendingRequest> pending = new ConcurrentHashMap<>();
  private final RequestSender sender =
      new RequestSender(new Outbox(topic), pending, new DayFigures(), 100_000);

  private static void await(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void warmUp() {
    try {
      sender.warmUp(
          new SyntheticMarket(new SyntheticMarket.Settings(1, 1, 1_000, 0, 250)), STARTED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void testTrafficWaitsForAnswersGivesLostOnesUpAndEndsWhenTheDayMayBegin() throws Exception {
    Thread thread = new Thread(this::warmUp);
    thread.start();

    await(() -> topic.history().size() == WAITING);
    assertThat(pending).hasSizeLessThanOrEqualTo(WAITING);
    assertThat(pending.values()).allMatch(PendingRequest::isTest);

    pending.remove(pending.keySet().iterator().next());
    sender.testAnswered();
    await(() -> topic.history().size() > WAITING);
    assertThat(pending).hasSizeLessThanOrEqualTo(WAITING);

    // Nobody answers the other requests: the sender gives them up and sends new ones instead.
    await(() -> topic.history().size() >= 2 * WAITING);
    assertThat(pending).hasSizeLessThanOrEqualTo(WAITING);

    sender.playDay();
    thread.join();
    assertThat(topic.history()).hasSizeGreaterThanOrEqualTo(2 * WAITING);
  }
}
