package io.paceline.training.preparation;

import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserEvent;
import io.paceline.core.profile.UserProfile;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A user's events in order of time become the profile at their end. */
final class FoldProfiles extends KeyedProcessFunction<String, UserEvent, KnownUser> {

  private static final long serialVersionUID = 1L;

  /** In batch mode time jumps there once a key's last record is met. */
  private static final long END = Long.MAX_VALUE - 1;

  private transient ValueState<UserProfile> profile;

  @Override
  public void open(OpenContext context) {
    profile =
        getRuntimeContext().getState(new ValueStateDescriptor<>("profile", UserProfile.class));
  }

  @Override
  public void processElement(UserEvent event, Context context, Collector<KnownUser> out)
      throws Exception {
    UserProfile known = profile.value() == null ? UserProfile.UNKNOWN : profile.value();
    profile.update(Profiles.after(known, event, null, List.of(), event.atMillis()));
    context.timerService().registerEventTimeTimer(END);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<KnownUser> out)
      throws Exception {
    out.collect(new KnownUser(context.getCurrentKey(), profile.value()));
  }
}
