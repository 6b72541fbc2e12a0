package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.service.BoundedShare;
import dev.retention.service.LaterLossTable;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one signal told of the losses to come, as {@link Signals} counts it: over all periods, and of each.
 *
 * <p>Numbers are losses, alarms and days; members are customers, each once, who may have several. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class AskedSignal<K> {
    private static final double CONFIDENCE = 0.95;

    private final SignalNumbers<K> numbers;
    private final LaterLossTable<K> risk;
    private final Optional<StratifiedComparison> comparison;
    private final OptionalDouble adjusted;

    AskedSignal(SignalNumbers<K> numbers, LaterLossTable<K> risk) {
        this(numbers, risk, risk.overall(), OptionalDouble.empty());
    }

    private AskedSignal(
            SignalNumbers<K> numbers,
            LaterLossTable<K> risk,
            Optional<StratifiedComparison> comparison,
            OptionalDouble adjusted) {
        this.numbers = numbers;
        this.risk = risk;
        this.comparison = comparison;
        this.adjusted = adjusted;
    }

    AskedSignal<K> withAdjusted(double p) {
        return new AskedSignal<>(numbers, risk, comparison, OptionalDouble.of(p));
    }

    /**
     * Which signal.
     *
     * @return its definition, or {@link Signals#ANY}
     */
    public String signal() {
        return numbers.signal();
    }

    /**
     * The risks behind the comparison: by period, by tenure, with members.
     *
     * @return the table
     */
    public LaterLossTable<K> risk() {
        return risk;
    }

    /**
     * The risk to be lost in a period after the signal against that of others, within brackets of tenure and periods.
     *
     * @return the comparison; empty if there are nowhere customers of both kinds
     */
    public Optional<StratifiedComparison> comparison() {
        return comparison;
    }

    /**
     * How probable a difference of risks at least as large is where the signal tells nothing, by Mantel and Haenszel with correction for
     * continuity.
     *
     * @return in [0, 1]; empty if the risks cannot be compared
     */
    public OptionalDouble pValue() {
        return comparison.map(all -> all.pValue(true)).orElse(OptionalDouble.empty());
    }

    /**
     * The p-value adjusted for all signals that were asked of.
     *
     * @return in [0, 1]; empty if the risks cannot be compared, and of {@link Signals#ANY}, which is no signal of its own
     */
    public OptionalDouble adjusted() {
        return adjusted;
    }

    /**
     * What the signal tells.
     *
     * @param level the level at which a signal is told from chance, inside (0, 1), such as 0.05
     * @return the verdict by the {@link #adjusted} p-value
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public SignalVerdict verdict(double level) {
        Checks.openUnit(level, "level");
        return comparison.map(all -> SignalVerdict.of(all, adjusted, level)).orElse(SignalVerdict.NOT_COMPARABLE);
    }

    /**
     * How many losses, alarms or days an item has, or what it is worth.
     *
     * @param item which
     * @return the sum over all periods; of values in minor units
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long number(SignalItem item) {
        return numbers.number(requireNonNull(item, "item"), numbers.periods());
    }

    /**
     * The same of one period.
     *
     * @param item which
     * @param period the label of the period, such as {@code 2024-03}
     * @return the number; of values in minor units
     * @throws IllegalArgumentException if the label is not a period of the timeline
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long number(SignalItem item, String period) {
        requireNonNull(item, "item");
        return numbers.number(item, numbers.labelled(period));
    }

    /**
     * The customers of an item. Takes one more pass over the store.
     *
     * @param item which
     * @return each once
     * @throws IllegalStateException if the table was made from tallies
     */
    public Members<K> members(SignalItem item) {
        return numbers.members(requireNonNull(item, "item"), numbers.periods());
    }

    /**
     * The customers of an item in one period. Takes one more pass over the store.
     *
     * @param item which
     * @param period the label of the period, such as {@code 2024-03}
     * @return each once
     * @throws IllegalArgumentException if the label is not a period of the timeline
     * @throws IllegalStateException if the table was made from tallies
     */
    public Members<K> members(SignalItem item, String period) {
        requireNonNull(item, "item");
        return numbers.members(item, numbers.labelled(period));
    }

    /**
     * The customers whose losses were announced some days before. Takes one more pass over the store.
     *
     * @param fewestDays the fewest days from signal to loss, at least 1
     * @param mostDays the most days, at most those {@linkplain Signals#within within} which losses are looked for
     * @return each once
     * @throws IllegalArgumentException if the days are out of range or do not ascend
     * @throws IllegalStateException if the table was made from tallies
     */
    public Members<K> ledBy(int fewestDays, int mostDays) {
        Checks.within(fewestDays, 1, numbers.within(), "fewestDays");
        Checks.within(mostDays, fewestDays, numbers.within(), "mostDays");
        return numbers.ledBy(fewestDays, mostDays);
    }

    /**
     * Of the losses, how many the signal went before.
     *
     * @return the share; empty if there are no losses
     */
    public Optional<Proportion> recall() {
        return numbers.share(SignalItem.ANNOUNCED, SignalItem.UNANNOUNCED);
    }

    /**
     * The same of one period.
     *
     * @param period the label of the period, such as {@code 2024-03}
     * @return the share; empty if there are no losses
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Optional<Proportion> recall(String period) {
        return numbers.share(SignalItem.ANNOUNCED, SignalItem.UNANNOUNCED, numbers.labelled(period));
    }

    /**
     * Of what the losses were worth, how much was announced.
     *
     * @return the share of the sums; empty if one of them is below 0, or both are 0
     * @throws ArithmeticException if a sum does not fit a long
     */
    public OptionalDouble shareOfValue() {
        long announced = number(SignalItem.VALUE_ANNOUNCED);
        long other = number(SignalItem.VALUE_UNANNOUNCED);
        return announced < 0 || other < 0 || (announced == 0 && other == 0)
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) announced / ((double) announced + (double) other));
    }

    /**
     * Of the alarms whose days are over, how many were followed by a loss.
     *
     * @return the share, to be set beside {@link SignalTable#baseRate}; empty if there are none
     */
    public Optional<Proportion> precision() {
        return numbers.share(SignalItem.FOLLOWED, SignalItem.NOT_FOLLOWED);
    }

    /**
     * Of all alarms, how many are followed by a loss, whatever comes of those whose days are not over.
     *
     * @return the share with its bounds; empty if there are no alarms
     */
    public Optional<BoundedShare> alarms() {
        long met = Math.addExact(number(SignalItem.FOLLOWED), number(SignalItem.FOLLOWED_SO_FAR));
        long missed = number(SignalItem.NOT_FOLLOWED);
        long open = number(SignalItem.OPEN);
        return met + missed + open == 0 ? Optional.empty() : Optional.of(BoundedShare.of(met, missed, open));
    }

    /**
     * How much more often alarms are followed by a loss than any days on which customers were live.
     *
     * @return {@link #precision} over {@link SignalTable#baseRate}, at least 0: 1 of a signal that tells nothing; empty if either is, or
     *     the base rate is 0
     */
    public OptionalDouble lift() {
        Optional<Proportion> base = base();
        return precision().isEmpty() || base.isEmpty() || base.get().count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(precision().get().asDouble() / base.get().asDouble());
    }

    Optional<Proportion> base() {
        return new SignalNumbers<>(Signals.LIVE_DAYS, numbers.within(), numbers.counted())
                .share(SignalItem.FOLLOWED, SignalItem.NOT_FOLLOWED);
    }

    /**
     * How many days before the losses they were announced.
     *
     * @return the days, of none if no loss was announced
     */
    public LeadTimes leads() {
        return LeadTimes.of(numbers.leads());
    }

    /**
     * What the signal told, with the verdict.
     *
     * @param level the level at which a signal is told from chance, inside (0, 1), such as 0.05
     * @return such as {@code "complaint" on tickets goes before 31.0 % of losses, …, at 2.1 times the risk (1.6 to 2.8): a warning}
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public String inWords(double level) {
        return this + ": " + verdict(level);
    }

    /**
     * Prints what the signal told, such as {@code "complaint" on tickets goes before 31.0 % of losses, 45 days ahead at the median, at 2.1
     * times the risk (1.6 to 2.8)}.
     */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(signal());
        recall().ifPresentOrElse(
                        share -> words.append(" goes before ")
                                .append(Text.percent(share.asDouble()))
                                .append(" of losses"),
                        () -> words.append(": no losses"));
        leads().median()
                .ifPresent(
                        days -> words.append(", ").append(Text.number(days, 4)).append(" days ahead at the median"));
        comparison.ifPresent(all -> all.ratio().ifPresent(ratio -> {
            Interval interval = all.ratioInterval(CONFIDENCE);
            words.append(", at ").append(Text.number(ratio, 2)).append(" times the risk");
            words.append(" (").append(Text.number(interval.lower(), 2)).append(" to ");
            words.append(Text.number(interval.upper(), 2)).append(')');
        }));
        return words.toString();
    }
}
