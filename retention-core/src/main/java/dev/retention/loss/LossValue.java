package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * From where the worth of a lost customer comes: from orders, from recurring value, or from the list that names the lost.
 *
 * <pre>
 *   d is the day of the loss; all sums are of days before it.
 *
 *   of orders     last         the amounts of the last day with an event
 *                 year before  Σ amounts of the days from d − 365 to d − 1
 *                 lifetime     Σ amounts
 *
 *   recurring     last         the monthly recurring value at the start of d
 *                 year before  Σ over the days t from d − 365 to d − 1 of value(t) · 12 / 365, rounded half even once
 *                 lifetime     the same over all days before d
 *                 value(t)     the sum of all changes up to the end of t
 *
 *   listed        last         the amount of the event that is the loss
 *                 year before  its column "value in the year before"
 *                 lifetime     its column "lifetime value"
 * </pre>
 *
 * <p>By orders the day of the loss is that on which the tolerated gap runs out, so that the gap is part of the 365 days: with a gap of 365
 * they hold the last day alone. The lifetime value does not depend on it. A customer with nothing before the day is worth 0. A refund is
 * an amount below 0 and lowers the worth, so that the last may be below 0. By {@link Losses#counting} it may be deducted from the order
 * before it, also where it comes after the loss: the worth is then what is left of orders by the end of the data. Recurring value below 0 is refused, since it
 * means that a change is missing. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class LossValue implements Serializable {
    /** The name of the column of a list of losses with what the customer brought in the year before. */
    public static final String YEAR_BEFORE = "value in the year before";

    /** The name of the column of a list of losses with all that the customer ever brought. */
    public static final String LIFETIME = "lifetime value";

    /** Nothing is known of what customers were worth. */
    static final LossValue NONE = new LossValue(Kind.NONE, "", Set.of());

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String track;
    private final ArrayList<LossWorth> worths;

    /** What the amounts are. */
    enum Kind {
        NONE,
        ORDERS,
        RECURRING,
        LISTED
    }

    private LossValue(Kind kind, String track, Set<LossWorth> worths) {
        this.kind = kind;
        this.track = track;
        this.worths = new ArrayList<>(worths);
    }

    /**
     * The amounts of the events that make customers live are orders.
     *
     * @return the value of orders, on the track of the {@linkplain dev.retention.movement.Spells spells}
     */
    public static LossValue ofOrders() {
        return new LossValue(Kind.ORDERS, "", EnumSet.allOf(LossWorth.class));
    }

    /**
     * The amounts of a track of its own are orders, or payments.
     *
     * @param track the name of the track
     * @return the value of orders
     * @throws IllegalArgumentException if the name is empty
     */
    public static LossValue ofOrders(String track) {
        return new LossValue(Kind.ORDERS, named(track), EnumSet.allOf(LossWorth.class));
    }

    /**
     * The amounts of the events that make customers live are changes of monthly recurring value, as {@link
     * dev.retention.movement.Contracts} makes them.
     *
     * @return recurring value, on the track of the {@linkplain dev.retention.movement.Spells spells}
     */
    public static LossValue recurring() {
        return new LossValue(Kind.RECURRING, "", EnumSet.allOf(LossWorth.class));
    }

    /**
     * The amounts of a track of its own are changes of monthly recurring value.
     *
     * @param track the name of the track
     * @return recurring value
     * @throws IllegalArgumentException if the name is empty
     */
    public static LossValue recurring(String track) {
        return new LossValue(Kind.RECURRING, named(track), EnumSet.allOf(LossWorth.class));
    }

    /**
     * The list that names the lost says what they were worth; see {@link Losses#ofList}.
     *
     * @param worth a worth that the list has
     * @param more further ones
     * @return the value of the list
     */
    public static LossValue listed(LossWorth worth, LossWorth... more) {
        Set<LossWorth> worths = EnumSet.of(requireNonNull(worth, "worth"));
        for (LossWorth other : requireNonNull(more, "more")) {
            worths.add(requireNonNull(other, "more"));
        }
        return new LossValue(Kind.LISTED, "", worths);
    }

    private static String named(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return track;
    }

    /**
     * What is known of a lost customer.
     *
     * @return which worths, in their order
     */
    public List<LossWorth> worths() {
        return List.copyOf(worths);
    }

    Kind kind() {
        return kind;
    }

    /** The track of the amounts; empty for that of the losses. */
    String track() {
        return track;
    }

    /** Prints from where the worth comes. */
    @Override
    public String toString() {
        String on = track.isEmpty() ? "" : " on " + LossCauses.quoted(List.of(track));
        return switch (kind) {
            case NONE -> "value unknown";
            case ORDERS -> "value of orders" + on;
            case RECURRING -> "recurring value" + on;
            case LISTED -> "listed value " + worths;
        };
    }
}
