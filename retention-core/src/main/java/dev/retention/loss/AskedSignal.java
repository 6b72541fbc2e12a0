package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.StratifiedComparison;
import dev.retention.history.Members;
import dev.retention.internal.Checks;
import dev.retention.internal.ExactQuantile;
import dev.retention.internal.Text;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.service.BoundedShare;
import dev.retention.service.LaterLossTable;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

    private final String signal;
    private final int within;
    private final Counted<K, SignalCell> counted;
    private final LaterLossTable<K> risk;
    private final Optional<StratifiedComparison> comparison;
    private final OptionalDouble adjusted;

    AskedSignal(String signal, int within, Counted<K, SignalCell> counted, LaterLossTable<K> risk) {
        this(signal, within, counted, risk, risk.overall(), OptionalDouble.empty());
    }

    private AskedSignal(
            String signal,
            int within,
            Counted<K, SignalCell> counted,
            LaterLossTable<K> risk,
            Optional<StratifiedComparison> comparison,
            OptionalDouble adjusted) {
        this.signal = signal;
        this.within = within;
        this.counted = counted;
        this.risk = risk;
        this.comparison = comparison;
        this.adjusted = adjusted;
    }

    AskedSignal<K> withAdjusted(double p) {
        return new AskedSignal<>(signal, within, counted, risk, comparison, OptionalDouble.of(p));
    }

    /**
     * Which signal.
     *
     * @return its definition, or {@link Signals#ANY}
     */
    public String signal() {
        return signal;
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
        return comparison
                .map(all -> SignalVerdict.of(all, adjusted, level))
                .orElse(SignalVerdict.NOT_COMPARABLE);
    }

    /**
     * How many losses, alarms or days an item has, or what it is worth.
     *
     * @param item which
     * @return the sum over all periods; of values in minor units
     * @throws ArithmeticException if the sum does not fit a long
     */
    public long number(SignalItem item) {
        return sum(cells(requireNonNull(item, "item"), periods()));
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
        return sum(cells(item, List.of(labelled(period))));
    }

    /**
     * The customers of an item. Takes one more pass over the store.
     *
     * @param item which
     * @return each once
     * @throws IllegalStateException if the table was made from tallies
     */
    public Members<K> members(SignalItem item) {
        return counted.members(cells(requireNonNull(item, "item"), periods()));
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
        return counted.members(cells(item, List.of(labelled(period))));
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
        Checks.within(fewestDays, 1, within, "fewestDays");
        Checks.within(mostDays, fewestDays, within, "mostDays");
        return counted.members(cells(SignalItem.LEAD, periods()).stream()
                .filter(cell -> cell.days() >= fewestDays && cell.days() <= mostDays)
                .toList());
    }

    /**
     * Of the losses, how many the signal went before.
     *
     * @return the share; empty if there are no losses
     */
    public Optional<Proportion> recall() {
        return share(number(SignalItem.ANNOUNCED), number(SignalItem.UNANNOUNCED));
    }

    /**
     * The same of one period.
     *
     * @param period the label of the period, such as {@code 2024-03}
     * @return the share; empty if there are no losses
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public Optional<Proportion> recall(String period) {
        return share(number(SignalItem.ANNOUNCED, period), number(SignalItem.UNANNOUNCED, period));
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
        return announced < 0 || other < 0 || announced == 0 && other == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) announced / ((double) announced + (double) other));
    }

    /**
     * Of the alarms whose days are over, how many were followed by a loss.
     *
     * @return the share, to be set beside {@link SignalTable#baseRate}; empty if there are none
     */
    public Optional<Proportion> precision() {
        return share(number(SignalItem.FOLLOWED), number(SignalItem.NOT_FOLLOWED));
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
     * How many losses were announced how many days before.
     *
     * @return losses by days from the signal to the loss, ascending, those with a loss
     */
    public SortedMap<Integer, Long> leads() {
        TreeMap<Integer, Long> leads = new TreeMap<>();
        for (SignalCell cell : cells(SignalItem.LEAD, periods())) {
            long losses = counted.amount(cell);
            if (losses > 0) {
                leads.merge(cell.days(), losses, Math::addExact);
            }
        }
        return Collections.unmodifiableSortedMap(leads);
    }

    /**
     * A quantile of the days from the signal to the loss.
     *
     * @param type how it is read between the losses
     * @param share the share of announced losses below, in [0, 1]
     * @return days; empty if no loss was announced
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public OptionalDouble lead(Measured.Quantile type, double share) {
        requireNonNull(type, "type");
        Checks.closedUnit(share, "share");
        long[] days = leads().entrySet().stream()
                .flatMapToLong(entry -> LongStream.generate(entry::getKey).limit(entry.getValue()))
                .toArray();
        return days.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        ExactQuantile.valueOf(type.name()).of(days, share).doubleValue());
    }

    /**
     * The median of the days from the signal to the loss, half-way between the two in the middle where there are two.
     *
     * @return days; empty if no loss was announced
     */
    public OptionalDouble medianLead() {
        return lead(Measured.Quantile.LINEAR, 0.5);
    }

    private static Optional<Proportion> share(long some, long others) {
        long all = Math.addExact(some, others);
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(some, all));
    }

    private List<Period> periods() {
        Timeline timeline = risk.timeline();
        return IntStream.range(0, timeline.size()).mapToObj(timeline::period).toList();
    }

    private Period labelled(String label) {
        Timeline timeline = risk.timeline();
        return timeline.period(timeline.indexOf(requireNonNull(label, "period")));
    }

    private List<SignalCell> cells(SignalItem item, List<Period> of) {
        int first = item == SignalItem.LEAD ? 1 : 0;
        int last = item == SignalItem.LEAD ? within : 0;
        return of.stream()
                .flatMap(period -> IntStream.rangeClosed(first, last)
                        .mapToObj(days -> new SignalCell(signal, item, days, period)))
                .toList();
    }

    private long sum(List<SignalCell> cells) {
        long sum = 0;
        for (SignalCell cell : cells) {
            sum = Math.addExact(sum, counted.amount(cell));
        }
        return sum;
    }

    /**
     * Prints what the signal told, such as {@code "complaint" on tickets goes before 31.0 % of losses, 45 days ahead at the median, at 2.1 times
     * the risk (1.6 to 2.8)}.
     */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(signal);
        recall().ifPresentOrElse(
                share -> words.append(" goes before ")
                        .append(Text.percent(share.asDouble()))
                        .append(" of losses"),
                () -> words.append(": no losses"));
        medianLead()
                .ifPresent(days ->
                        words.append(", ").append(Text.number(days, 4)).append(" days ahead at the median"));
        comparison.ifPresent(all -> all.ratio().ifPresent(ratio -> {
            Interval interval = all.ratioInterval(CONFIDENCE);
            words.append(", at ").append(Text.number(ratio, 2)).append(" times the risk");
            words.append(" (").append(Text.number(interval.lower(), 2)).append(" to ");
            words.append(Text.number(interval.upper(), 2)).append(')');
        }));
        return words.toString();
    }
}
