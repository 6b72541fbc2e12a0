package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.ExperimentFigures;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Drill;
import dev.retention.examples.review.figures.Review;
import dev.retention.history.Members;
import dev.retention.loss.CallChoice;
import dev.retention.loss.CallList;
import dev.retention.loss.CallRecord;
import dev.retention.loss.CustomerLoss;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueUpdate;
import dev.retention.loss.Loss;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossReviewBuilder;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.loss.TraitRanking;
import dev.retention.movement.Contracts;
import dev.retention.movement.Movements;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Counts a review. */
public final class ReviewCalculator {

    /** So many customers must leave for a reason that no issue is about before one is proposed. */
    private static final int LEAST = 3;

    private final ReviewSource source;
    private final ReviewTime time;
    private final Terms terms;
    private final Openings openings = new Openings();
    private final Tables tables;

    /** Of these data. */
    public ReviewCalculator(ReviewSource source, ReviewTime time, Terms terms) {
        this.source = source;
        this.time = time;
        this.terms = terms;
        this.tables = new Tables(source, time, terms);
    }

    /**
     * A review, with what is kept for the next one.
     *
     * @param review the review
     * @param calls whom to call
     * @param issues what is to be mended
     */
    public record Counted(Review review, CallList<String> calls, IssueBook<String> issues) {}

    /**
     * Counts it.
     *
     * @param book the issues of the review before, if they were carried over
     * @param calls who was called before
     */
    public Counted count(Optional<IssueBook<String>> book, List<CallRecord<String>> calls) {
        HealthCalculator health = new HealthCalculator(source, time, openings, terms.days());
        Optional<HealthCalculator.Checked> checked = health.check(tables.sweep());
        LossReviewBuilder<String> begun = LossReview.of(tables.sweep(), tables.losses())
                .valuedBy(LossWorth.YEAR_BEFORE)
                .scoreboard(tables.scoreboard())
                .traits(TraitRanking.WRACC, tables::attributes);
        if (tables.signals().isPresent()) {
            begun = begun.signals(tables.signals().get().of(tables.sweep()));
        }
        LossReviewBuilder<String> asked = begun.issues(book.orElseGet(IssueBook::empty), LEAST);
        if (checked.isPresent()) {
            asked = asked.scoreCheck(checked.get().check());
        }
        if (source.reasons() && book.isPresent()) {
            asked = new Fixes(time.timeline().grain(), day(), isRestated()).askedBy(asked, book.get());
        }
        LossReview<String> review = asked.inPeriod(time.period());
        List<Loss<String>> losses = review.losses().losses();
        Reservations reservations = new Reservations(source, time);
        Returns returns = new Returns(source, review.losses());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new LossesCalculator(source, time, terms, review.lossTable(), openings).block(losses, returns));
        blocks.add(new StayCalculator(source, time, openings).block(review.lossTable(), tables.sweep()));
        blocks.add(new TraitsCalculator(review.traits(), " in " + time.label(), openings, terms.minimum()).block());
        Map<String, String> names = Asked.names(source);
        Members<String> lost = review.losses().members(LossItem.LOSSES);
        blocks.add(new SignalsCalculator(review.signals(), time, openings, terms.days(), names, lost).block());
        blocks.add(new TopicsCalculator(source, time, openings).block(tables.sweep()));
        blocks.add(health.block(checked));
        Optional<WinBacks> winBacks = WinBacks.of(source, time.timeline(), tables.sweep());
        blocks.add(new WinBackCalculator(winBacks, source, time, openings, terms.days()).block());
        List<ExperimentFigures> experiments = TriedCalculator.figures(source, time.timeline(), openings);
        blocks.add(TriedCalculator.block(experiments, source.unit()));
        blocks.add(new RenewalsCalculator(tables.renewals(), source, time, openings).block());
        blocks.add(new ReferralsCalculator(tables.byReferrer(), source, time, openings).block());
        IssueUpdate<String> issues = review.issues().orElseThrow();
        blocks.add(new IssuesCalculator(issues, day(), book.isPresent(), source.all(), openings, review.fixes(), losses)
                .block());
        CallList<String> list = list(returns.away(losses), calls);
        CallsCalculator toCall = new CallsCalculator(list, returns.words(losses));
        Optional<Movements<String>> movements = tables.movements();
        ScoreboardCalculator board = new ScoreboardCalculator(
                scoreboard(review),
                openings,
                source.all(),
                reservations,
                tables.hasCosts(),
                (metric, period) -> value(review.lossTable(), movements, metric, period));
        blocks.add(
                board.block(new ChangeCalculator(review, before(begun), names, reservations, tables::isClass).words()));
        return new Counted(
                new Review(
                        head(),
                        board.tiles(),
                        TriedCalculator.findings(
                                new FindingsCalculator(
                                                review, names, openings, reservations, source.reasons(), terms.days())
                                        .findings(),
                                experiments),
                        terms.named() ? Optional.of(toCall.table()) : Optional.empty(),
                        terms.named() ? toCall.words() : List.of(),
                        blocks,
                        terms.named() ? new DrillCalculator(source, time.upTo()).list(openings) : Drill.nobody()),
                list,
                issues.book());
    }

    /** Of orders, what the new spent at first and the lost in the year before. */
    private Optional<BigDecimal> value(
            LossTable<String> losses, Optional<Movements<String>> movements, Metric metric, Period period) {
        return metric == Metric.NEW
                ? movements.map(table -> table.inPeriod(period).newCustomers().amount())
                : metric == Metric.LOST
                        ? losses.inPeriod(period).value(LossItem.LOST, LossWorth.YEAR_BEFORE)
                        : Optional.empty();
    }

    private static Scoreboard<String>.InPeriod scoreboard(LossReview<String> review) {
        return review.scoreboard().orElseThrow();
    }

    /** The review of the period before, if the data go back so far. */
    private Optional<LossReview<String>> before(LossReviewBuilder<String> begun) {
        return time.period().compareTo(time.timeline().first()) > 0
                ? Optional.of(begun.inPeriod(time.period().plus(-1)))
                : Optional.empty();
    }

    private boolean isRestated() {
        return source.base().columns().contains(Contracts.REASON_NOW);
    }

    /** The day of the review. */
    private LocalDate day() {
        return time.timeline().asOf();
    }

    /** Whom to call of those who are still away. */
    private CallList<String> list(List<Loss<String>> away, List<CallRecord<String>> calls) {
        CallChoice choice = CallChoice.of(terms.call(), terms.rule(), day())
                .by(terms.callers().toArray(String[]::new));
        List<CustomerLoss<String>> candidates = away.stream()
                .map(loss -> CustomerLoss.of(loss, LossWorth.YEAR_BEFORE))
                .toList();
        return terms.seed().isPresent()
                ? choice.from(
                        candidates, calls, new SplittableRandom(terms.seed().getAsLong()))
                : choice.from(candidates, calls);
    }

    private Review.Head head() {
        return new Review.Head(
                source.name(),
                source.simulated(),
                time.label(),
                time.words(),
                time.isOver(),
                source.asOf().toString(),
                List.of(
                        Words.counted(source.base().customers(), "customer") + " ever",
                        "data from " + source.base().firstDay().orElse(source.asOf()) + " to " + source.asOf()
                                + (source.statedAsOf().isPresent() ? "" : " (the last date in the data)")),
                source.unit(),
                source.kind() == ReviewSource.Kind.ORDERS ? "" : "a month",
                source.leftOut(),
                source.read(),
                source.files(),
                tables.absent());
    }
}
