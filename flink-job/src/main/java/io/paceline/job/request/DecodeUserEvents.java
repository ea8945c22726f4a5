package io.paceline.job.request;

import io.paceline.job.edge.DecodeFunction;
import io.paceline.job.edge.RawRecord;
import io.paceline.profile.InvalidUserEventException;
import io.paceline.profile.UserEvent;
import io.paceline.profile.UserEventCodec;
import org.apache.flink.api.common.functions.OpenContext;

/** Bytes to user events; what cannot be read becomes a dead letter. */
public final class DecodeUserEvents extends DecodeFunction<UserEvent> {

  private static final long serialVersionUID = 1L;

  private transient UserEventCodec codec;

  /** A decoder. */
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
