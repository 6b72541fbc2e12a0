package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.history.Members;
import dev.retention.movement.ShareOfValue;
import dev.retention.rule.Counted;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The figures of the losses of one period. */
abstract class LossPeriod<K> {
    private final Period period;
    private final LossSettings settings;
    private final Counted<K, LossCell> counted;
    private final Counted<K, LossCell> starts;

    LossPeriod(Period period, LossSettings settings, Counted<K, LossCell> counted, Counted<K, LossCell> starts) {
        this.period = period;
        this.settings = settings;
        this.counted = counted;
        this.starts = starts;
    }

    /** {@return the period} */
    public Period period() {
        return period;
    }

    /**
     * Which of the customers who were lost in the period came back later, and when: whoever is called to ask why they left should still be
     * away. Takes one more pass over the store, and another where the table is of a group.
     *
     * @return the day of the first arrival after the period of every one of {@link LossItem#LOSSES} who has one by the end of the data, in
     *     the order of the store
     * @throws IllegalStateException if the losses are of a list, which does not tell who comes, or the table was made from a tally
     */
    public Map<K, LocalDate> back() {
        checkState(settings.spells != null, "who is back must be told by spells: a list does not tell who comes");
        Set<K> lost = new HashSet<>(members(LossItem.LOSSES));
        Timeline periods = counted.rule().timeline();
        Map<K, LocalDate> back = new LinkedHashMap<>();
        counted.sweep().collect(periods, LossRows.<K>back(settings, periods, periods.indexOf(period))).stream()
                .filter(entry -> lost.contains(entry.getKey()))
                .forEach(entry -> back.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(back);
    }

    /** {@return how much of the period could be observed: PARTIAL of the last if it is still running} */
    public CellState state() {
        return counted.rule().timeline().state(period);
    }

    private Counted<K, LossCell> counted(LossItem item) {
        settings.checkCounted(requireNonNull(item, "item"));
        return item == LossItem.START ? starts : counted;
    }

    private LossCell cell(LossItem item) {
        return new LossCell(item, LossRule.rows(settings.value).get(0), period);
    }

    /**
     * How many customers an item has.
     *
     * @param item which
     * @return at least 0
     * @throws IllegalArgumentException if the item is not counted, see {@link LossTable#items}
     */
    public long customers(LossItem item) {
        return counted(item).count(cell(item));
    }

    /**
     * How many customers were lost, whether they were there at the start or not.
     *
     * @return the customers of {@link LossItem#LOSSES}
     */
    public long lost() {
        return customers(LossItem.LOSSES);
    }

    /**
     * How many customers were there at the start.
     *
     * @return the customers of {@link LossItem#START}
     * @throws IllegalArgumentException if the losses are of a list, which does not say so
     */
    public long live() {
        return customers(LossItem.START);
    }

    /**
     * The customers of an item. Takes one more pass over the store.
     *
     * @param item which
     * @return as many as {@link #customers} says
     * @throws IllegalArgumentException if the item is not counted, see {@link LossTable#items}
     * @throws IllegalStateException if the table was made from a tally
     */
    public Members<K> members(LossItem item) {
        return counted(item).members(cell(item));
    }

    /**
     * What the customers of an item were worth.
     *
     * @param item which
     * @param worth which worth
     * @return the sum in major units of the store's currency, exact; empty if that worth is not known
     * @throws IllegalArgumentException if the item is not counted, see {@link LossTable#items}
     * @throws ArithmeticException if the sum does not fit a long
     */
    public Optional<BigDecimal> value(LossItem item, LossWorth worth) {
        requireNonNull(worth, "worth");
        long customers = customers(item);
        if (!settings.value.worths().contains(worth)) {
            return Optional.empty();
        }
        long minor = customers == 0 ? 0 : counted(item).amount(new LossCell(item, worth, period));
        return Optional.of(counted(item).major(minor));
    }

    /**
     * What a customer of an item was worth in the mean.
     *
     * @param item which
     * @param worth which worth
     * @return the sum over the customers, rounded half even to the currency's decimals; empty if there is nobody, or that worth is not
     *     known
     * @throws IllegalArgumentException if the item is not counted, see {@link LossTable#items}
     * @throws ArithmeticException if the sum does not fit a long
     */
    public Optional<BigDecimal> meanValue(LossItem item, LossWorth worth) {
        long customers = customers(item);
        return value(item, worth)
                .filter(sum -> customers > 0)
                .map(sum -> sum.divide(BigDecimal.valueOf(customers), sum.scale(), RoundingMode.HALF_EVEN));
    }

    /**
     * The share of the customers of one item among those of another.
     *
     * @param part the item of the part, of whose customers all are of the whole
     * @param whole the item of the whole
     * @return the share; empty if the whole has no customer
     * @throws IllegalArgumentException if an item is not counted, or not all customers of the part are of the whole
     */
    public Optional<Proportion> share(LossItem part, LossItem whole) {
        settings.checkPart(part, whole);
        long some = customers(part);
        long all = customers(whole);
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(some, all));
    }

