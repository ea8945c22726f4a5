package io.paceline.job.eligibility;

import io.paceline.core.profile.InvalidUserEventException;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserEventCodec;
import io.paceline.job.kafka.DecodeFunction;
import io.paceline.job.kafka.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;

/** Decodes user events; a record that cannot be read becomes a dead letter. */
public final class DecodeUserEvents extends DecodeFunction<UserEvent> {

  private static final long serialVersionUID = 1L;

  private transient UserEventCodec codec;

  public DecodeUserEvents() {
    super("userEvents");
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    codec = new UserEventCodec();
  }

  @Override
  protected UserEvent decode(RawRecord raw) throws InvalidUserEventException {
    return codec.decode(raw.value());
  }
}
