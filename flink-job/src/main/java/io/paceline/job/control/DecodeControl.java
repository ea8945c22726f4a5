package io.paceline.job.control;

import io.paceline.bundle.ModelAnnouncementCodec;
import io.paceline.job.edge.DeadLetter;
import io.paceline.job.edge.RawRecord;
import io.paceline.job.edge.Topic;
import io.paceline.pacing.PacingUpdateCodec;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Announced bundles and pacing updates; what cannot be read becomes a dead letter. */
public final class DecodeControl extends ProcessFunction<RawRecord, ControlUpdate> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(RawRecord raw, Context context, Collector<ControlUpdate> out) {
    try {
      out.collect(
          raw.topic().equals(Topic.MODELS.topicName())
              ? ControlUpdate.of(ModelAnnouncementCodec.decode(raw.value()))
              : ControlUpdate.of(PacingUpdateCodec.decode(raw.value())));
    } catch (IllegalArgumentException e) {
      context.output(DeadLetter.TAG, new DeadLetter(raw, e.getMessage()));
    }
  }
}
