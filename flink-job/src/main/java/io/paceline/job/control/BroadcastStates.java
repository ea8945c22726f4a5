package io.paceline.job.control;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * Reads Flink's broadcast state: {@code context::getBroadcastState}, whatever context an operator
 * has.
 */
public interface BroadcastStates {

  /** The state of that descriptor. */
  <K, V> ReadOnlyBroadcastState<K, V> of(MapStateDescriptor<K, V> state) throws Exception;

  /** Changes Flink's broadcast state, which an operator may do when an update comes. */
  interface Changing {

    /** The state of that descriptor. */
    <K, V> BroadcastState<K, V> of(MapStateDescriptor<K, V> state) throws Exception;
  }
}
