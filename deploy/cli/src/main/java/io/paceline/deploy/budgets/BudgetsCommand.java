package io.paceline.deploy.budgets;

import io.paceline.core.json.JsonBytes;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.deploy.cli.BootstrapOption;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.OutputLines;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.job.kafka.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./paceline budgets}: adjusts a budget's spend, and lists adjustments. */
@Command(
    name = "budgets",
    header = "Adjusts a budget's spend by hand, and lists adjustments.",
    synopsisSubcommandLabel = "(adjust BUDGET --amount A --reason TEXT | list)",
    description = {
      "",
      "An adjustment is for credits, invoices and losses that no notice and no spend report tells"
          + " of. The job books each adjustment once and keeps it with its reason.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class BudgetsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private BootstrapOption bootstrap = new BootstrapOption();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "budgets needs one of: adjust BUDGET --amount A --reason TEXT, list");
  }

  @Command(name = "adjust", header = "Adds to a budget's spend, or takes back from it.")
  int adjust(
      @Parameters(paramLabel = "BUDGET", description = "The budget's id.") String budget,
      @Option(
              names = "--amount",
              required = true,
              paramLabel = "A",
              description =
                  "Currency units that are added to the spend; a negative amount is taken back from"
                      + " it, as in --amount=-12.5.")
          String amount,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "Why the spend is adjusted, for those who read the list.")
          String reason,
      @Option(
              names = "--campaign",
              paramLabel = "ID",
              description =
                  "The id of a campaign that spends the budget (default: the budget's id).")
          @Nullable String campaign,
      @Option(
              names = "--day",
              paramLabel = "DATE",
              description =
                  "The day whose spend changes, such as 2026-03-01, in the campaign's time zone;"
                      + " without it, the spend of the whole flight changes.")
          @Nullable String day,
      @Option(
              names = "--author",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who decided on the adjustment (default: your user name).")
          String author,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description =
                  "The adjustment's id; an id is booked only once (default: a random id).")
          @Nullable String id) {
    byte[] json =
        JsonBytes.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("id", id == null ? UUID.randomUUID().toString() : id);
              out.writeStringField("budget", budget);
              JsonBytes.text(out, "campaign", campaign);
              JsonBytes.text(out, "day", day);
              out.writeStringField("amount", amount);
              out.writeStringField("reason", reason);
              out.writeStringField("author", author);
              out.writeEndObject();
            });
    Adjustment adjustment;
    try {
      adjustment = new AdjustmentCodec().decode(json);
    } catch (InvalidAdjustmentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return OutputLines.print(spec, book().write(adjustment));
  }

  @Command(name = "list", header = "Lists the adjustments that the job has booked or refused.")
  int list() {
    return OutputLines.print(spec, book().list());
  }

  private AdjustmentBook book() {
    String brokers = bootstrap.checked(new OptionCheck(spec));
    return new AdjustmentBook(
        new CompactedTopic(brokers, Topic.ADJUSTMENTS),
        new CompactedTopic(brokers, Topic.ADJUSTMENT_AUDIT));
  }
}
