package io.paceline.job.control;

import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import java.util.Locale;

/**
 * Decodes announced bundles, pacing updates, and whether Paceline bids at an exchange; a record
 * that cannot be read becomes a dead letter. A tombstone among the pacing updates says that the
 * budget that its key names is closed. A tombstone among the exchanges says that Paceline bids at
 * the exchange that its key names.
 */
public final class DecodeControl extends DecodeFunction<ControlUpdate> {

  private static final long serialVersionUID = 1L;

  public DecodeControl() {
    super("controlUpdates");
  }

  @Override
  protected ControlUpdate decode(RawRecord raw) {
    if (raw.topic().equals(Topic.MODELS.topicName())) {
      return ControlUpdate.of(ModelAnnouncementCodec.decode(raw.value()));
    }
    if (raw.topic().equals(Topic.EXCHANGES.topicName())) {
      return ControlUpdate.of(exchange(raw));
    }
    if (raw.tombstone() && !raw.key().isEmpty()) {
      return ControlUpdate.closed(raw.key());
    }
    return ControlUpdate.of(PacingUpdateCodec.decode(raw.value()));
  }

  private static ExchangeStatus exchange(RawRecord raw) {
    if (raw.tombstone() && !raw.key().isEmpty()) {
      return ExchangeStatus.bidding(raw.key(), raw.timestampMillis(), "its record was removed");
    }
    ExchangeStatus status = ExchangeStatusCodec.decode(raw.value());
    if (!status.exchange().equals(raw.key().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "exchange status, exchange must be the record's key, since the topic keeps the latest"
              + " record of each key");
    }
    return status;
  }
}
