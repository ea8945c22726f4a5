package io.paceline.job.control;

import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;

/**
 * Decodes announced bundles and pacing updates; a record that cannot be read becomes a dead letter.
 */
public final class DecodeControl extends DecodeFunction<ControlUpdate> {

  private static final long serialVersionUID = 1L;

  public DecodeControl() {
    super("controlUpdates");
  }

  @Override
  protected ControlUpdate decode(RawRecord raw) {
    return raw.topic().equals(Topic.MODELS.topicName())
        ? ControlUpdate.of(ModelAnnouncementCodec.decode(raw.value()))
        : ControlUpdate.of(PacingUpdateCodec.decode(raw.value()));
  }
}
