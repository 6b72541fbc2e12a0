package dev.retention.loss;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.loss.LossCauses.Recorded;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.survival.ExitTable;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The losses of every period, with their customers, their value and their causes.
 *
 * <p>Made by {@link Losses}, which tells what each item is. Groups, modes and reasons are tables of their own, which add up to this one.
 * This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class LossTable<K> implements Tabular {
    private final Losses method;
    private final Counted<K, LossCell> counted;
    // Where customers at the start are counted.
    private final Counted<K, LossCell> starts;
    // Of which this is a part, null if it is of all customers.
    private final @Nullable LossTable<K> whole;
    private final List<String> warnings;

    private LossTable(
            Losses method,
            Counted<K, LossCell> counted,
            Counted<K, LossCell> starts,
            @Nullable LossTable<K> whole,
            List<String> warnings) {
        this.method = method;
        this.counted = counted;
        this.starts = starts;
        this.whole = whole;
        this.warnings = warnings;
    }

    /** The table of all customers. */
    static <K> LossTable<K> whole(Losses method, Counted<K, LossCell> counted, List<String> warnings) {
        return new LossTable<>(method, counted, counted, null, warnings);
    }

    /** {@return one entry per period of the timeline, in order of time} */
    public List<InPeriod> periods() {
        return IntStream.range(0, timeline().size()).mapToObj(InPeriod::new).toList();
    }

    /**
     * One period.
     *
     * @param label the label of the period, such as {@code 2024-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public InPeriod inPeriod(String label) {
        return new InPeriod(timeline().indexOf(requireNonNull(label, "label")));
    }

    /**
     * One period.
     *
     * @param period a period of the timeline
     * @return the period
     * @throws IllegalArgumentException if it is not a period of the timeline
     */
    public InPeriod inPeriod(Period period) {
        return new InPeriod(timeline().indexOf(requireNonNull(period, "period")));
    }

    /** {@return the periods, with the end of the data} */
    public Timeline timeline() {
        return counted.rule().timeline();
    }

    /** {@return the items that are counted, as the method was told} */
    public Set<LossItem> items() {
        return Collections.unmodifiableSet(method.settings().items());
    }

    /** {@return what is odd, a sentence each: codes and reasons that no event has; none of a table made from a tally} */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The counted rule behind the table: tally, explanations, reconciliation, restatement.
     *
     * @return the counted rule; its amounts are minor units
     */
    public Counted<K, LossCell> counted() {
        return counted;
    }

    /**
     * The same table for each group of customers. Takes one more pass over the store.
     *
     * <ul>
     *   <li>By a grouping read at the anchor, losses are of the group that the event has which made them, and {@link LossItem#START} is
     *       that of this whole table: the rates of all groups add up to the whole.
     *   <li>By any other, a group has its own START. Read at each period, START, START_LOST and LOST are of the group at the start of the
     *       period, all else is of the group at its end.
     * </ul>
     *
     * @param grouping how customers are parted
     * @return a table for each group that somebody is in
     * @throws IllegalStateException if the table was made from a tally, or is itself one of a group and either grouping is read at the
     *     anchor: take one grouping whose labels tell both
     */
    public ByGroup<LossTable<K>> by(Grouping grouping) {
        boolean atAnchor = requireNonNull(grouping, "grouping").reading() == Grouping.Reading.AT_ANCHOR;
        checkState(
                whole == null || (!atAnchor && starts.equals(counted)),
                "table (%s) is of a group and cannot be parted by cause: take one grouping whose labels tell both",
                counted.rule().definition());
        return atAnchor
                ? ByGroup.of(
                        counted.sweep().count(method.withoutStart(timeline()).by(grouping)),
                        slice -> new LossTable<>(method, slice, starts, whole(), warnings))
                : counted.by(grouping, slice -> new LossTable<>(method, slice, slice, whole(), warnings));
    }

    Losses method() {
        return method;
    }

    private LossTable<K> whole() {
        return whole == null ? this : whole;
    }

    /**
     * The same table for each mode of loss: the name that {@link LossCauses#mode} gives to the code of the event that made it, or the code.
     *
     * @return a table for each mode that somebody was lost by, and for those that were named
     * @throws IllegalStateException as for {@link #by}
     */
    public ByGroup<LossTable<K>> byMode() {
        return by(method.settings().modes());
    }

    /**
     * The same table for each reason; {@link Group#MISSING} where none is known.
     *
     * @param recorded whether the first or the present reason
     * @return a table for each reason that somebody was lost for
     * @throws IllegalStateException if reasons are not recorded, or as for {@link #by}
     */
    public ByGroup<LossTable<K>> byReason(Recorded recorded) {
        return by(method.settings().reasons(requireNonNull(recorded, "recorded")));
    }

    /**
     * The share of one item among another from period to period, such as of silent losses, to be drawn as a {@link
     * dev.retention.trend.ControlChart}.
     *
     * @param part the item of the part, of whose customers all are of the whole
     * @param whole the item of the whole
     * @return the shares; a period that is still running is not over, and one without customers is a gap
     * @throws IllegalArgumentException if an item is not counted, or not all customers of the part are of the whole
     */
    public CountSeries series(LossItem part, LossItem whole) {
        method.settings().checkPart(part, whole);
        return CountSeries.ofShares(timeline(), period -> inPeriod(period).share(part, whole));
    }

    /**
     * How long customers stayed the first time, by how they were lost: hazards by tenure and mode. Of the whole store and all time, also
     * of a table of a group. A loss on the day of the arrival has tenure 0 and is of the band from 0. Takes one more pass over the store.
     *
     * <pre>{@code
     * ExitTable<String> exits = losses.exits(loss -> loss.mode().orElse("silence"));
     * exits.hazard("failed payment", 0, 90).interval(0.95);     // per customer-day in the first 90 days
     * CumulativeIncidence.estimate(exits).at("cancelled", 365);       // who will have been lost so after a year
     * }</pre>
     *
     * @param by what tells losses apart, such as mode or reason; not null
     * @param <C> its type
     * @return the first spells in days: ended as told, or running at the end of the data
     * @throws IllegalStateException if the table was made from a tally, or of a list, which does not tell who is still there
     */
    public <C> ExitTable<C> exits(Function<? super Loss<K>, ? extends C> by) {
        requireNonNull(by, "by");
        LossSettings settings = method.settings();
        checkState(settings.spells != null, "a list does not tell who is still there");
        List<LossRows.Exit<C>> exits =
                counted.sweep().collect(timeline(), LossRows.exits(settings, timeline(), counted.store(), by));
        return ExitTable.of(exits, LossRows.Exit::tenure, LossRows.Exit::reason);
    }

    /** {@return a row per period} */
    @Override
    public Sheet sheet() {
        return LossSheets.of(this);
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return counted.rule().definition() + ": " + timeline().size()
                + (timeline().size() == 1 ? " period" : " periods");
    }

    /**
     * The losses of one period.
     *
     * @since 0.1.0
     */
    public final class InPeriod extends LossPeriod<K> {
        private final int index;

        private InPeriod(int index) {
            super(timeline().period(index), method.settings(), counted, starts);
            this.index = index;
        }

        /**
         * The losses one by one. Takes one more pass over the store, and another for each grouping.
         *
         * @param groupings the groupings of whose groups each loss is to tell, with different names
         * @return as many as {@link #lost} says, by day and then in the order of the store
         * @throws IllegalArgumentException if two groupings have one name
         * @throws IllegalStateException if the table was made from a tally
         */
        public List<Loss<K>> losses(Grouping... groupings) {
            Map<K, SortedMap<String, Group>> groups =
                    LossRows.groups(whole(), period(), List.of(requireNonNull(groupings, "groupings")));
            Set<K> own = whole == null ? Set.of() : new HashSet<>(members(LossItem.LOSSES));
            return counted
                    .sweep()
                    .collect(timeline(), LossRows.losses(method.settings(), timeline(), counted.store(), index))
                    .stream()
                    .filter(loss -> whole == null || own.contains(loss.customer()))
                    .map(loss -> loss.in(groups.getOrDefault(loss.customer(), new TreeMap<>())))
                    .sorted(Comparator.comparing(Loss::day))
                    .toList();
        }

        /**
         * The reasons of the losses by the number of customers. Takes one more pass over the store.
         *
         * @param recorded whether the first or the present reason
         * @return the reasons, that of most customers first
         * @throws IllegalStateException as for {@link LossTable#byReason}
         */
        public Pareto pareto(Recorded recorded) {
            Map<Group, Long> counts = new LinkedHashMap<>();
            byReason(recorded)
                    .tables()
                    .forEach((reason, table) ->
                            counts.put(reason, table.inPeriod(period()).lost()));
            return Pareto.ofCounts(counts);
        }

        /**
         * The reasons of the losses by what the customers were worth. Takes one more pass over the store.
         *
         * @param recorded whether the first or the present reason
         * @param worth which worth
         * @return the reasons, that of the largest value first; empty if the worth is not known
         * @throws IllegalStateException as for {@link LossTable#byReason}
         */
        public Optional<Pareto> pareto(Recorded recorded, LossWorth worth) {
            requireNonNull(worth, "worth");
            Map<Group, BigDecimal> amounts = new LinkedHashMap<>();
            byReason(recorded).tables().forEach((reason, table) -> {
                InPeriod in = table.inPeriod(period());
                in.value(LossItem.LOSSES, worth)
                        .filter(unused -> in.lost() > 0)
                        .ifPresent(value -> amounts.put(reason, value));
            });
            return value(LossItem.LOSSES, worth).map(all -> Pareto.ofAmounts(amounts));
        }
    }
}
