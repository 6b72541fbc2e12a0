package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Drill;
import dev.retention.examples.review.figures.Review;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.CallChoice;
import dev.retention.loss.CallList;
import dev.retention.loss.CallRecord;
import dev.retention.loss.CustomerLoss;
import dev.retention.loss.IssueBook;
import dev.retention.loss.IssueSource;
import dev.retention.loss.IssueUpdate;
import dev.retention.loss.Loss;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossTable;
import dev.retention.loss.LossWorth;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.SignalTable;
import dev.retention.loss.TraitTable;
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
        Scoreboard<String>.InPeriod board = tables.scoreboard().in(time.period());
        LossTable<String> table = tables.losses();
        LossTable<String>.InPeriod in = table.in(time.period());
        List<Loss<String>> losses = in.losses();
        Optional<SignalTable<String>> signals = tables.signals();
        Optional<TraitTable<String>> traits = tables.traits(in.members(LossItem.LOST), in.members(LossItem.START));
        List<CustomerLoss<String>> lost = losses.stream().map(ReviewCalculator::lost).toList();
        CallList<String> list = calls(lost, calls);
        IssueUpdate<String> update = book.orElseGet(IssueBook::empty)
                .merged(lost, IssueSource.REVIEW, time.lastDay(), LEAST);
        ScoreboardCalculator scoreboard = new ScoreboardCalculator(board, openings);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new LossesCalculator(source, time, terms, table, openings).block(losses));
        blocks.add(new TraitsCalculator(traits, " in " + time.label(), openings).block());
        blocks.add(new SignalsCalculator(signals, time, openings, terms.days(), Asked.names(source)).block());
        blocks.add(new HealthCalculator(source, time, openings, terms.days()).block(tables.sweep()));
        blocks.add(new IssuesCalculator(update, day(), book.isPresent(), source.all(), openings, Map.of()).block());
        blocks.add(scoreboard.block());
        CallsCalculator called = new CallsCalculator(list);
        return new Counted(
                new Review(
                        head(),
                        scoreboard.tiles(),
                        new FindingsCalculator(board, in, signals, traits, time).findings(),
                        terms.named() ? Optional.of(called.table()) : Optional.<Table>empty(),
                        terms.named() ? called.words() : List.of(),
                        blocks,
                        terms.named() ? new DrillCalculator(source, time.upTo()).list(openings) : Drill.nobody()),
                list,
                update.book());
    }

    /** The day of the review. */
    private LocalDate day() {
        return time.timeline().asOf();
    }

    private static CustomerLoss<String> lost(Loss<String> loss) {
        return new CustomerLoss<>(
                loss.customer(), loss.value(LossWorth.YEAR_BEFORE), loss.reasonNow(), Optional.of(loss.day()));
    }

    private CallList<String> calls(List<CustomerLoss<String>> lost, List<CallRecord<String>> calls) {
        CallChoice choice = CallChoice.of(terms.call(), terms.rule(), day()).by(terms.callers().toArray(String[]::new));
        return terms.seed().isPresent()
                ? choice.from(lost, calls, new SplittableRandom(terms.seed().getAsLong()))
                : choice.from(lost, calls);
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
                source.leftOut(),
                source.read(),
                source.files(),
                tables.absent());
    }
}
