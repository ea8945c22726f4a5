package io.paceline.tensorflow;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Turns a loaded SavedModel into a graph of constants: keeps what one output needs and puts each
 * variable's value in its place. A frozen graph needs no session state, and the single-threaded
 * executor runs it.
 */
final class GraphFreezer {

  private static final String VARIABLE = "VariableV2";

  private GraphFreezer() {}

  /**
   * Freezes.
   *
   * @param model whose session holds the variables
   * @param output name of the operation to keep
   */
  static GraphDef freeze(SavedModelBundle model, String output) {
    GraphDef whole = model.graph().toGraphDef();
    Map<String, NodeDef> nodes = new HashMap<>();
    whole.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> needed = needed(nodes, output);
    GraphDef.Builder frozen = GraphDef.newBuilder().setVersions(whole.getVersions());
    for (NodeDef node : whole.getNodeList()) {
      if (needed.contains(node.getName())) {
        // A colocation hint may name a node that is gone.
        NodeDef kept = node.toBuilder().removeAttr("_class").build();
        frozen.addNode(VARIABLE.equals(node.getOp()) ? constant(model, kept) : kept);
      }
    }
    return frozen.build();
  }

  private static Set<String> needed(Map<String, NodeDef> nodes, String output) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(output);
    while (!open.isEmpty()) {
      String name = open.remove();
      NodeDef node = nodes.get(name);
      if (node == null) {
        throw new IllegalArgumentException("the graph lacks the operation " + name);
      }
      if (needed.add(name)) {
        node.getInputList().forEach(input -> open.add(operation(input)));
      }
    }
    return needed;
  }

  /** The operation behind an input: {@code name}, {@code name:2} or {@code ^name}. */
  private static String operation(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static NodeDef constant(SavedModelBundle model, NodeDef variable) {
    try (Result result = model.session().runner().fetch(variable.getName()).run()) {
      Tensor value = result.get(0);
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long size : value.shape().asArray()) {
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
      }
      ByteDataBuffer data = value.asRawTensor().data();
      byte[] bytes = new byte[(int) data.size()];
      data.read(bytes);
      AttrValue type = variable.getAttrOrThrow("dtype");
      TensorProto tensor =
          TensorProto.newBuilder()
              .setDtype(type.getType())
              .setTensorShape(shape)
              .setTensorContent(ByteString.copyFrom(bytes))
              .build();
      return NodeDef.newBuilder()
          .setName(variable.getName())
          .setOp("Const")
          .putAttr("dtype", type)
          .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
          .build();
    }
  }
}
