package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Unit;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.Loss;
import dev.retention.loss.LossCause;
import dev.retention.loss.LossWorth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The lost one by one. */
final class LossRows {

    private LossRows() {}

    /**
     * The table of the losses.
     *
     * @param names the names of signals for people, by their definitions
     * @param returns who came back since
     */
    static Table of(List<Loss<String>> losses, Unit unit, Map<String, String> names, Returns returns) {
        Table.Builder rows = Table.named("losses", "Who was lost, one by one")
                .column("customer", "Customer")
                .column("day", "Lost on")
                .column("tenureDays", "Days since coming or coming back")
                .column("last", unit.after("Last value"))
                .column("yearBefore", "In the year before")
                .column("lifetime", "Ever")
                .column("mode", "How")
                .column("reason", "Reason at first")
                .column("reasonNow", "Reason now")
                .column("cause", "Put down to")
                .column("heard", "Heard before")
                .column("back", "Back since");
        for (Loss<String> loss : losses) {
            rows.row(
                    Cell.text(loss.customer()),
                    Cell.text(loss.day().toString()),
                    loss.tenureDays().isPresent() ? Cell.count(loss.tenureDays().getAsLong()) : Cell.none(),
                    value(loss, LossWorth.LAST),
                    value(loss, LossWorth.YEAR_BEFORE),
                    value(loss, LossWorth.LIFETIME),
                    text(loss.mode()),
                    text(loss.reason()),
                    text(loss.reasonNow()),
                    Cell.text(loss.isSilent() ? "silence" : words(loss.cause())),
                    loss.heard().isEmpty()
                            ? Cell.none()
                            : Cell.text(loss.heard().stream()
                                    .map(each -> names.getOrDefault(each.signal(), each.signal()) + " " + each.day())
                                    .collect(Collectors.joining(", "))),
                    returns.of(loss.customer())
                            .map(day -> Cell.text(day.toString()))
                            .orElseGet(Cell::none));
        }
        return rows.build();
    }

    private static String words(LossCause cause) {
        return cause == LossCause.NOT_JUDGED ? "a known reason" : cause.toString();
    }

    private static Cell value(Loss<String> loss, LossWorth worth) {
        return loss.value(worth).map(Cell::amount).orElseGet(Cell::none);
    }

    private static Cell text(Optional<String> text) {
        return text.map(Cell::text).orElseGet(Cell::none);
    }
}
