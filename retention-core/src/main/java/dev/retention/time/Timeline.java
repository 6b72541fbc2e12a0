package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The periods that a metric looks at: a grain, the day up to which the data are complete, and where the periods begin.
 *
 * <p>Every result of this library has a timeline, since without its as-of day a figure cannot tell a loss from a loss not yet seen.
 *
 * <pre>{@code
 * Timeline.of(Grain.MONTH, LocalDate.of(1998, 6, 30)); // of data complete to the end of that day, from the first event's month on
 * }</pre>
 *
 * <ul>
 *   <li>What happened after the as-of day does not exist for a metric; how much that was is counted.
 *   <li>What happened before the first period is known to the metric (a customer who was there before is not new), but is not shown.
 *   <li>The last period is the one that holds the as-of day; if the day is not its last, it is {@link CellState#PARTIAL}.
 *   <li>A zone is needed where events are instants; dates are civil already.
 * </ul>
 * <p>This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Timeline implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MOST_DAYS = 100_000;

    private final Grain grain;
    private final LocalDateTime completeBefore;
    private final LocalDate asOf;
    private final Period last;
    private final @Nullable Period first;
    private final @Nullable ZoneId zone;
    // How many periods there are; 0 without a first one.
    private final int size;
    // Whether the first period stands there only since there is no event yet; no part of the value.
    private final boolean provisional;

    private Timeline(Grain grain, LocalDateTime completeBefore, @Nullable Period first, @Nullable ZoneId zone) {
        this(grain, completeBefore, first, zone, false);
    }

    private Timeline(
            Grain grain,
            LocalDateTime completeBefore,
            @Nullable Period first,
            @Nullable ZoneId zone,
            boolean provisional) {
        this.provisional = provisional;
        this.grain = requireNonNull(grain, "grain");
        this.completeBefore = completeBefore;
        this.asOf = completeBefore.minusNanos(1).toLocalDate();
        this.last = grain.periodOf(completeBefore.minusNanos(1));
        this.first = first;
        this.zone = zone;
        checkArgument(
                first == null || first.startInclusive().isBefore(completeBefore),
                "the first period (%s) must start before the end of the data (%s)",
                first,
                completeBefore);
        this.size = first == null ? 0 : first.until(last) + 1;
    }

    /**
     * A timeline of data that are complete to the end of a day.
     *
     * @param grain the size of the periods
     * @param asOf the last day on which the data are complete
     * @return the timeline, beginning with the period of the first event
     * @throws IllegalArgumentException if the day is outside the years −999,999 to 999,999
     */
    public static Timeline of(Grain grain, LocalDate asOf) {
        return new Timeline(grain, Checks.day(asOf, "asOf").plusDays(1).atStartOfDay(), null, null);
    }

    /**
     * A timeline of data that are complete up to a civil time, for hours and other running figures.
     *
     * @param grain the size of the periods
     * @param endExclusive the time before which the data are complete
     * @return the timeline, beginning with the period of the first event
     * @throws IllegalArgumentException if the time is outside the years −999,999 to 999,999
     */
    public static Timeline completeBefore(Grain grain, LocalDateTime endExclusive) {
        boolean late = requireNonNull(endExclusive, "endExclusive").getYear() > 0;
        Checks.day((late ? endExclusive.minusNanos(1) : endExclusive).toLocalDate(), "endExclusive");
        return new Timeline(grain, endExclusive, null, null);
    }

    /**
     * A timeline of months.
     *
     * @param asOf the last day on which the data are complete
     * @return the timeline, beginning with the month of the first event
     */
    public static Timeline monthly(LocalDate asOf) {
        return of(Grain.MONTH, requireNonNull(asOf, "asOf"));
    }

    /**
     * Sets where the periods begin.
     *
     * @param day a day in the first period to show, not after the as-of day
     * @return this timeline with that beginning
     * @throws IllegalArgumentException if the period starts after the as-of day
     */
    public Timeline from(LocalDate day) {
        return new Timeline(grain, completeBefore, grain.periodOf(requireNonNull(day, "day")), zone);
    }

    /**
     * Begins with the last period, for want of an event to begin with: {@linkplain #isProvisional provisionally}.
     *
     * @return this timeline with that beginning
     */
    public Timeline fromLast() {
        return new Timeline(grain, completeBefore, last, zone, true);
    }

    /**
     * The days of this timeline, and some before its first period.
     *
     * @param before how many days before, from 0 to 100,000
     * @return the same range by days, as provisional as this
     * @throws IllegalArgumentException if {@code before} is out of range
     * @throws IllegalStateException if the first period is not known
     */
    public Timeline days(int before) {
        checkState(first != null, "timeline (%s) must have a first period: call from(day)", this);
        LocalDate day = first().firstDay().minusDays(Checks.within(before, 0, MOST_DAYS, "before"));
        return new Timeline(Grain.DAY, completeBefore, Grain.DAY.periodOf(day), zone, provisional);
    }

    /**
     * Whether the first period stands only since there was no event. A table of a fixed state may have it; one that is kept current
     * would miss what comes from before. It is no part of the timeline's value: equal timelines may differ in it.
     *
     * @return whether it was set by {@link #fromLast}
     */
    public boolean isProvisional() {
        return provisional;
    }

    /**
     * Sets the first period to show.
     *
     * @param period a period of this timeline's grain that starts no later than the as-of day
     * @return this timeline with that beginning
     * @throws IllegalArgumentException if the grain differs or the period starts after the as-of day
     */
    public Timeline from(Period period) {
        return new Timeline(grain, completeBefore, ofGrain(period), zone);
    }

    /**
     * {@return the same periods with another end of the data}
     *
     * @param asOf the last day that the data cover
     * @throws IllegalArgumentException if the first period starts after it
     */
    public Timeline asOf(LocalDate asOf) {
        return new Timeline(grain, of(grain, asOf).completeBefore, first, zone, provisional);
    }

    /**
     * {@return this timeline with a zone in which instants become civil time}
     *
     * @param zone the zone
     */
    public Timeline inZone(ZoneId zone) {
        return new Timeline(grain, completeBefore, first, requireNonNull(zone, "zone"), provisional);
    }

    /** {@return the size of the periods} */
    public Grain grain() {
        return grain;
    }

    /** {@return the civil time before which the data are complete: midnight after the as-of day} */
    public LocalDateTime completeBefore() {
        return completeBefore;
    }

    /** {@return the as-of day: the last of which the data hold anything} */
    public LocalDate asOf() {
        return asOf;
    }

    /** {@return the zone in which instants become civil time, or empty if none was set} */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** {@return whether the first period is known} */
    public boolean hasFirst() {
        return first != null;
    }

    /**
     * {@return the first period to show}
     *
     * @throws IllegalStateException if it was not set; results set it to the period of the first event
     */
    public Period first() {
        checkState(first != null, "the timeline (%s) has no first period: call from(day)", this);
        return Objects.requireNonNull(first);
    }

    /** {@return the last period: the one that holds the end of the data} */
    public Period last() {
        return last;
    }

    /**
     * {@return how many periods there are from the first to the last, at least 1}
     *
     * @throws IllegalStateException if the first period was not set
     */
    public int size() {
        first();
        return size;
    }

    /**
     * {@return the period at an index}
     *
     * @param index 0 for the first period
     * @throws IllegalStateException if the first period was not set
     */
    public Period period(int index) {
        return new Period(grain, grain.checkNumber((long) first().number() + index, "index plus first"));
    }

    /**
     * The index of the period with a label, for looking rows of a table up.
     *
     * @param label what {@link Period#label()} prints, such as {@code 1998-03}
     * @return the index, 0 for the first period
     * @throws IllegalArgumentException if the label is not one of this timeline's periods
     * @throws IllegalStateException if the first period was not set
     */
    public int indexOf(String label) {
        return indexOf(grain.parse(label));
    }

    /**
     * {@return the index of a period, 0 for the first}
     *
     * @param period a period of this grain
     * @throws IllegalArgumentException if it is not one of this timeline's periods
     * @throws IllegalStateException if the first period was not set
     */
    public int indexOf(Period period) {
        int index = first().until(ofGrain(period));
        checkArgument(index >= 0 && index < size(), "period (%s) must lie from %s to %s", period, first(), last());
        return index;
    }

    private Period ofGrain(Period period) {
        Grain its = requireNonNull(period, "period").grain();
        checkArgument(its.equals(grain), "period (%s) must be of grain %s, not %s", period, grain, its);
        return period;
    }

    /**
     * {@return the index of the period that holds a day, 0 for the first}
     *
     * @param day a day
     * @throws IllegalArgumentException if the day is not in one of this timeline's periods, or these are hours
     * @throws IllegalStateException if the first period was not set
     */
    public int indexOf(LocalDate day) {
        checkArgument(!grain.isWithinDay(), "day (%s) must be a time: a day has many hours", day);
        return indexOf(grain.periodOf(day));
    }

    /**
     * {@return the index of a month, where periods are months, 0 for the first}
     *
     * @param month the month
     * @throws IllegalArgumentException if the month is not one of this timeline's periods
     * @throws IllegalStateException if the first period was not set
     */
    public int indexOf(YearMonth month) {
        checkArgument(grain.equals(Grain.MONTH), "month (%s) must be a period of grain %s", month, grain);
        return indexOf(requireNonNull(month, "month").atDay(1));
    }

    /**
     * {@return the state of a period as of the end of the data}
     *
     * @param period any period of this grain
     */
    public CellState state(Period period) {
        return CellState.of(requireNonNull(period, "period").startInclusive(), period.endExclusive(), completeBefore);
    }

    @Serial
    private Object writeReplace() {
        return new TravellingTimeline(grain, completeBefore, first, zone);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a timeline is read through its parts");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Timeline that
                        && grain.equals(that.grain)
                        && completeBefore.equals(that.completeBefore)
                        && Objects.equals(first, that.first)
                        && Objects.equals(zone, that.zone));
    }

    @Override
    public int hashCode() {
        return Objects.hash(grain, completeBefore, first, zone);
    }

    /** Prints grain, range, zone and the end of the data, such as {@code MONTH 1997-01 to 1998-06, as of 1998-06-30}. */
    @Override
    public String toString() {
        LocalDateTime end = completeBefore;
        String known = end.toLocalTime().equals(LocalTime.MIDNIGHT) ? "as of " + asOf() : "complete before " + end;
        return grain + " " + (first == null ? "" : first + " ") + "to " + last() + (zone == null ? "" : " in " + zone)
                + ", " + known;
    }
}
