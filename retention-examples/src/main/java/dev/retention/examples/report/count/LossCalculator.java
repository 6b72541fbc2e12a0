package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.LossFigures;
import dev.retention.examples.report.figures.LossFigures.Part;
import dev.retention.examples.report.figures.LossFigures.Told;
import dev.retention.examples.report.figures.Rate;
import dev.retention.movement.Contracts;
import dev.retention.movement.RevenueLossCell;
import dev.retention.movement.RevenueLossItem;
import dev.retention.movement.RevenueLossTable;
import dev.retention.movement.RevenueLosses;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells how and why customers with recurring value were lost, and who came back. */
public final class LossCalculator {

    /** A page has no more answers than this; the others are one. */
    private static final int MOST = 12;

    private static final String NOT_TOLD = "(not told)";

    private LossCalculator() {}

    /** Over the twelve months that end with the latest period that is over, or that period alone. */
    public static Optional<LossFigures> calculate(RevenueCounts counts, Openings openings) {
        return counts.latest().map(at -> {
            Period period = counts.periods().get(at).period();
            Optional<RevenueWindow> year = counts.yearTo(period);
            return losses(
                    counts.source(),
                    RevenueLosses.over(year.orElse(RevenueWindow.of(period)).timeline())
                            .of(counts.store()),
                    (year.isPresent() ? "the twelve months that end with " : "")
                            + counts.grain().named(period.label()),
                    openings);
        });
    }

    private static LossFigures losses(
            RevenueSource source, RevenueLossTable<String> table, String words, Openings openings) {
        RevenueLossTable<String>.InPeriod in = table.periods().get(0);
        List<Told> told = new ArrayList<>();
        if (source.tells().modes()) {
            told.add(told(
                    table,
                    "mode",
                    "How did it end?",
                    Grouping.ofCode("mode", Reading.AT_ANCHOR, code -> code.equals(Contracts.ENDED) ? null : code),
                    openings));
        }
        if (source.tells().reasons()) {
            told.add(told(table, "reason", "Why?", Grouping.ofColumn(Contracts.REASON, Reading.AT_ANCHOR), openings));
        }
        return new LossFigures(
                words,
                flow(in, RevenueLossItem.START),
                flow(in, RevenueLossItem.LOST),
                flow(in, RevenueLossItem.LEDGER_LOST).customers(),
                in.recovered().map(Rate::of),
                in.customers(RevenueLossItem.OPEN),
                told);
    }

    private static Told told(
            RevenueLossTable<String> table, String name, String question, Grouping grouping, Openings openings) {
        List<Part> parts = new ArrayList<>();
        table.by(grouping).top(MOST, LossCalculator::minor).tables().forEach((group, part) -> {
            RevenueLossTable<String>.InPeriod in = part.periods().get(0);
            if (in.customers(RevenueLossItem.LOST) > 0) {
                String cell = "LOST:" + name + "=" + name(group);
                openings.add(
                        cell,
                        "lost, " + name + " " + name(group),
                        part.counted()
                                .amountsOf(List.of(new RevenueLossCell(in.period(), RevenueLossItem.LOST)))
                                .columns()
                                .get(0));
                parts.add(new Part(
                        name(group),
                        cell,
                        flow(in, RevenueLossItem.LOST),
                        in.recovered().map(Rate::of)));
            }
        });
        parts.sort(Comparator.comparing((Part each) -> each.lost().amount()).reversed());
        return new Told(name, question, parts);
    }

    private static long minor(RevenueLossTable<String> part) {
        return part.periods()
                .get(0)
                .amount(RevenueLossItem.LOST)
                .unscaledValue()
                .longValueExact();
    }

    private static Flow flow(RevenueLossTable<String>.InPeriod in, RevenueLossItem item) {
        return new Flow(in.customers(item), in.amount(item));
    }

    private static String name(Group group) {
        return group.equals(Group.MISSING) ? NOT_TOLD : group.equals(Group.OTHER) ? "all others" : group.label();
    }
}
