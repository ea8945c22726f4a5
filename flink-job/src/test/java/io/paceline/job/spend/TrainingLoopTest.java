package io.paceline.job.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.profile.UserProfile;
import io.paceline.job.eligibility.CandidateFixture;
import io.paceline.job.eligibility.Requests;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.RowEncoder;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import io.paceline.training.preparation.BatchPreparation;
import io.paceline.training.preparation.PreparationInputs;
import io.paceline.training.trainer.TrainedModel;
import io.paceline.training.trainer.Trainer;
import io.paceline.training.trainer.TrainerOptions;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a model from the rows that the job writes and from the notices about its bids. */
class TrainingLoopTest {

  private static final String SECRET = "0123456789abcdef";
  private static final long START = 1_772_452_800_000L;
  private static final int BIDS = 6_000;
  private static final double SHOES_CLICK_RATE = 0.2;
  private static final double HATS_CLICK_RATE = 0.02;

  @TempDir Path temp;

  private final NoticeTokenCodec tokens =
      new NoticeTokenCodec(SECRET.getBytes(StandardCharsets.UTF_8));
  private final NoticeUrls urls = new NoticeUrls("https://notices.example");
  private final RowEncoder encoder = new RowEncoder();
  private int shown;
  private int clicks;

  @Test
  void whatTheJobLoggedTrainsTheNextModel() throws Exception {
    Path rows = temp.resolve("training-log.jsonl");
    Path notices = temp.resolve("notices.jsonl");
    try (OutputStream rowsOut = Files.newOutputStream(rows);
        OutputStream noticesOut = Files.newOutputStream(notices)) {
      SplittableRandom random = new SplittableRandom(11L);
      for (int i = 0; i < BIDS; i++) {
        bid(i, random, rowsOut, noticesOut);
      }
    }
    Path folder = temp.resolve("prepared");

    PreparedManifest manifest =
        BatchPreparation.run(
            StreamExecutionEnvironment.createLocalEnvironment(2, new Configuration()),
            new PreparationInputs(
                List.of(),
                List.of(rows),
                new PreparationInputs.Notices(
                    List.of(notices), NoticeKeys.of(SECRET), ExchangeProfiles.OPENRTB),
                List.of()),
            folder,
            START);
    PreparedFolder prepared = PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint());
    TrainedModel model =
        Trainer.train(prepared, new TrainerOptions(1L, 3, 256, 0.05), progress -> {});

    assertThat(manifest.count("rejected")).isZero();
    assertThat(manifest.count("bids")).isEqualTo(BIDS);
    assertThat(manifest.count("shown")).isEqualTo(shown);
    assertThat(manifest.count("clicks")).isEqualTo(clicks);
    assertThat(manifest.count("lost")).isEqualTo(BIDS - shown);
    PreparedExample first = prepared.examples().iterator().next();
    assertThat(first.row())
        .usingRecursiveComparison()
        .isEqualTo(encoder.encode(request(0), 0, UserProfile.UNKNOWN, START, candidate(0)));
    assertThat(model.quality().rows()).isEqualTo(shown);
    assertThat(model.means().mean("shoes")).isBetween(0.16, 0.24);
    assertThat(model.means().mean("hats")).isBetween(0.01, 0.03);
    assertThat(model.curves()).isEqualTo(prepared.curves());
  }

  private static BidRequest request(int number) {
    return Requests.of("r" + number, "user-" + number % 50, START, 1, false, Regs.NONE);
  }

  private static Candidate candidate(int number) {
    return CandidateFixture.candidate(number % 2 == 0 ? "shoes" : "hats");
  }

  private void bid(int number, SplittableRandom random, OutputStream rows, OutputStream notices)
      throws Exception {
    BidRequest request = request(number);
    Candidate candidate = candidate(number);
    long at = START + 1_000L * number;
    ProposedBid proposed =
        new ProposedBid(
            "bid-" + number,
            AnsweredImp.of(request, 0),
            ProposedBid.Auction.of(request, 0, "0123456789abcdef"),
            new ProposedBid.Chosen(
                candidate.campaignId(), candidate.budgetId(), candidate.creativeId()),
            new ProposedBid.Estimate(0.1, 1.0, "v1", 2),
            new ProposedBid.MarketView(MarketCurve.DEFAULT, 0),
            at,
            encoder.encode(request, 0, UserProfile.UNKNOWN, at, candidate));
    long bidMicros = 1_000L + random.nextInt(4_000);
    TrainingRow row = new TrainingRow(proposed, 300, 250, 2_000.0, bidMicros, at);
    write(rows, TrainingRow.toRecord(row).value());
    long price = 500L + random.nextInt(4_000);
    NoticeToken token =
        Notices.token(proposed.bidId(), proposed.chosen().campaignId())
            .period(START)
            .bid(bidMicros, at)
            .userKey(proposed.auction().userKey())
            .build();
    if (price > bidMicros) {
      call(notices, urls.loss(tokens.sign(token)).replace("${AUCTION_LOSS}", "102"));
      return;
    }
    shown++;
    String cpm = String.valueOf(price / 1_000.0);
    call(notices, urls.win(tokens.sign(token)).replace("${AUCTION_PRICE}", cpm));
    call(notices, urls.billing(tokens.sign(token)).replace("${AUCTION_PRICE}", cpm));
    double rate = number % 2 == 0 ? SHOES_CLICK_RATE : HATS_CLICK_RATE;
    if (random.nextDouble() < rate) {
      clicks++;
      call(notices, urls.click(tokens.signClick(token, "https://l.example"), "https://l.example"));
    }
  }

  private static void call(OutputStream notices, String url) throws Exception {
    write(notices, NoticeDecoder.encode(url));
  }

  private static void write(OutputStream out, byte[] line) throws Exception {
    out.write(line);
    out.write('\n');
  }
}
