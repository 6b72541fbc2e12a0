package dev.retention.examples.review.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Block.Bar;
import dev.retention.examples.review.figures.Block.Bars;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.Loss;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Pareto;
import dev.retention.rule.Group;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says whom we lost, what they were worth, how and why they went, and who left in silence. */
final class LossesCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final String NOT_KNOWN = "(not known)";

    private final ReviewSource source;
    private final ReviewTime time;
    private final Terms terms;
    private final LossTable<String> table;
    private final LossTable<String>.InPeriod in;
    private final Openings openings;
    private final Reservations reservations;

    LossesCalculator(ReviewSource source, ReviewTime time, Terms terms, LossTable<String> table, Openings openings) {
        this.source = source;
        this.time = time;
        this.terms = terms;
        this.table = table;
        this.in = table.inPeriod(time.period());
        this.reservations = new Reservations(source, time);
        this.openings = openings;
    }

    Block block(List<Loss<String>> losses, Returns returns) {
        String title = "Whom did we lose, and why?";
        List<Table> tables = new ArrayList<>();
        tables.add(causes());
        List<String> absent = new ArrayList<>();
        Optional<Bars> bars = Optional.empty();
        if (in.lost() > 0 && source.reasons()) {
            tables.add(reasons());
            bars = Optional.of(bars());
        } else if (!source.reasons()) {
            absent.add("why they left: needs a column of reasons in --subscriptions");
        }
        if (in.lost() > 0 && source.modes()) {
            tables.add(modes());
        }
        if (!table.items().contains(LossItem.SILENT)) {
            absent.add("silent losses: need --tickets, --scores or --invoices");
        }
        if (terms.named() && !losses.isEmpty()) {
            tables.add(LossRows.of(losses, source.unit(), Asked.names(source), returns));
        }
        Block block = Block.of("losses", title, words(losses, returns), tables, absent);
        return bars.map(block::with).orElse(block);
    }

    private List<String> words(List<Loss<String>> losses, Returns returns) {
        List<String> words = new ArrayList<>();
        long within = in.customers(LossItem.ARRIVED_AND_LOST);
        Optional<String> unseen = reservations.unseen();
        if (unseen.isPresent()) {
            return List.of(Words.capital(unseen.get()) + ".");
        }
        words.add(Words.counted(in.lost(), "customer") + " lost in " + time.label() + (time.isOver() ? "" : " so far")
                + (within == 0 ? "" : ", " + Words.count(within) + " of them came in it too")
                + in.rate()
                        .map(rate ->
                                "; of the " + Words.count(in.live()) + " who were there at its start " + rate(rate))
                        .orElse("")
                + worth(LossItem.LOSSES)
                        .map(each -> ". In the year before they brought " + each)
                        .orElse("") + ".");
        if (in.lost() == 0) {
            return words;
        }
        returns.words(losses).ifPresent(back -> words.add(Words.capital(back) + "."));
        reservations.rhythm().ifPresent(rhythm -> words.add(rhythm + "."));
        part(LossItem.INVOLUNTARY, " left without meaning to").ifPresent(words::add);
        if (source.reasons()) {
            in.known()
                    .ifPresent(known -> words.add(
                            "A reason is known of " + rate(known) + "; " + few(in.pareto(Recorded.NOW)) + "."));
        }
        part(LossItem.UNAVOIDABLE, " left for a reason against which nothing can be done")
                .ifPresent(words::add);
        part(LossItem.SILENT, " left in silence: no reason, and nothing heard in the " + terms.days() + " days before")
                .ifPresent(words::add);
        part(LossItem.EARLY, " left early, within " + Tables.EARLY_DAYS + " days of coming or coming back")
                .ifPresent(words::add);
        words.addAll(table.warnings().stream().map(Words::capital).toList());
        return words;
    }

    private static String few(Pareto pareto) {
        List<Pareto.Row> few = pareto.until(0.8);
        return few.isEmpty()
                ? "no reason is told"
                : few.stream().map(row -> row.group().label()).collect(Collectors.joining(", "))
                        + (few.size() == 1 ? " makes " : " make ")
                        + few.get(few.size() - 1).cumulated().stream()
                                .mapToObj(Words::percent)
                                .findFirst()
                                .orElse("")
                        + " of the known ones";
    }

    private Optional<String> part(LossItem item, String what) {
        if (!has(item) || in.customers(item) == 0) {
            return Optional.empty();
        }
        return in.share(item, LossItem.LOSSES)
                .map(share -> rate(share) + what + "."
                        + worth(item)
                                .map(each -> " They brought " + each + " in the year before.")
                                .orElse(""));
    }

    /** Of orders nobody leaves early: who orders seldom leaves soon after every order. */
    private boolean has(LossItem item) {
        return table.items().contains(item) && (item != LossItem.EARLY || source.kind() != ReviewSource.Kind.ORDERS);
    }

    private Optional<String> worth(LossItem item) {
        return in.value(item, LossWorth.YEAR_BEFORE).map(source.unit()::of);
    }

    /** A share with its counts and interval. */
    static String rate(Proportion share) {
        Interval interval = share.interval(ProportionInterval.WILSON, CONFIDENCE);
        return Words.percent(share.asDouble()) + " (" + Words.count(share.count()) + " of " + Words.count(share.total())
                + "; 95 %: " + Words.percentNumber(interval.lower()) + " to " + Words.percent(interval.upper()) + ")";
    }

    private Table causes() {
        Table.Builder rows = Table.named("parts", "The losses of " + time.label() + " by what is known of them")
                .column("what", "What")
                .column("customers", "Customers")
                .column("share", "Of all lost")
                .column("last", source.unit().after("Last value"))
                .column("yearBefore", "In the year before")
                .column("lifetime", "Ever")
                .column("shareOfValue", "Of the year's value");
        Map<LossItem, String> items = new LinkedHashMap<>();
        items.put(LossItem.LOSSES, "All lost");
        items.put(LossItem.LOST, "… who were there at the start");
        items.put(LossItem.ARRIVED_AND_LOST, "… who came and left in the period");
        items.put(LossItem.INVOLUNTARY, "Did not mean to leave");
        items.put(LossItem.AVOIDABLE, "Could have been kept");
        items.put(LossItem.UNAVOIDABLE, "Could not have been kept");
        items.put(LossItem.NOT_JUDGED, "Left for a known reason");
        items.put(LossItem.UNEXPLAINED, "No reason known");
        items.put(LossItem.SILENT, "… of these in silence");
        items.put(LossItem.EARLY, "Left soon after coming or coming back");
        items.forEach((item, words) -> {
            if (has(item)) {
                rows.row(
                        Cell.text(words),
                        openings.count(
                                "lost:" + item.name(),
                                words + " (lost in " + time.label() + ")",
                                in.customers(item),
                                () -> in.members(item)),
                        share(in.share(item, LossItem.LOSSES)),
                        value(item, LossWorth.LAST),
                        value(item, LossWorth.YEAR_BEFORE),
                        value(item, LossWorth.LIFETIME),
                        in.valueShare(item, LossItem.LOSSES, LossWorth.YEAR_BEFORE)
                                .map(each -> Cell.share(each.asDouble()))
                                .orElseGet(Cell::none));
            }
        });
        return rows.build();
    }

    private Cell value(LossItem item, LossWorth worth) {
        return in.value(item, worth).map(Cell::amount).orElseGet(Cell::none);
    }

    private static Cell share(Optional<Proportion> share) {
        return share.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none);
    }

    private Table reasons() {
        return parts(
                "reasons",
                "Why they left, the most frequent reason first",
                "Reason",
                "reason",
                table.byReason(Recorded.NOW).tables());
    }

    private Table modes() {
        return parts("modes", "How they ended", "How", "mode", table.byMode().tables());
    }

    private Table parts(String name, String caption, String head, String key, Map<Group, LossTable<String>> tables) {
        Table.Builder rows = Table.named(name, caption)
                .column(key, head)
                .column("customers", "Customers")
                .column("share", "Of all lost")
                .column("last", source.unit().after("Last value"))
                .column("yearBefore", "In the year before")
                .column("shareOfValue", "Of the year's value");
        Optional<BigDecimal> all = in.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE);
        tables.entrySet().stream()
                .filter(each -> each.getValue().inPeriod(time.period()).lost() > 0)
                .sorted(Map.Entry.<Group, LossTable<String>>comparingByValue((a, b) -> Long.compare(
                                b.inPeriod(time.period()).lost(),
                                a.inPeriod(time.period()).lost()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> {
                    LossTable<String>.InPeriod part = each.getValue().inPeriod(time.period());
                    String label = label(each.getKey());
                    Optional<BigDecimal> value = part.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE);
                    rows.row(
                            Cell.text(label),
                            openings.count(
                                    "lost:" + key + "=" + label,
                                    "lost in " + time.label() + ", " + key + " " + label,
                                    part.lost(),
                                    () -> part.members(LossItem.LOSSES)),
                            Cell.share((double) part.lost() / in.lost()),
                            part.value(LossItem.LOSSES, LossWorth.LAST)
                                    .map(Cell::amount)
                                    .orElseGet(Cell::none),
                            value.map(Cell::amount).orElseGet(Cell::none),
                            all.filter(sum -> sum.signum() > 0)
                                    .flatMap(sum ->
                                            value.map(some -> Cell.share(some.doubleValue() / sum.doubleValue())))
                                    .orElseGet(Cell::none));
                });
        return rows.build();
    }

    /** A group for people. */
    static String label(Group group) {
        return group.equals(Group.MISSING) ? NOT_KNOWN : group.label();
    }

    /** Shares of all lost, so that what is not known stands beside the reasons. */
    private Bars bars() {
        Pareto customers = in.pareto(Recorded.NOW);
        Optional<Pareto> value = in.pareto(Recorded.NOW, LossWorth.YEAR_BEFORE);
        Map<Group, BigDecimal> values = new HashMap<>();
        value.ifPresent(each -> each.rows().forEach(row -> values.put(row.group(), row.amount())));
        double lost = (double) in.lost();
        double worth = in.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE)
                .filter(sum -> sum.signum() > 0)
                .map(BigDecimal::doubleValue)
                .orElse(Double.POSITIVE_INFINITY);
        List<Bar> bars = new ArrayList<>();
        for (Pareto.Row row : customers.rows()) {
            bars.add(new Bar(
                    row.group().label(),
                    row.amount().doubleValue() / lost,
                    Math.max(
                            0, values.getOrDefault(row.group(), BigDecimal.ZERO).doubleValue() / worth),
                    true));
        }
        if (customers.missing().signum() > 0) {
            bars.add(new Bar(
                    NOT_KNOWN,
                    customers.missing().doubleValue() / lost,
                    Math.max(
                            0,
                            value.map(Pareto::missing).orElse(BigDecimal.ZERO).doubleValue() / worth),
                    false));
        }
        return new Bars(
                "Reasons as they are known now, as shares of all lost in " + time.label(),
                "of the customers",
                "of what they brought in the year before",
                bars);
    }
}
