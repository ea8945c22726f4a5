package io.paceline.job.spend;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;

/**
 * Messages about the current budget that wait, in the order in which they came. They stay until
 * they are taken, at the latest when the budget is closed.
 *
 * @param <T> what waits
 */
final class WaitingList<T> {

  private final ListState<T> waiting;

  /** A list in the state of that name. */
  WaitingList(RuntimeContext context, String name, Class<T> type) {
    waiting = context.getListState(new ListStateDescriptor<>(name, type));
  }

  /** Lets one more message wait. */
  void add(T message) throws Exception {
    waiting.add(message);
  }

  /** All that wait; none of them waits any more. */
  List<T> takeAll() throws Exception {
    List<T> all = new ArrayList<>();
    Iterable<T> kept = waiting.get();
    if (kept != null) {
      kept.forEach(all::add);
    }
    if (!all.isEmpty()) {
      waiting.clear();
    }
    return all;
  }
}
