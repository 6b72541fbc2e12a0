package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.movement.ChurnTable;
import dev.retention.rule.Reconciliation;
import dev.retention.rule.Sweep;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The review of the losses of one period: who came and left, whom a company lost and why, what they have in common, what announced it,
 * whom to call, and which issues are open.
 *
 * <pre>{@code
 * LossReview<String> review = LossReview.of(Sweep.over(tracks), Losses.over(quarters, LIVE).on("contracts")
 *                 .worth(LossValue.recurring()))
 *         .traits(TraitRanking.LIFT, plan, sector)
 *         .signals(Signals.over(months, LIVE).on("contracts").asking(complaint, lowScore, late))
 *         .calls(CallChoice.of(10, CallRule.VALUE, LocalDate.of(2026, 7, 1)), earlierCalls)
 *         .issues(lastBook, 3)
 *         .inPeriod("2026-Q2");
 * review.headlines();                       // three sentences at most, each with its number, interval and customers
 * review.scoreboard();                      // new, lost, renewals, groups, referrals
 * review.losses().losses();                 // who, one by one
 * review.reconcile();                       // who is lost here and not in the table of movements, and the other way round
 * review.comparedWith(reviewOfLastQuarter);
 * LossReview.of(sweep, Losses.over(quarters, Spells.ofOrders(180))).inPeriod("2026-Q2");   // from orders alone
 * }</pre>
 *
 * <p>Each part is the very object that its method makes. What was not told of is {@link #absent}, with what it needs. When a review is
 * made, its totals are held against the table of churn by the same spells, and it is refused if a number differs, with the customers:
 *
 * <pre>
 *   start + new + reactivated = end + loss events        of the table of churn
 *   START = start,  LOST = lost                          of {@link LossTable} and the table of churn, by number
 *   as many losses as are listed                         of {@link LossTable}
 * </pre>
 *
 * <p>The lines of new and lost customers on its scoreboard are of these tables. Where one is {@linkplain LossReviewBuilder#scoreboard
 * handed over} that sees by another definition, such as of movements of customers who buy in a month, {@link #words} says so where the
 * numbers differ, and {@link #reconcile} by whom.
 *
 * <p>What is {@linkplain #findings found} was asked as one: the p-values of all traits, all signals and all changes are corrected
 * together by Benjamini and Hochberg, so that where nothing goes with leaving something is found in at most 5 % of reviews, or what
 * {@linkplain LossReviewBuilder#level level} is set. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg (1995), Controlling the false discovery rate</a>
 * @since 0.1.0
 */
public final class LossReview<K> implements Tabular {
    /** How many findings are {@link #headlines}. */
    public static final int HEADLINES = 3;

    private final ReviewParts<K> parts;
    private final ReviewQuestions<K> questions;
    private final List<Finding<K>> findings;

    LossReview(ReviewParts<K> parts) {
        this.parts = parts;
        ReviewTotals.check(parts);
        this.questions = new ReviewQuestions<>(parts);
        this.findings = questions.answered(parts.level());
    }

    /**
     * Begins a review.
     *
     * @param sweep a sweep over the store with all tracks, such as one on several threads
     * @param losses how losses are counted, and on which track
     * @param <K> the type of customer keys
     * @return what else is to be in it
     */
    public static <K> LossReviewBuilder<K> of(Sweep<K> sweep, Losses losses) {
        return new LossReviewBuilder<>(requireNonNull(sweep, "sweep"), requireNonNull(losses, "losses"));
    }

    /**
     * The period.
     *
     * @return the period
     */
    public Period period() {
        return parts.period();
    }

    /**
     * How much of the period could be observed.
     *
     * @return OBSERVED, or PARTIAL if it is still running: all is so far
     */
    public CellState state() {
        return parts.table().timeline().state(period());
    }

    /**
     * Who came and left, with what else was told: the first panel.
     *
     * @return the scoreboard of the period; empty of a list of losses, which does not tell who came
     */
    public Optional<Scoreboard<K>.InPeriod> scoreboard() {
        return parts.scoreboard().map(board -> board.inPeriod(period()));
    }

    /**
     * The losses of the period.
     *
     * @return who, what they were worth, why they went, and whether anything was heard before
     */
    public LossTable<K>.InPeriod losses() {
        return parts.table().inPeriod(period());
    }

    /**
     * The losses of every period.
     *
     * @return the table that {@link #losses} is of
     */
    public LossTable<K> lossTable() {
        return parts.table();
    }

    /**
     * The table of churn by the same spells, with which the totals were checked.
     *
     * @return the churn of the period; empty of a list of losses
     */
    public Optional<ChurnTable<K>.InPeriod> churn() {
        return parts.churn().map(churn -> churn.inPeriod(period()));
    }

    /**
     * What the lost have in common, against all who were there at the start of the period, as it was known on the day before.
     *
     * @return every trait that was tried; empty if none was asked of, or nobody was there or lost
     */
    public Optional<TraitTable<K>> traits() {
        return parts.traits();
    }

    /**
     * What announced the losses, in all periods of its own.
     *
     * @return every signal that was asked of; empty if none was
     */
    public Optional<SignalTable<K>> signals() {
        return parts.signals();
    }

    /**
     * Whether a score tells who will leave.
     *
     * @return the check; empty if none was handed over
     */
    public Optional<ScoreCheck> scoreCheck() {
        return parts.scoreCheck();
    }

    /**
     * Whom to call, of those who have not come back by the end of the data.
     *
     * @return the list; empty if none was asked for
     */
    public Optional<CallList<K>> calls() {
        return parts.calls();
    }

    /**
     * The issues carried over from the review before, with the losses of this period behind them, and those that it proposes.
     *
     * @return the book to be carried to the next review, and what is new in it; empty if no book was handed over
     */
    public Optional<IssueUpdate<K>> issues() {
        return parts.issues();
    }

    /**
     * What came of issues that were mended.
     *
     * @return the outcome of each fix that was asked of, by the id of its issue; unmodifiable
     */
    public Map<String, FixOutcome> fixes() {
        return parts.fixes();
    }

    /**
     * How many tests were made: of traits as many as {@link TraitTable#tests} says, of signals, and of changes of the whole and of each
     * reason.
     *
     * @return how many p-values were corrected together, at least 0
     */
    public int asked() {
        return questions.tests();
    }

    /**
     * What was found beyond chance of all that was asked, that of the largest {@link Finding#excess} first.
     *
     * @return the findings whose corrected p-value is at most the level; unmodifiable
     */
    public List<Finding<K>> findings() {
        return findings;
    }

    /**
     * The findings that a manager reads.
     *
     * @return the first three of {@link #findings}, or fewer
     */
    public List<Finding<K>> headlines() {
        return findings.subList(0, Math.min(HEADLINES, findings.size()));
    }

    /**
     * Whether calls bring customers back: of all who were called so far, against those not called.
     *
     * @return the returns; empty if they were not asked of
     */
    public Optional<WinBackTable<K>> winBack() {
        return parts.winBack();
    }

    /**
     * What is not in the review, and what it needs.
     *
     * @return a sentence each
     */
    public List<String> absent() {
        return parts.absent();
    }

    /**
     * What is odd about the data, such as codes that a method was told of and no event has.
     *
     * @return a sentence each
     */
    public List<String> warnings() {
        return parts.warnings();
    }

    /**
     * By whom the review differs from the lines of its scoreboard: the lost at the start and not at the end against its lost, the
     * first arrivals against its new. Takes a pass over the store for each.
     *
     * @return two comparisons, without customers on either side where the definitions agree on the period; none of a list of losses
     */
    public List<Reconciliation<K>> reconcile() {
        return ReviewTotals.reconcile(parts);
    }

    /**
     * This review beside an earlier one.
     *
     * @param earlier a review of an earlier period of one grain, perhaps of an older state of the store
     * @return what changed
     * @throws IllegalArgumentException if its period is not before this one or of another grain, its losses are counted otherwise, or the
     *     two stores have no customer in common
     */
    public ReviewComparison<K> comparedWith(LossReview<K> earlier) {
        return new ReviewComparison<>(requireNonNull(earlier, "earlier"), this);
    }

    ReviewParts<K> parts() {
        return parts;
    }

    /**
     * The review in sentences: the scoreboard, what was found, whom to call, issues, and what is absent. What is said of a line of the
     * scoreboard is tested by itself at 95 %; what was found is corrected for all that was asked.
     *
     * @return the sentences, in the order in which they are read
     */
    public List<String> words() {
        return ReviewWords.of(this);
    }

    /** {@return the findings, the losses, the lines of the scoreboard, and what else there is to the review, each as a sheet} */
    public List<Sheet> sheets() {
        return LossSheets.of(this);
    }

    /** {@return the findings, a row each; {@link #sheets()} has all parts} */
    @Override
    public Sheet sheet() {
        return LossSheets.findings(this);
    }

    /** Prints the sentences, one in a line. */
    @Override
    public String toString() {
        return "review of " + period() + (state() == CellState.PARTIAL ? " so far" : "") + "\n"
                + String.join("\n", words());
    }
}
