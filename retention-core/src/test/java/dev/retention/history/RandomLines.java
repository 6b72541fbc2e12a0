package dev.retention.history;

import dev.retention.testkit.EventLog;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Random events with further columns, few enough of everything that ties and absent values occur. */
final class RandomLines {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private RandomLines() {}

    /** One event of an application that knows a plan, a quantity, a cost, a day of resolution and a day on which it is due. */
    record Line(
            long customer,
            LocalDate day,
            String code,
            long cents,
            @Nullable String plan,
            @Nullable Integer quantity,
            @Nullable Long cost,
            @Nullable LocalDate resolved,
            @Nullable LocalDate due) {

        BigDecimal amount() {
            return BigDecimal.valueOf(cents, 2);
        }

        @Nullable
        BigDecimal costAmount() {
            return cost == null ? null : BigDecimal.valueOf(cost, 2);
        }

        Line of(long other) {
            return new Line(other, day, code, cents, plan, quantity, cost, resolved, due);
        }

        Event event() {
            Event event = Event.on(day).coded(code).worth(amount());
            event = plan == null ? event : event.with("plan", plan);
            event = quantity == null ? event : event.with("quantity", quantity);
            event = cost == null ? event : event.with("cost", BigDecimal.valueOf(cost, 2));
            event = resolved == null ? event : event.with("resolved", resolved);
            return due == null ? event : event.with("due", due);
        }

        /** The event as a history prints it up to an as-of day: the columns in order of name. */
        String text(LocalDate asOf) {
            return day + " " + code + " " + cents + (cost == null ? "" : " cost=" + cost)
                    + (due == null ? "" : " due=" + due) + (plan == null ? "" : " plan=" + plan)
                    + (quantity == null ? "" : " quantity=" + quantity)
                    + (resolved == null || resolved.isAfter(asOf) ? "" : " resolved=" + resolved);
        }
    }

    /** The order of the events of one customer. */
    static final Comparator<Line> ORDER = Comparator.comparing(Line::day)
            .thenComparing(Line::code)
            .thenComparing(Line::cents)
            .thenComparing(Line::cost, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::due, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::plan, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::quantity, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::resolved, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Arbitrary<List<Line>> lines() {
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 5).map(FIRST::plusDays);
        Arbitrary<Line> line = Combinators.combine(
                        Arbitraries.longs().between(-2, 5),
                        days,
                        Arbitraries.of("order", "ticket", "visit"),
                        Arbitraries.longs().between(-2, 2),
                        Arbitraries.of("basic", "gold", "silver", "").injectNull(0.3),
                        Arbitraries.integers().between(-1, 1).injectNull(0.3),
                        Arbitraries.longs().between(-1, 1).injectNull(0.3),
                        days.injectNull(0.3))
                .as((customer, day, code, cents, plan, quantity, cost, resolved) -> new Line(
                        customer,
                        day,
                        code,
                        cents,
                        plan,
                        quantity,
                        cost,
                        resolved,
                        resolved == null ? null : resolved.plusDays(quantity == null ? 9 : quantity)));
        return line.list().ofMaxSize(40).withoutEdgeCases();
    }

    static HistoryReader<Line, Long> reader() {
        return HistoryStore.ofDates(Line::customer, Line::day)
                .amounts(Line::amount, EventLog.USD)
                .codes(Line::code)
                .text("plan", Line::plan)
                .number("quantity", Line::quantity)
                .money("cost", Line::costAmount)
                .day("resolved", Line::resolved)
                .plannedDay("due", Line::due);
    }

    static HistoryStore<Long> built(List<Line> lines) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays()
                .amounts(EventLog.USD)
                .codes("order", "ticket", "visit")
                .text("plan")
                .number("quantity")
                .money("cost")
                .day("resolved")
                .plannedDay("due");
        for (Line line : lines) {
            int code = List.of("order", "ticket", "visit").indexOf(line.code());
            builder.add(line.customer(), line.day().toEpochDay(), line.cents(), code);
            if (line.plan() != null) {
                builder.with("plan", line.plan());
            }
            if (line.quantity() != null) {
                builder.with("quantity", line.quantity());
            }
            if (line.cost() != null) {
                builder.with("cost", line.cost());
            }
            if (line.resolved() != null) {
                builder.with("resolved", line.resolved().toEpochDay());
            }
            if (line.due() != null) {
                builder.with("due", line.due().toEpochDay());
            }
        }
        return builder.build();
    }

    /** The histories up to an as-of day as the simplest code would write them: those that are known, by customer. */
    static Map<Long, String> texts(List<Line> lines, LocalDate asOf) {
        return lines.stream()
                .filter(line -> !line.day().isAfter(asOf))
                .sorted(ORDER)
                .collect(Collectors.groupingBy(
                        Line::customer,
                        TreeMap::new,
                        Collectors.mapping(line -> line.text(asOf), Collectors.joining(", "))));
    }
}
