package io.paceline.job.spend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.scoring.EncodedRow;
import io.paceline.job.kafka.OutRecord;
import io.paceline.model.features.FeatureEncoder;
import org.junit.jupiter.api.Test;

class TrainingRowTest {

  private static TrainingRow row(String site, String userKey, EncodedRow scored) {
    ProposedBid bid =
        new ProposedBid(
            "b1",
            new AnsweredImp("r1", "1", 2, "adx", 5L, false),
            new ProposedBid.Auction(1, 70L, 105L, site, "IAB1", userKey),
            new ProposedBid.Chosen("shoes", "feet", "banner"),
            new ProposedBid.Estimate(1e-7, 1.5e10, "v1", 3),
            new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
            2L,
            scored);
    return new TrainingRow(bid, 300, 250, 2_000.25, 1_234L, 1L);
  }

  @Test
  void aRowIsOneFlatObjectUnderTheBidsId() {
    OutRecord record =
        TrainingRow.toRecord(
            row(
                "a\"ü.example",
                "user",
                new EncodedRow(
                    "IAB12",
                    new int[] {3, 5},
                    new float[] {0.5f, 0.1f, 1e-9f},
                    new int[] {7},
                    new float[] {1f})));

    assertThat(record.key()).isEqualTo("b1");
    String expected =
        """
        {"bidId":"b1","bidAtMillis":1,"campaignMillis":2,"exchange":"adx",
        "site":"a\\"ü.example","category":"IAB12","userKey":"user","campaignId":"shoes",
        "creativeId":"banner","w":300,"h":250,"at":1,"floorMicros":70,"candidates":3,
        "probability":1.0E-7,"normalisedScore":1.5E10,"pacingMultiplier":2000.25,
        "bidMicros":1234,"modelVersion":"v1","fingerprint":"%s","requestIds":[3,5],
        "requestFloats":[0.5,0.1,1.0E-9],"candidateIds":[7],"candidateFloats":[1.0]}
        """
            .formatted(FeatureEncoder.SPEC.fingerprint())
            .replace("\n", "");
    assertThat(new String(record.value(), UTF_8)).isEqualTo(expected);
  }

  @Test
  void whatIsUnknownIsNull() {
    EncodedRow scored =
        new EncodedRow(null, new int[] {}, new float[] {}, new int[] {}, new float[] {});

    assertThat(new String(TrainingRow.toRecord(row(null, null, scored)).value(), UTF_8))
        .contains("\"site\":null,\"category\":null,\"userKey\":null,")
        .contains("\"requestIds\":[],\"requestFloats\":[],\"candidateIds\":[]");
  }
}
