package io.paceline.model.tensorflow;

import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.InvalidBundleException.Kind;
import io.paceline.model.bundle.TensorNames;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RunOptions;

/**
 * A bundle's network, frozen, in a session tuned for many small calls: the graph runs on the
 * caller's thread, operation by operation, without thread pools and without run-time graph
 * rewriting. Threads may share the session; it is closed when its last user releases it.
 */
final class LoadedModel {

  /** Makes the session run a call on the calling thread. */
  static final RunOptions ON_CALLERS_THREAD =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private static final ConfigProto SMALL_CALLS =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(1)
          .setUsePerSessionThreads(true)
          .setExperimental(
              ConfigProto.Experimental.newBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR"))
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private final Graph graph;
  private final Session session;
  private final AtomicInteger users = new AtomicInteger(1);
  final Output<?> requestIds;
  final Output<?> requestFloats;
  final Output<?> offerIds;
  final Output<?> requestIndex;
  final Output<?> offerIndex;
  final Output<?> offer;
  final Output<?> meeting;
  final Output<?> probability;

  /** Shared by all users, who only read it. */
  final CrossWeights crossWeights;

  private LoadedModel(
      Graph graph,
      Session session,
      CrossWeights crossWeights,
      Map<String, Signature.TensorDescription> inputs,
      Map<String, Signature.TensorDescription> outputs) {
    this.graph = graph;
    this.session = session;
    this.crossWeights = crossWeights;
    requestIds = graph.outputOrThrow(name(inputs, TensorNames.REQUEST_IDS));
    requestFloats = graph.outputOrThrow(name(inputs, TensorNames.REQUEST_FLOATS));
    offerIds = graph.outputOrThrow(name(inputs, TensorNames.OFFER_IDS));
    requestIndex = graph.outputOrThrow(name(inputs, TensorNames.REQUEST_INDEX));
    offerIndex = graph.outputOrThrow(name(inputs, TensorNames.OFFER_INDEX));
    offer = graph.outputOrThrow(name(outputs, TensorNames.OFFER));
    meeting = graph.outputOrThrow(name(outputs, TensorNames.MEETING));
    probability = graph.outputOrThrow(name(outputs, TensorNames.PROBABILITY));
  }

  /**
   * Loads and freezes the model of a bundle. The caller is its first user.
   *
   * @throws InvalidBundleException where TensorFlow cannot read the model
   */
  static LoadedModel load(Bundle bundle) throws InvalidBundleException {
    try (SavedModelBundle model = SavedModelBundle.load(bundle.modelFolder().toString())) {
      Signature signature = model.function(Signature.DEFAULT_KEY).signature();
      String output = name(signature.getOutputs(), TensorNames.PROBABILITY);
      GraphDef frozen = GraphFreezer.freeze(model, output.substring(0, output.indexOf(':')));
      CrossWeights crossWeights =
          CrossWeights.read(model, name(signature.getOutputs(), TensorNames.CROSS_WEIGHTS));
      return inSession(frozen, crossWeights, signature);
    } catch (RuntimeException e) {
      throw new InvalidBundleException(
          Kind.DAMAGED,
          "TensorFlow cannot load the model of bundle " + bundle.folder() + "; train again",
          e);
    }
  }

  /** The name that a tensor of the signature has in the graph. */
  private static String name(Map<String, Signature.TensorDescription> tensors, String tensor) {
    Signature.TensorDescription description = tensors.get(tensor);
    if (description == null) {
      throw new IllegalArgumentException("the model's signature lacks " + tensor);
    }
    return description.name;
  }

  /** Opens the model's graph and session; nothing stays open where this fails. */
  private static LoadedModel inSession(
      GraphDef frozen, CrossWeights crossWeights, Signature signature) {
    Graph graph = new Graph();
    Session session = null;
    try {
      graph.importGraphDef(frozen);
      session = new Session(graph, SMALL_CALLS);
      return new LoadedModel(
          graph, session, crossWeights, signature.getInputs(), signature.getOutputs());
    } catch (RuntimeException | Error e) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw e;
    }
  }

  Session session() {
    return session;
  }

  /** Counts one more user; fails where the last user has released the model. */
  LoadedModel share() {
    if (users.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw new IllegalStateException("the model is closed");
    }
    return this;
  }

  /** Counts one user less; the last one closes session and graph. */
  void release() {
    if (users.decrementAndGet() == 0) {
      session.close();
      graph.close();
    }
  }
}
