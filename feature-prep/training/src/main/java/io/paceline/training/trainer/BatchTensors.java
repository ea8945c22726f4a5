package io.paceline.training.trainer;

import static io.paceline.training.trainer.EncodedExamples.CANDIDATE_FLOATS;
import static io.paceline.training.trainer.EncodedExamples.CANDIDATE_IDS;
import static io.paceline.training.trainer.EncodedExamples.REQUEST_FLOATS;
import static io.paceline.training.trainer.EncodedExamples.REQUEST_IDS;

import io.paceline.core.campaign.Objective;
import io.paceline.training.trainer.EncodedExamples.RowBatch;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Input tensors of a batch in which each row has a request and an offer of its own, and the arrays
 * from which the tensors are filled.
 */
final class BatchTensors implements AutoCloseable {

  /** The caller fills these arrays before each call. */
  final RowBatch batch;

  /** How many of a row's candidate ids belong to its offer; the ids of crosses follow them. */
  private final int offers;

  private final TInt32 requestIds;
  private final TFloat32 requestFloats;
  private final TInt32 offerIds;
  private final TInt32 crossIds;
  private final TFloat32 candidateFloats;
  private final TInt32 rowNumbers;
  private final TFloat32 siteLevels;
  private final TFloat32 campaignLevels;
  private final TFloat32 reachedRows;
  private final TFloat32 countedRows;

  BatchTensors(int rows, int offers, List<Objective> heads) {
    this.offers = offers;
    batch = new RowBatch(rows, heads);
    requestIds = TInt32.tensorOf(Shape.of(rows, REQUEST_IDS));
    requestFloats = TFloat32.tensorOf(Shape.of(rows, REQUEST_FLOATS));
    offerIds = TInt32.tensorOf(Shape.of(rows, offers));
    crossIds = TInt32.tensorOf(Shape.of(rows, CANDIDATE_IDS - offers));
    candidateFloats = TFloat32.tensorOf(Shape.of(rows, CANDIDATE_FLOATS));
    rowNumbers = TInt32.tensorOf(Shape.of(rows));
    siteLevels = TFloat32.tensorOf(Shape.of(rows, LevelTables.SITE_WIDTH));
    campaignLevels = TFloat32.tensorOf(Shape.of(rows, LevelTables.CAMPAIGN_WIDTH));
    reachedRows = TFloat32.tensorOf(Shape.of(rows, heads.size()));
    countedRows = TFloat32.tensorOf(Shape.of(rows, heads.size()));
    int[] index = new int[rows];
    Arrays.setAll(index, i -> i);
    rowNumbers.asRawTensor().data().asInts().write(index);
  }

  /** Feeds the rows of the batch to the network. */
  Session.Runner fed(Session.Runner runner, ModelGraph model) {
    requestIds.asRawTensor().data().asInts().write(batch.requestIds);
    requestFloats.asRawTensor().data().asFloats().write(batch.requestFloats);
    writeCandidateIds();
    candidateFloats.asRawTensor().data().asFloats().write(batch.candidateFloats);
    return runner
        .feed(model.requestIds, requestIds)
        .feed(model.requestFloats, requestFloats)
        .feed(model.offerIds, offerIds)
        .feed(model.crossIds, crossIds)
        .feed(model.candidateFloats, candidateFloats)
        .feed(model.requestIndex, rowNumbers)
        .feed(model.offerIndex, rowNumbers);
  }

  /**
   * Feeds the rows together with their outcomes, and with site and campaign levels that replace
   * those of the graph's tables.
   */
  Session.Runner fedToTrain(
      Session.Runner runner,
      ModelGraph model,
      Operand<TFloat32> reached,
      Operand<TFloat32> counted) {
    siteLevels.asRawTensor().data().asFloats().write(batch.siteLevels);
    campaignLevels.asRawTensor().data().asFloats().write(batch.campaignLevels);
    reachedRows.asRawTensor().data().asFloats().write(batch.reached);
    countedRows.asRawTensor().data().asFloats().write(batch.counted);
    return fed(runner, model)
        .feed(model.siteLevels, siteLevels)
        .feed(model.campaignLevels, campaignLevels)
        .feed(reached, reachedRows)
        .feed(counted, countedRows);
  }

  private void writeCandidateIds() {
    IntDataBuffer offer = offerIds.asRawTensor().data().asInts();
    IntDataBuffer cross = crossIds.asRawTensor().data().asInts();
    int crosses = CANDIDATE_IDS - offers;
    for (int row = 0; row < batch.rows; row++) {
      int at = row * CANDIDATE_IDS;
      offer.offset((long) row * offers).write(batch.candidateIds, at, offers);
      cross.offset((long) row * crosses).write(batch.candidateIds, at + offers, crosses);
    }
  }

  @Override
  public void close() {
    List.<Tensor>of(
            requestIds,
            requestFloats,
            offerIds,
            crossIds,
            candidateFloats,
            rowNumbers,
            siteLevels,
            campaignLevels,
            reachedRows,
            countedRows)
        .forEach(Tensor::close);
  }
}
