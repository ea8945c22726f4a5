package io.paceline.job.topology;

import io.paceline.job.eligibility.ChainMemory;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Sinks;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.api.transformations.AbstractBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Finds every type that flows through the topology or is kept in its state, by inspecting the
 * topology itself.
 */
final class TopologyTypes {

  private static final JobOptions OPTIONS =
      JobOptions.fromArguments("--notice.secret", "0123456789abcdef");

  private final Map<String, TypeInformation<?>> streams = new LinkedHashMap<>();
  private final Map<String, TypeInformation<?>> states = new LinkedHashMap<>();

  private TopologyTypes() {}

  /** Lays the topology between empty sources and sinks that discard; nothing runs. */
  static TopologyTypes discover() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Sources sources =
        (e, topic) ->
            e.fromData(TypeInformation.of(RawRecord.class), raw(topic)).uid(topic.topicName());
    Sinks sinks = TopologyTypes::discard;
    new PacelineTopology(
            OPTIONS,
            (bundle, first) -> {
              throw new IllegalStateException("nothing is scored here");
            })
        .define(env, sources, sinks);
    Set<Transformation<?>> all = new LinkedHashSet<>();
    for (Transformation<?> transformation : env.getTransformations()) {
      all.addAll(transformation.getTransitivePredecessors());
    }
    TopologyTypes found = new TopologyTypes();
    for (Transformation<?> transformation : all) {
      found.add(transformation);
    }
    return found;
  }

  private static RawRecord raw(Topic topic) {
    return RawRecord.withoutKey(
        topic.topicName(), 0, 0, 0, RawRecord.DEFAULT_EXCHANGE, new byte[0]);
  }

  private static void discard(DataStream<OutRecord> records, Topic topic, String stream) {
    records.sinkTo(new DiscardingSink<>()).uid("sink-" + stream);
  }

  /** Types of all streams, side outputs included, by the name and id of their transformation. */
  Map<String, TypeInformation<?>> streams() {
    return streams;
  }

  /** Types of all states of the topology's functions, by {@code uid/state}. */
  Map<String, TypeInformation<?>> states() {
    return states;
  }

  private void add(Transformation<?> transformation) throws Exception {
    streams.put(
        transformation.getName() + " #" + transformation.getId(), transformation.getOutputType());
    String uid = transformation.getUid();
    if (transformation instanceof AbstractBroadcastStateTransformation<?, ?, ?> broadcast) {
      for (StateDescriptor<?, ?> descriptor : broadcast.getBroadcastStateDescriptors()) {
        addState(uid, descriptor);
      }
    }
    if (transformation instanceof KeyedBroadcastStateTransformation<?, ?, ?, ?> keyed) {
      addStates(uid, keyed.getUserFunction());
    } else if (transformation instanceof OneInputTransformation<?, ?> one
        && one.getStateKeySelector() != null
        && one.getOperatorFactory() instanceof UdfStreamOperatorFactory<?> factory) {
      addStates(uid, factory.getUserFunction());
    } else if (transformation instanceof TwoInputTransformation<?, ?, ?> two
        && two.getStateKeySelector1() != null
        && two.getOperatorFactory() instanceof UdfStreamOperatorFactory<?> factory) {
      addStates(uid, factory.getUserFunction());
    } else if (transformation instanceof OneInputTransformation<?, ?> one
        && one.getOperatorFactory() instanceof AsyncWaitOperatorFactory<?, ?> factory) {
      // Flink gives no access to the function but by reflection.
      Field function = AsyncWaitOperatorFactory.class.getDeclaredField("asyncFunction");
      function.setAccessible(true);
      addOperatorStates(uid, (Function) function.get(factory));
    }
  }

  /** Opens the function in a context that notes which states it asks for. */
  private void addStates(String uid, Function function) throws Exception {
    OperatorMetricGroup metrics = UnregisteredMetricsGroup.createOperatorMetricGroup();
    Noting noting = descriptor -> addState(uid, descriptor);
    addOperatorStates(uid, function);
    if (function instanceof RichFunction rich) {
      rich.setRuntimeContext(
          proxy(RuntimeContext.class, noting, Map.of("getMetricGroup", metrics)));
      // Eligibility takes the memory of its chain when it opens.
      ChainMemory.join(ChainMemory.Writer.ALLOCATION);
      ChainMemory.join(ChainMemory.Writer.SCORING);
      rich.open(DefaultOpenContext.INSTANCE);
    }
  }

  private void addOperatorStates(String uid, Function function) throws Exception {
    Noting noting = descriptor -> addState(uid, descriptor);
    if (function instanceof CheckpointedFunction checkpointed) {
      OperatorStateStore store = proxy(OperatorStateStore.class, noting, Map.of());
      checkpointed.initializeState(
          proxy(
              FunctionInitializationContext.class,
              noting,
              Map.of("getOperatorStateStore", store, "isRestored", false)));
    }
  }

  private interface Noting {
    void note(StateDescriptor<?, ?> descriptor) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Noting noting, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              List<Object> given =
                  arguments == null ? List.of() : new ArrayList<>(Arrays.asList(arguments));
              for (Object argument : given) {
                if (argument instanceof StateDescriptor<?, ?> descriptor) {
                  noting.note(descriptor);
                  return null;
                }
              }
              if (answers.containsKey(method.getName())) {
                return answers.get(method.getName());
              }
              throw new UnsupportedOperationException("the function asks for " + method.getName());
            }));
  }

  private void addState(String uid, StateDescriptor<?, ?> descriptor) throws Exception {
    // Once a serializer was made of the type, Flink gives no access to the type but by reflection.
    Field type = StateDescriptor.class.getDeclaredField("typeInfo");
    type.setAccessible(true);
    states.put(uid + "/" + descriptor.getName(), (TypeInformation<?>) type.get(descriptor));
  }
}
