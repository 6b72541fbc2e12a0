package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.examples.review.figures.Tile;
import dev.retention.history.HistoryStore;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.loss.ScoreboardLine;
import dev.retention.loss.ScoreboardLine.Figures;
import dev.retention.rule.Group;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import dev.retention.trend.RunRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts the five metrics of a period into tiles and a table. */
final class ScoreboardCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final Pattern CLASS = Pattern.compile("^[0-9]+: ");

    private final Scoreboard<String>.InPeriod board;
    private final Openings openings;
    private final BiFunction<Metric, Period, Optional<BigDecimal>> values;
    private final HistoryStore<String> store;
    private final Reservations reservations;
    private final boolean hasCosts;

    /**
     * @param store the store of all customers
     * @param hasCosts whether profit is known
     * @param values what the customers of a metric are worth in a period, where the scoreboard does not know
     */
    ScoreboardCalculator(
            Scoreboard<String>.InPeriod board,
            Openings openings,
            HistoryStore<String> store,
            Reservations reservations,
            boolean hasCosts,
            BiFunction<Metric, Period, Optional<BigDecimal>> values) {
        this.values = values;
        this.reservations = reservations;
        this.hasCosts = hasCosts;
        this.store = store;
        this.board = board;
        this.openings = openings;
    }

    /** A tile for each metric, those that are not known too. */
    List<Tile> tiles() {
        return Arrays.stream(Metric.values()).map(this::tile).toList();
    }

    private Tile tile(Metric metric) {
        String key = metric.name().toLowerCase(Locale.ROOT);
        Optional<ScoreboardLine<String>> line = board.line(metric);
        if (line.isEmpty()) {
            return new Tile(
                    key,
                    name(metric),
                    Cell.none(),
                    Cell.none(),
                    Cell.none(),
                    Cell.none(),
                    "not known: " + missing(metric),
                    Tone.FACT);
        }
        if (metric == Metric.LOST && reservations.unseen().isPresent()) {
            return new Tile(
                    key,
                    name(metric),
                    Cell.none(),
                    Cell.none(),
                    Cell.none(),
                    Cell.none(),
                    reservations.unseen().get(),
                    Tone.FACT);
        }
        Optional<Figures> year = line.get().earlier(Reference.LAST_YEAR);
        return new Tile(
                key,
                name(metric),
                count(line.get()),
                value(Optional.of(line.get().figures()), metric, Optional.of(board.period())),
                year.map(figures -> Cell.count(figures.customers())).orElseGet(Cell::none),
                value(year, metric, PeriodRates.reference(board.period(), Reference.LAST_YEAR)),
                metric == Metric.GROUPS ? groups() : words(line.get()),
                metric == Metric.GROUPS ? Tone.FACT : tone(metric, line.get()));
    }

    private static String name(Metric metric) {
        return switch (metric) {
            case NEW -> "New customers";
            case LOST -> "Lost customers";
            case RENEWALS -> "Renewed";
            case GROUPS -> "Customers and revenue by group";
            case REFERRALS -> "Referred customers";
        };
    }

    /** What is not there, for people. */
    private static String missing(Metric metric) {
        return switch (metric) {
            case RENEWALS -> "no file of renewals";
            case GROUPS -> "no groups of customers or products";
            case REFERRALS -> "no file of referrals";
            case NEW, LOST -> "needs " + metric.needs();
        };
    }

    private static String needs(Metric metric) {
        return switch (metric) {
            case RENEWALS -> "--renewals FILE";
            case GROUPS -> "plans in --subscriptions, --group-column of orders, or --attributes";
            case REFERRALS -> "--referrals FILE";
            case NEW, LOST -> metric.needs();
        };
    }

    private Cell count(ScoreboardLine<String> line) {
        String of = line.name() + label(line, ", ");
        return openings.count(
                "board:" + Openings.slug(of),
                of + " in " + board.period(),
                line.figures().customers(),
                () -> line.metric() == Metric.RENEWALS ? Openings.among(store, line.members()) : line.members());
    }

    /** The group of a line; classes of a referrer's days have their number before them, by which they are in order. */
    private static String label(ScoreboardLine<String> line, String before) {
        return line.group()
                .map(LossesCalculator::label)
                .map(label -> before
                        + (line.metric() == Metric.REFERRALS
                                        && CLASS.matcher(label).find()
                                ? "by customers who had been there for days "
                                        + CLASS.matcher(label).replaceFirst("")
                                : label))
                .orElse("");
    }

    private static Cell value(Optional<Figures> figures) {
        return figures.flatMap(Figures::value).map(Cell::amount).orElseGet(Cell::none);
    }

    private Cell value(Optional<Figures> figures, Metric metric, Optional<Period> period) {
        return figures.flatMap(each -> each.value().or(() -> period.flatMap(of -> values.apply(metric, of))))
                .map(Cell::amount)
                .orElseGet(Cell::none);
    }

    /** The rate, what changed since last year, and what the chart says. */
    private String words(ScoreboardLine<String> line) {
        List<String> words = new ArrayList<>();
        line.figures()
                .rate()
                .ifPresent(rate -> words.add(Words.percent(rate.asDouble())
                        + line.rateOf().map(of -> " " + of).orElse("")));
        if (reservations.running().isPresent()) {
            words.add(reservations.running().get());
        } else if (line.earlier(Reference.LAST_YEAR).isEmpty()) {
            words.add("no last year in the data");
        } else {
            words.add(line.change(Reference.LAST_YEAR, CONFIDENCE)
                    .map(each -> "beyond chance on last year")
                    .orElse("no clear change on last year"));
        }
        against(line).ifPresent(words::add);
        if (flags(line).isPresent()) {
            words.add("out of the ordinary on its chart");
        }
        return String.join("; ", words);
    }

    /** The groups that bring most. */
    private String groups() {
        return board.lines(Metric.GROUPS).stream()
                .filter(line ->
                        line.group().isPresent() && line.figures().value().isPresent())
                .sorted(Comparator.comparing((ScoreboardLine<String> line) ->
                                line.figures().value().orElseThrow())
                        .reversed())
                .limit(3)
                .map(line -> line.group().orElseThrow() + " "
                        + Words.amount(line.figures().value().orElseThrow()))
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> flags(ScoreboardLine<String> line) {
        List<String> rules = new ArrayList<>();
        line.flags().stream().map(RunRule.Flag::rule).forEach(rule -> rules.add(rule + " (customers)"));
        line.valueFlags().stream().map(RunRule.Flag::rule).forEach(rule -> rules.add(rule + " (value)"));
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of("out of the ordinary on its chart (" + String.join(", ", rules) + ")");
    }

    /** What is to be held against a change of the losses since last year. */
    private Optional<String> against(ScoreboardLine<String> line) {
        return line.metric() == Metric.LOST
                        && line.change(Reference.LAST_YEAR, CONFIDENCE).isPresent()
                ? PeriodRates.reference(board.period(), Reference.LAST_YEAR).flatMap(reservations::against)
                : Optional.empty();
    }

    private Tone tone(Metric metric, ScoreboardLine<String> line) {
        Optional<Figures> year = line.earlier(Reference.LAST_YEAR);
        if (year.isEmpty()
                || against(line).isPresent()
                || line.change(Reference.LAST_YEAR, CONFIDENCE).isEmpty()) {
            return Tone.FACT;
        }
        double before = size(year.get());
        double now = size(line.figures());
        return now > before == (metric == Metric.LOST) ? Tone.WORSE : Tone.BETTER;
    }

    private static double size(Figures figures) {
        return figures.rate().map(rate -> rate.asDouble()).orElse((double) figures.customers());
    }

    /**
     * Every line of every metric.
     *
     * @param words what changed, and how totals agree
     */
    Block block(List<String> words) {
        Table.Builder table = Table.named("lines", "Every line, with the same period last year")
                .column("line", "What")
                .column("customers", "Customers")
                .column("value", "Value")
                .column("profit", "Profit")
                .column("rate", "Rate")
                .column("rateOf", "of whom")
                .column("interval", "95 % interval")
                .column("customersLastYear", "Last year")
                .column("valueLastYear", "Value last year")
                .column("words", "Change and flags")
                .showing(40);
        for (ScoreboardLine<String> line : board.lines()) {
            Figures figures = line.figures();
            if (figures.customers() == 0 && line.group().equals(Optional.of(Group.MISSING))) {
                continue;
            }
            Optional<Figures> year = line.earlier(Reference.LAST_YEAR);
            table.row(
                    Cell.text(Words.capital(line.name()) + label(line, ": ")),
                    count(line),
                    value(Optional.of(figures)),
                    figures.profit()
                            .filter(unused -> hasCosts)
                            .map(Cell::amount)
                            .orElseGet(Cell::none),
                    figures.rate().map(rate -> Cell.share(rate.asDouble())).orElseGet(Cell::none),
                    line.rateOf()
                            .filter(unused -> figures.rate().isPresent())
                            .map(Cell::text)
                            .orElseGet(Cell::none),
                    line.interval(CONFIDENCE)
                            .map(each -> Cell.shares(each.lower(), each.upper()))
                            .orElseGet(Cell::none),
                    year.map(each -> Cell.count(each.customers())).orElseGet(Cell::none),
                    value(year),
                    Cell.text(reservations
                                    .running()
                                    .orElseGet(() -> year.isEmpty()
                                            ? "no last year in the data"
                                            : line.change(Reference.LAST_YEAR, CONFIDENCE)
                                                    .orElse("no clear change"))
                            + against(line).map(each -> "; " + each).orElse("")
                            + flags(line).map(each -> "; " + each).orElse("")));
        }
        return Block.of(
                "board",
                "The scoreboard line by line, and what changed",
                words,
                List.of(table.build()),
                Arrays.stream(Metric.values())
                        .filter(metric -> board.line(metric).isEmpty())
                        .map(metric -> name(metric).toLowerCase(Locale.ROOT) + ": needs " + needs(metric))
                        .toList());
    }
}
