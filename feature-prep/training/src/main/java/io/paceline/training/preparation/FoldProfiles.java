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

/** Folds a user's events, in order of time, into the profile after the last event. */
final class FoldProfiles extends KeyedProcessFunction<String, UserEvent, KnownUser> {

  private static final long serialVersionUID = 1L;

  /**
   * Time of the timer that emits a profile. In batch mode, event time passes it once a key's last
   * record was processed.
   */
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
