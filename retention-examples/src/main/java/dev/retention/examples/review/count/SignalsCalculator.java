package dev.retention.examples.review.count;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.history.Members;
import dev.retention.loss.AskedSignal;
import dev.retention.loss.SignalCell;
import dev.retention.loss.SignalItem;
import dev.retention.loss.SignalTable;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what announced the losses. */
final class SignalsCalculator {

    private static final double LEVEL = 0.05;
    private static final double CONFIDENCE = 0.95;

    private final Optional<SignalTable<String>> table;
    private final ReviewTime time;
    private final Openings openings;
    private final int days;
    private final Map<String, String> names;
    private final Members<String> lost;

    /**
     * @param names the names of signals for people, by their definitions
     * @param lost who was lost in the period, and not back by its end
     */
    SignalsCalculator(
            Optional<SignalTable<String>> table,
            ReviewTime time,
            Openings openings,
            int days,
            Map<String, String> names,
            Members<String> lost) {
        this.lost = lost;
        this.names = Map.copyOf(names);
        this.table = table;
        this.time = time;
        this.openings = openings;
        this.days = days;
    }

    Block block() {
        String title = "What announced it?";
        if (table.isEmpty()) {
            return Block.of(
                    "signals",
                    title,
                    List.of(),
                    List.of(),
                    List.of(
                            names.isEmpty()
                                    ? "what announced the losses: needs --tickets, --scores, --invoices or --contacts"
                                    : "what announced the losses of " + time.label()
                                            + ": the files that could tell begin too late"));
        }
        SignalTable<String> signals = table.get();
        List<String> words = new ArrayList<>();
        List<AskedSignal<String>> found = signals.found(LEVEL);
        words.add(
                found.isEmpty()
                        ? "None of the " + signals.signals().size()
                                + " signals can be told from chance, all that were asked considered."
                        : found.size() + " of " + signals.signals().size()
                                + " signals are told from chance (Benjamini–Hochberg, 5 %): "
                                + String.join(
                                        ", ", found.stream().map(this::name).toList()) + ".");
        found.stream().limit(3).forEach(each -> words.add(Words.capital(sentence(each)) + "."));
        words.add(
                "Signals are counted over all months of the data; one that goes before losses is not shown to cause them.");
        Map<String, Members<String>> announced = announced(signals, time.within(signals.timeline()));
        if (!lost.isEmpty() && !announced.isEmpty()) {
            long silent =
                    announced.values().stream().reduce(lost, Members::minus).size();
            words.add("Of those lost in " + time.label() + ", "
                    + LossesCalculator.rate(Proportion.of(silent, lost.size()))
                    + " showed none of the signals in the " + days + " days before.");
        }
        return Block.of("signals", title, words, List.of(rows(signals, announced)), List.of());
    }

    /** A signal in one sentence. */
    private String sentence(AskedSignal<String> signal) {
        return name(signal) + " goes before "
                + signal.recall().map(share -> Words.percent(share.asDouble())).orElse("none") + " of losses"
                + (signal.leads().median().isPresent()
                        ? ", " + Words.days(signal.leads().median().getAsDouble()) + " days ahead at the median"
                        : "")
                + signal.comparison()
                        .filter(each -> each.ratio().isPresent())
                        .map(each -> ", at " + ratio(each.ratio().getAsDouble(), each.ratioInterval(CONFIDENCE)))
                        .orElse("")
                + signal.precision()
                        .map(share -> "; " + Words.percent(share.asDouble()) + " of those who show it leave within "
                                + days + " days")
                        .orElse("");
    }

    private String name(AskedSignal<String> signal) {
        return names.getOrDefault(signal.signal(), signal.signal());
    }

    /** For each signal those of the lost whose loss it went before, all found in one pass. */
    private Map<String, Members<String>> announced(SignalTable<String> signals, List<String> within) {
        Timeline timeline = signals.timeline();
        List<SignalCell> cells = signals.signals().stream()
                .flatMap(signal -> within.stream()
                        .map(label -> new SignalCell(
                                signal.signal(), SignalItem.ANNOUNCED, 0, timeline.period(timeline.indexOf(label)))))
                .toList();
        Map<String, Members<String>> announced = new HashMap<>();
        signals.counted()
                .membersOf(cells)
                .forEach((cell, members) -> announced.merge(cell.signal(), members.and(lost), Members::or));
        return announced;
    }

    private Table rows(SignalTable<String> signals, Map<String, Members<String>> announced) {
        Table.Builder rows = Table.named(
                        "signals",
                        "Signals in the " + days + " days before a loss, over all months; the surest warning first")
                .column("signal", "Signal")
                .column("verdict", "Verdict")
                .column("ratio", "Times the risk")
                .column("interval", "95 % interval")
                .column("p", "p, corrected")
                .column("recall", "Goes before … of losses")
                .column("precision", "Followed by a loss")
                .column("baseRate", "Without regard to it")
                .column("medianLead", "Days ahead, median")
                .column("lostInPeriod", "Lost in " + time.label() + " after it");
        for (AskedSignal<String> signal : signals.ranked(SignalTable.By.RISK)) {
            Members<String> after = requireNonNull(announced.get(signal.signal()), signal.signal());
            rows.row(
                    Cell.text(name(signal)),
                    Cell.text(signal.verdict(LEVEL).toString()),
                    signal.comparison().map(each -> Cell.number(each.ratio())).orElseGet(Cell::none),
                    signal.comparison()
                            .filter(each -> each.ratio().isPresent())
                            .map(each -> range(each.ratioInterval(CONFIDENCE)))
                            .orElseGet(Cell::none),
                    signal.adjusted().isPresent()
                            ? Cell.chance(signal.adjusted().getAsDouble())
                            : Cell.none(),
                    share(signal.recall()),
                    share(signal.precision()),
                    share(signals.baseRate()),
                    Cell.number(signal.leads().median()),
                    openings.count(
                            "signal:" + Openings.slug(name(signal)),
                            "lost in " + time.label() + " within " + days + " days after: " + name(signal),
                            after.size(),
                            () -> after));
        }
        return rows.build();
    }

    private static Cell share(Optional<Proportion> share) {
        return share.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none);
    }

    private static Cell range(Interval interval) {
        return Cell.numbers(interval.lower(), interval.upper());
    }

    /** How many times the risk, with its interval. */
    static String ratio(double ratio, Interval interval) {
        return String.format(
                Locale.ROOT, "%.1f times the risk (95 %%: %.1f to %.1f)", ratio, interval.lower(), interval.upper());
    }
}
