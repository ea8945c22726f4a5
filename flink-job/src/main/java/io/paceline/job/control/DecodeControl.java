package io.paceline.job.control;

import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;

/**
 * Decodes announced bundles and pacing updates; a record that cannot be read becomes a dead letter.
 * A tombstone among the pacing updates says that the budget in its key is closed.
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
    if (raw.tombstone() && !raw.key().isEmpty()) {
      return ControlUpdate.closed(raw.key());
    }
    return ControlUpdate.of(PacingUpdateCodec.decode(raw.value()));
  }
}
