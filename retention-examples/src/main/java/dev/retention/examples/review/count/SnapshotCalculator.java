package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.count.SnapshotSource.Row;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Drill;
import dev.retention.examples.review.figures.Found;
import dev.retention.examples.review.figures.Review;
import dev.retention.examples.review.figures.Tile;
import dev.retention.history.Members;
import dev.retention.loss.CallChoice;
import dev.retention.loss.CallList;
import dev.retention.loss.CustomerLoss;
import dev.retention.loss.Snapshot;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Counts a review of a file with one line for each customer: who left, and what they have in common. */
public final class SnapshotCalculator {

    private static final int CLASSES = 4;
    private static final int FINDINGS = 3;
    private static final double LEVEL = 0.05;
    private static final String NO_DAYS = "not known: a snapshot has no days";

    private final SnapshotSource source;
    private final Terms terms;
    private final Openings openings = new Openings();

    /** Of this file. */
    public SnapshotCalculator(SnapshotSource source, Terms terms) {
        this.source = source;
        this.terms = terms;
    }

    /**
     * A review, and whom to call.
     *
     * @param review the review
     * @param calls the list
     */
    public record Counted(Review review, CallList<String> calls) {}

    /** Counts it. */
    public Counted count() {
        List<Row> lost = source.rows().stream().filter(Row::lost).toList();
        Optional<TraitTable<String>> traits =
                lost.isEmpty() || lost.size() == source.rows().size() ? Optional.empty() : Optional.of(traits());
        CallsCalculator calls = new CallsCalculator(calls(lost), Optional.empty());
        List<Block> blocks = List.of(new TraitsCalculator(traits, "", openings, terms.minimum()).block());
        Review review = new Review(
                head(),
                tiles(lost, traits),
                findings(lost, traits),
                terms.named() ? Optional.of(calls.table()) : Optional.empty(),
                terms.named() ? calls.words() : List.of(),
                blocks,
                terms.named() ? new SnapshotDrill(source).list(openings) : Drill.nobody());
        return new Counted(review, calls.list());
    }

    private TraitTable<String> traits() {
        Snapshot<Row, String> snapshot = Snapshot.of(source.rows(), Row::customer, Row::lost);
        for (String column : source.columns()) {
            Optional<NumberColumn> numbers = NumberColumn.of(source.rows().stream()
                    .flatMap(row -> Optional.ofNullable(row.attributes().get(column)).stream())
                    .toList());
            snapshot = numbers.isPresent()
                    ? snapshot.quantiles(
                            numbers.get().name(column),
                            row -> numbers.get().whole(row.attributes().get(column)),
                            CLASSES)
                    : snapshot.text(column, row -> row.attributes().get(column));
        }
        if (source.valueColumn().isPresent()) {
            snapshot = snapshot.value(
                    source.valueColumn().get() + " (value)",
                    row -> row.value().map(BigDecimal::unscaledValue).orElse(null));
        }
        return snapshot.traits(TraitRanking.WRACC, each -> each.minimum(terms.minimum()));
    }

    private Optional<BigDecimal> value(List<Row> rows) {
        return source.valueColumn()
                .map(unused -> rows.stream()
                        .flatMap(row -> row.value().stream())
                        .reduce(source.unit().zero(), BigDecimal::add));
    }

    private List<Tile> tiles(List<Row> lost, Optional<TraitTable<String>> traits) {
        Cell count = traits.isEmpty()
                ? Cell.count(lost.size())
                : openings.count("lost", "lost", lost.size(), traits.get()::target);
        return List.of(
                new Tile(
                        "lost",
                        "Lost customers",
                        count,
                        value(lost).map(Cell::amount).orElseGet(Cell::none),
                        Cell.none(),
                        Cell.none(),
                        LossesCalculator.rate(
                                        Proportion.of(lost.size(), source.rows().size())) + " of all in the file",
                        Tone.FACT),
                absent("new", "New customers"),
                absent("renewals", "Renewed"),
                absent("groups", "Revenue and profit by group"),
                absent("referrals", "Referred customers"));
    }

    private static Tile absent(String key, String name) {
        return new Tile(key, name, Cell.none(), Cell.none(), Cell.none(), Cell.none(), NO_DAYS, Tone.FACT);
    }

    private List<Found> findings(List<Row> lost, Optional<TraitTable<String>> traits) {
        List<Found> all = new ArrayList<>();
        List<Trait<String>> named = traits.map(table ->
                        table.higher().found(LEVEL).stream().limit(FINDINGS).toList())
                .orElse(List.of());
        named.forEach(trait -> all.add(found(trait, named.get(0))));
        if (all.isEmpty()) {
            all.add(new Found(
                    new Finding(Tone.FACT, "Nothing that the lost have in common can be told from chance."),
                    Cell.count(lost.size())));
        }
        return all;
    }

    /** Of traits after the first, how many of the lost they share with it. */
    private Found found(Trait<String> trait, Trait<String> first) {
        Members<String> lost = trait.membersInTarget();
        String common = trait == first
                ? ""
                : "; "
                        + Words.percent(
                                (double) lost.and(first.membersInTarget()).size() / lost.size())
                        + " of these lost have " + first.name() + ", too";
        return new Found(
                new Finding(Tone.WORSE, Words.capital(TraitsCalculator.sentence(trait)) + common + "."),
                openings.count(
                        "found:" + Openings.slug(trait.name()),
                        "lost, " + trait.name(),
                        trait.counts().targetWith(),
                        trait::membersInTarget));
    }

    private CallList<String> calls(List<Row> lost) {
        List<CustomerLoss<String>> candidates = lost.stream()
                .map(row -> new CustomerLoss<>(
                        row.customer(), row.value(), Optional.<String>empty(), Optional.<LocalDate>empty()))
                .toList();
        // No day is known, and nobody was called before.
        CallChoice choice = CallChoice.of(terms.call(), terms.rule(), LocalDate.EPOCH)
                .by(terms.callers().toArray(String[]::new));
        return terms.seed().isPresent()
                ? choice.from(
                        candidates, List.of(), new SplittableRandom(terms.seed().getAsLong()))
                : choice.from(candidates, List.of());
    }

    private Review.Head head() {
        return new Review.Head(
                source.name(),
                false,
                "",
                "A snapshot of " + Words.counted(source.rows().size(), "customer") + ", without days",
                true,
                "",
                List.of(
                        "who left by column " + source.lostColumn(),
                        source.columns().size() + " columns tried as traits"),
                source.unit(),
                "",
                source.leftOut(),
                source.read(),
                List.of(),
                List.of("A snapshot has no days: nothing is said of periods, of what announced losses, of last year, of"
                        + " renewals, referrals and issues; give --subscriptions with starts and ends, or orders"));
    }
}
