package io.paceline.job.request;

import io.paceline.job.edge.DeadLetter;
import io.paceline.job.edge.RawRecord;
import io.paceline.profile.InvalidUserEventException;
import io.paceline.profile.UserEvent;
import io.paceline.profile.UserEventCodec;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Bytes to user events; what cannot be read becomes a dead letter. */
public final class DecodeUserEvents extends ProcessFunction<RawRecord, UserEvent> {

  private static final long serialVersionUID = 1L;

  private transient UserEventCodec codec;

  @Override
  public void open(OpenContext context) {
    codec = new UserEventCodec();
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<UserEvent> out) {
    try {
      out.collect(codec.decode(raw.value()));
    } catch (InvalidUserEventException e) {
      context.output(DeadLetter.TAG, new DeadLetter(raw, e.getMessage()));
    }
  }
}
