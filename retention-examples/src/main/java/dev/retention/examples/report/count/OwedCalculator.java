package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.OwedFigures;
import dev.retention.examples.report.figures.OwedFigures.Line;
import dev.retention.examples.report.figures.OwedFigures.Month;
import dev.retention.rule.PeriodItems;
import dev.retention.service.Ageing;
import dev.retention.service.BoundedShare;
import dev.retention.service.MoneyOwed;
import dev.retention.service.MoneyOwed.Item;
import dev.retention.service.Payments;
import dev.retention.service.Receivables;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says what customers owe, by age, and how they pay. */
final class OwedCalculator {

    private static final Map<String, Item> ITEMS = Map.of(
            Ageing.NOT_DUE,
            Item.NOT_DUE,
            "1-30",
            Item.OVERDUE_1,
            "31-60",
            Item.OVERDUE_2,
            "61-90",
            Item.OVERDUE_3,
            "over 90",
            Item.OVERDUE_4,
            Ageing.NO_DUE_DAY,
            Item.WITHOUT_DUE_DAY,
            Ageing.CREDIT_NOTES,
            Item.UNAPPLIED_CREDITS,
            Ageing.UNAPPLIED_PAYMENTS,
            Item.UNAPPLIED_PAYMENTS);

    private final Timeline timeline;
    private final ServiceCells cells;
    private final MoneyOwed method;
    private final PeriodItems<String, Item> table;
    private final PeriodItems<String, Payments.Item> payments;

    OwedCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.timeline = timeline;
        this.cells = cells;
        this.method = MoneyOwed.over(timeline);
        this.table = method.of(source.all());
        this.payments = Payments.over(timeline).of(source.all());
    }

    OwedFigures calculate() {
        PeriodItems<String, Item>.InPeriod last = table.inPeriod(timeline.last());
        Ageing ageing = method.ageing(last);
        List<Line> lines = new ArrayList<>();
        for (Ageing.Line line : ageing.lines()) {
            Item item = ITEMS.get(line.name());
            if (item != null && (line.amount().signum() != 0 || item.compareTo(Item.OVERDUE_4) <= 0)) {
                lines.add(new Line(
                        line.name(),
                        line.amount(),
                        cells.open("owed-" + ServiceCells.slug(line.name()), "owing: " + line.name(), last, item)));
            }
        }
        return new OwedFigures(
                ageing.asOf(),
                lines,
                ageing.balance(),
                ageing.overdue(),
                cells.open("overdue", "owing what is past due", last, Item.OVERDUE),
                ageing.disputed(),
                cells.open("disputed", "disputing an invoice", last, Item.DISPUTED),
                table.periods().stream().map(this::month).toList());
    }

    private Month month(PeriodItems<String, Item>.InPeriod period) {
        Receivables receivables = method.receivables(period);
        Receivables.Countback countback =
                method.countback(table, period.period().label());
        PeriodItems<String, Payments.Item>.InPeriod paid = payments.inPeriod(period.period());
        Optional<BoundedShare> onTime = Payments.onTime(paid);
        return new Month(
                period.period().label(),
                period.state() == CellState.OBSERVED,
                period.money(Item.INVOICED),
                period.money(Item.BALANCE),
                period.money(Item.OVERDUE),
                countback.left().signum() > 0 ? Optional.empty() : Optional.of(countback.days()),
                known(receivables.daysSalesOutstanding()),
                known(receivables.bestPossibleDaysSalesOutstanding()),
                paid.number(Payments.Item.DUE),
                onTime.map(share -> share.lower().asDouble()),
                onTime.map(share -> share.upper().asDouble()));
    }

    private static Optional<Double> known(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }
}
