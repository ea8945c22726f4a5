package io.paceline.model.tensorflow;

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
 * Freezes a loaded SavedModel: keeps the operations that one output needs, and replaces each
 * variable, and each operation that is computed from variables and constants alone, by a constant
 * with its value. A frozen graph needs no session state, and the single-threaded executor runs it.
 */
final class GraphFreezer {

  private static final String CONSTANT = "Const";
  private static final String PLACEHOLDER = "Placeholder";

  private final SavedModelBundle model;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Boolean> varies = new HashMap<>();

  private GraphFreezer(SavedModelBundle model, GraphDef whole) {
    this.model = model;
    whole.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /**
   * Freezes a model.
   *
   * @param model the model, whose session holds the variables
   * @param output name of the operation to keep
   */
  static GraphDef freeze(SavedModelBundle model, String output) {
    GraphDef whole = model.graph().toGraphDef();
    GraphFreezer freezer = new GraphFreezer(model, whole);
    Set<String> needed = freezer.needed(output);
    GraphDef.Builder frozen = GraphDef.newBuilder().setVersions(whole.getVersions());
    for (NodeDef node : whole.getNodeList()) {
      if (needed.contains(node.getName())) {
        // This attribute is a colocation hint, which may name a node that is not kept.
        NodeDef kept = node.toBuilder().removeAttr("_class").build();
        frozen.addNode(freezer.isKept(kept) ? kept : freezer.constant(kept));
      }
    }
    return frozen.build();
  }

  private Set<String> needed(String output) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(output);
    while (!open.isEmpty()) {
      String name = open.remove();
      NodeDef node = node(name);
      if (needed.add(name) && isKept(node)) {
        node.getInputList().forEach(input -> open.add(operation(input)));
      }
    }
    return needed;
  }

  private NodeDef node(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("the graph lacks the operation " + name);
    }
    return node;
  }

  private boolean isKept(NodeDef node) {
    return node.getOp().equals(CONSTANT) || varies(node.getName());
  }

  /** Tells whether an operation depends on an input of the model. */
  private boolean varies(String name) {
    Boolean known = varies.get(name);
    if (known == null) {
      NodeDef node = node(name);
      known =
          node.getOp().equals(PLACEHOLDER)
              || node.getInputList().stream().anyMatch(input -> varies(operation(input)));
      varies.put(name, known);
    }
    return known;
  }

  /**
   * Returns the name of the operation behind an input {@code name}, {@code name:2} or {@code
   * ^name}.
   */
  private static String operation(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private NodeDef constant(NodeDef node) {
    try (Result result = model.session().runner().fetch(node.getName()).run()) {
      Tensor value = result.get(0);
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long size : value.shape().asArray()) {
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
      }
      ByteDataBuffer data = value.asRawTensor().data();
      byte[] bytes = new byte[(int) data.size()];
      data.read(bytes);
      TensorProto tensor =
          TensorProto.newBuilder()
              .setDtype(value.dataType())
              .setTensorShape(shape)
              .setTensorContent(ByteString.copyFrom(bytes))
              .build();
      return NodeDef.newBuilder()
          .setName(node.getName())
          .setOp(CONSTANT)
          .putAttr("dtype", AttrValue.newBuilder().setType(value.dataType()).build())
          .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
          .build();
    }
  }
}