    /**
     * The share of what the customers of one item were worth in that of another, such as of silent losses in all.
     *
     * @param part the item of the part, of whose customers all are of the whole
     * @param whole the item of the whole; of {@link LossItem#START} only {@link LossItem#START_LOST} is a part, as of the same day
     * @param worth which worth
     * @return the share; empty if the worth is not known, or the part is not from 0 to the whole and that above 0, as after refunds
     * @throws IllegalArgumentException if an item is not counted, not all customers of the part are of the whole, or one is worth of
     *     another day than the other
     * @throws ArithmeticException if a sum does not fit a long
     */
    public Optional<ShareOfValue> valueShare(LossItem part, LossItem whole, LossWorth worth) {
        settings.checkPart(part, whole);
        checkArgument(
                part.isWorthAtStart() == whole.isWorthAtStart(),
                "part (%s) must not be worth of another day than whole (%s)",
                part,
                whole);
        Optional<BigDecimal> some = value(part, worth);
        return value(whole, worth)
                .filter(all -> all.signum() > 0)
                .flatMap(all -> some.filter(value -> value.signum() >= 0 && value.compareTo(all) <= 0)
                        .map(value -> new ShareOfValue(value, all)));
    }

    /**
     * Which share of the customers of the start was lost: {@code LOST / START}. In the table of a mode or reason, lost so.
     *
     * @return the share; empty if nobody was there at the start
     * @throws IllegalArgumentException if the losses are of a list, which does not say who was there
     */
    public Optional<Proportion> rate() {
        return share(LossItem.LOST, LossItem.START);
    }

    /**
     * Which share of the worth of the customers of the start went with those who were lost: {@code START_LOST / START}, both as of the
     * start.
     *
     * @param worth which worth
     * @return the share; empty as for {@link #valueShare}
     * @throws IllegalArgumentException if the losses are of a list, which does not say who was there
     * @throws ArithmeticException if a sum does not fit a long
     */
    public Optional<ShareOfValue> valueRate(LossWorth worth) {
        return valueShare(LossItem.START_LOST, LossItem.START, worth);
    }

    /**
     * Of which share of the losses a reason is known: {@code WITH_REASON / LOSSES}, how far the reasons can speak for all.
     *
     * @return the share; empty if nobody was lost
     * @throws IllegalArgumentException if reasons are not recorded
     */
    public Optional<Proportion> known() {
        return share(LossItem.WITH_REASON, LossItem.LOSSES);
    }

    /**
     * Which share of the losses nothing announced or explains: {@code SILENT / LOSSES}.
     *
     * @return the share; empty if nobody was lost
     * @throws IllegalArgumentException if there are no signals
     */
    public Optional<Proportion> silent() {
        return share(LossItem.SILENT, LossItem.LOSSES);
    }

    /** Prints the period, how many were lost and what they were worth. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder().append(period);
        words.append(state() == CellState.PARTIAL ? " (so far): " : ": ")
                .append(lost())
                .append(" lost");
        if (settings.spells != null) {
            words.append(", ").append(customers(LossItem.LOST)).append(" of ").append(live());
            words.append(" who were there at the start");
        }
        settings.value
                .worths()
                .forEach(worth -> words.append(", ")
                        .append(worth)
                        .append(' ')
                        .append(value(LossItem.LOSSES, worth)
                                .map(BigDecimal::toPlainString)
                                .orElse("")));
        return words.toString();
    }
}
