package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What is to be in a {@link LossReview}, part by part. What is not told of is left out, and said to be
 * {@linkplain LossReview#absent absent}.
 *
 * <p>Begun by {@link LossReview#of}. Every method returns a copy, so that one builder makes the reviews of several periods. Immutable,
 * and as thread-safe as the source of randomness that it may be given.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LossReviewBuilder<K> {
    private final Sweep<K> sweep;
    private final Losses losses;
    private final ReviewSettings<K> settings;

    LossReviewBuilder(Sweep<K> sweep, Losses losses) {
        this(sweep, losses, new ReviewSettings<>());
    }

    private LossReviewBuilder(Sweep<K> sweep, Losses losses, ReviewSettings<K> settings) {
        this.sweep = sweep;
        this.losses = losses;
        this.settings = settings;
    }

    private LossReviewBuilder<K> with(Consumer<ReviewSettings<K>> change) {
        ReviewSettings<K> copy = settings.copy();
        change.accept(copy);
        return new LossReviewBuilder<>(sweep, losses, copy);
    }

    /**
     * Hands over a scoreboard of the caller's tables, with renewals, groups and referrals. Without, its lines are those of the losses:
     * who came and left by the same spells, and what the lost were {@linkplain #valuedBy worth}. One of other definitions, such as
     * movements by orders, may have other numbers, which {@link LossReview#words} says and {@link LossReview#reconcile} explains.
     *
     * @param board the scoreboard, of periods of the same grain and end as the losses, with that of the review among them
     * @return the review with it
     */
    public LossReviewBuilder<K> scoreboard(Scoreboard<K> board) {
        requireNonNull(board, "board");
        return with(changed -> changed.board = Optional.of(board));
    }

    /**
     * Looks at what the lost have in common: those who were there at the start of the period and are not at its end, among all who
     * were there at its start, by what was known on the day before.
     *
     * @param ranking what comes first
     * @param groupings the attributes, at least one
     * @return the review with traits, instead of any before
     * @throws IllegalArgumentException if there are no attributes
     */
    public LossReviewBuilder<K> traits(TraitRanking ranking, Grouping... groupings) {
        List<Grouping> all = List.copyOf(Arrays.asList(requireNonNull(groupings, "groupings")));
        checkArgument(!all.isEmpty(), "groupings must be at least one");
        return traits(ranking, traits -> traits.by(all.toArray(Grouping[]::new)));
    }

    /**
     * The same with numbers in classes, ordered attributes or a minimum support.
     *
     * @param ranking what comes first
     * @param attributes adds attributes to traits of the lost among all, which are read on the day before the period
     * @return the review with traits, instead of any before
     */
    public LossReviewBuilder<K> traits(TraitRanking ranking, UnaryOperator<Traits<K>> attributes) {
        requireNonNull(ranking, "ranking");
        requireNonNull(attributes, "attributes");
        return with(changed -> {
            changed.ranking = Optional.of(ranking);
            changed.attributes = attributes;
        });
    }

    /**
     * Asks what announced the losses.
     *
     * @param signals the signals, over periods that may be shorter than those of the review, such as its months; all of them are
     *     asked, and the customers of a finding are those of the period of the review; by the spells, on the track and with the end of
     *     the data of the losses
     * @return the review with signals, instead of any before
     */
    public LossReviewBuilder<K> signals(Signals signals) {
        requireNonNull(signals, "signals");
        return with(changed -> {
            changed.signals = Optional.of(signals);
            changed.announced = Optional.empty();
        });
    }

    /**
     * Hands over signals that are counted already, such as for the reviews of several periods.
     *
     * @param signals the table, of the same store and with the end of the data of the losses
     * @return the review with signals, instead of any before
     */
    public LossReviewBuilder<K> signals(SignalTable<K> signals) {
        requireNonNull(signals, "signals");
        return with(changed -> {
            changed.signals = Optional.empty();
            changed.announced = Optional.of(signals);
        });
    }

    /**
     * Hands over the check of a score, to be shown beside the signals.
     *
     * @param check the check
     * @return the review with it
     */
    public LossReviewBuilder<K> scoreCheck(ScoreCheck check) {
        requireNonNull(check, "check");
        return with(changed -> changed.check = Optional.of(check));
    }

    /**
     * Chooses whom to call of the losses of the period, leaving out those who {@linkplain LossTable.InPeriod#back came back} by the end of
     * the data.
     *
     * @param choice how many, by which rule, and by whom
     * @param earlier calls and lists so far; empty if there are none
     * @return the review with a call list, instead of any before
     * @throws IllegalArgumentException if the rule draws
     */
    public LossReviewBuilder<K> calls(CallChoice choice, Collection<CallRecord<K>> earlier) {
        List<CallRecord<K>> before = List.copyOf(requireNonNull(earlier, "earlier"));
        checkArgument(
                !requireNonNull(choice, "choice").rule().isDrawn(), "choice (%s) needs a source of randomness", choice);
        return with(changed -> {
            changed.choice = Optional.of(choice);
            changed.earlier = before;
            changed.random = Optional.empty();
        });
    }

    /**
     * Draws whom to call of the losses of the period.
     *
     * @param choice how many, by which rule, and by whom
     * @param earlier calls and lists so far; empty if there are none
     * @param random the source of randomness, of which each review draws anew
     * @return the review with a call list, instead of any before
     * @throws IllegalArgumentException if the rule does not draw
     */
    public LossReviewBuilder<K> calls(CallChoice choice, Collection<CallRecord<K>> earlier, RandomGenerator random) {
        List<CallRecord<K>> before = List.copyOf(requireNonNull(earlier, "earlier"));
        requireNonNull(random, "random");
        checkArgument(
                requireNonNull(choice, "choice").rule().isDrawn(),
                "choice (%s) must be one that draws to be given a source of randomness",
                choice);
        return with(changed -> {
            changed.choice = Optional.of(choice);
            changed.earlier = before;
            changed.random = Optional.of(random);
        });
    }

    /**
     * Asks whether calls bring customers back.
     *
     * @param winBack how returns are counted, and on which track calls are; by the spells, on the track and with the end of the data of the
     *     losses
     * @return the review with the returns of all who were called so far
     */
    public LossReviewBuilder<K> winBack(WinBack winBack) {
        requireNonNull(winBack, "winBack");
        return with(changed -> changed.winBack = Optional.of(winBack));
    }

    /**
     * Carries issues over, and proposes one for each reason of enough losses that none is about, opened on the last day of the period.
     *
     * @param book the issues of the review before; an empty book at first
     * @param least how many losses of one reason make a new issue, at least 1
     * @return the review with issues, instead of any before
     * @throws IllegalArgumentException if {@code least < 1}
     */
    public LossReviewBuilder<K> issues(IssueBook<K> book, int least) {
        requireNonNull(book, "book");
        Checks.positive((long) least, "least");
        return with(changed -> {
            changed.book = Optional.of(book);
            changed.least = least;
        });
    }

    /**
     * Asks what came of the fix of an issue: the customers of one group, whom it touched, against all others.
     *
     * @param issue the id of the issue, by which {@link LossReview#fixes} has the outcome; one of the book, where that is handed over
     * @param effect the day of the fix, which must be that of the book, and how long to look before and after it, by periods of the grain of
     *     the review
     * @param grouping how customers are parted
     * @param label the group that the issue touched
     * @return the review with that fix besides others
     * @throws IllegalArgumentException if the issue has a fix already, or the losses are of a list, which tells no rates
     */
    public LossReviewBuilder<K> fix(String issue, FixEffect effect, Grouping grouping, String label) {
        requireNonNull(issue, "issue");
        ReviewSettings.Fix fix = new ReviewSettings.Fix(
                requireNonNull(effect, "effect"), requireNonNull(grouping, "grouping"), requireNonNull(label, "label"));
        checkArgument(!settings.fixes.containsKey(issue), "issue (%s) has a fix already", issue);
        checkArgument(
                losses.settings().spells != null,
                "issue (%s) cannot be followed up: a list of losses tells no rates, see Losses.over",
                issue);
        Map<String, ReviewSettings.Fix> all = new LinkedHashMap<>(settings.fixes);
        all.put(issue, fix);
        return with(changed -> changed.fixes = all);
    }

    /**
     * Names by which worth calls, issues and the scoreboard value the lost.
     *
     * @param worth one that {@link Losses#worth} tells; by default {@link LossWorth#YEAR_BEFORE}, where it is not told the first that is
     * @return the review by that worth
     * @throws IllegalArgumentException if the losses are not told that worth
     */
    public LossReviewBuilder<K> valuedBy(LossWorth worth) {
        List<LossWorth> told = losses.settings().value.worths();
        checkArgument(
                told.contains(requireNonNull(worth, "worth")),
                "worth (%s) must be one that Losses.worth tells: %s",
                worth,
                told);
        return with(changed -> changed.worth = Optional.of(worth));
    }

    /**
     * Sets at which level something is found, of all that is asked together.
     *
     * @param level the bound of the share of reviews that find something where there is nothing, inside (0, 1); 0.05 by default
     * @return the review at that level
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public LossReviewBuilder<K> level(double level) {
        Checks.openUnit(level, "level");
        return with(changed -> changed.level = level);
    }

    /**
     * Makes the review of a period. Takes a few passes over the store, whatever the number of traits.
     *
     * @param label the label of the period, such as {@code 2026-Q2}
     * @return the review
     * @throws IllegalArgumentException if the label is not a period of the losses, the store lacks what a part reads, a part is of other
     *     periods or spells than the losses, a candidate was lost after the day of the calls, or a fix is not that of the book
     * @throws IllegalStateException if its totals do not add up; the message names the customers who differ
     */
    public LossReview<K> inPeriod(String label) {
        requireNonNull(label, "label");
        LossTable<K> table = losses.of(sweep);
        return inPeriod(table, table.inPeriod(label).period());
    }

    /**
     * Makes the review of a period.
     *
     * @param period a period of the losses
     * @return the review
     * @throws IllegalArgumentException as for {@link #inPeriod(String)}
     * @throws IllegalStateException as for {@link #inPeriod(String)}
     */
    public LossReview<K> inPeriod(Period period) {
        requireNonNull(period, "period");
        LossTable<K> table = losses.of(sweep);
        return inPeriod(table, table.inPeriod(period).period());
    }

    private LossReview<K> inPeriod(LossTable<K> table, Period period) {
        return new LossReview<>(new ReviewMaker<>(sweep, losses, settings, table, period).parts());
    }
}
