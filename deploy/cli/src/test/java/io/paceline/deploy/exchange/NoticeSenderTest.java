package io.paceline.deploy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.deploy.kafka.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NoticeSenderTest {

  private static final ExchangeSettings SETTINGS =
      new ExchangeSettings(
          "nowhere:1", new CampaignClock(0, 0, 1), 1, new ExchangeSettings.Notices(0, 1, 0), 7);

  private static final String BID =
      """
      {"id": "request", "cur": "USD", "seatbid": [{"seat": "paceline", "bid": [{"id": "bid",
        "impid": "1", "price": 1.5, "cid": "c", "crid": "r", "w": 300, "h": 250, "exp": 60,
        "adm": "<a href=\\"http://bidder.example/n/click?t=1\\"><img></a>", "nurl": "http://w",
        "burl": "http://b", "lurl": "http://l"}]}],
       "ext": {"paceline": {"impid": "1", "impCount": 1}}}
      """;

  private final MockProducer<byte[], byte[]> topic =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Outbox outbox = new Outbox(topic);
  private final NoticeSender notices = new NoticeSender(outbox, SETTINGS);

  @AfterEach
  void close() throws InterruptedException {
    notices.close();
  }

  private static void await(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aNoticeIsSentTwiceWhereAllAreAndNothingWaitsAfterwards() throws Exception {
    notices.click(BidResponseCodec.decode(BID.getBytes(StandardCharsets.UTF_8)).bid());

    await(() -> !notices.isBusy());
    assertThat(topic.history()).hasSize(2);
    assertThat(outbox.failure()).isNull();
  }

  @Test
  void aNoticeThatCannotBeSentDoesNotWaitForEverAndItsFailureIsTold() throws Exception {
    topic.sendException = new IllegalStateException("no room");

    notices.click(BidResponseCodec.decode(BID.getBytes(StandardCharsets.UTF_8)).bid());

    await(() -> !notices.isBusy());
    assertThat(topic.history()).isEmpty();
    assertThat(outbox.failure()).hasMessage("no room");
  }
}
