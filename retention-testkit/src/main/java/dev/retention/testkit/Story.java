package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one customer, told in a line of a test.
 *
 * <pre>{@code
 * Story ann = Story.of("Ann").order("2026-01-03", "40.00").order("2026-02-11", "25.00").refund("2026-02-20", "25.00");
 * Story bob = Story.of("Bob").event("2026-01-05", "started", "9.90").with("plan", "gold").event("2026-04-05", "ended", "-9.90");
 * HistoryStore<String> store = Stories.of(ann, bob).store();
 * }</pre>
 *
 * <ul>
 *   <li>Days are written as {@code 2026-01-31}, amounts in major units with a point. What cannot be read is refused with the
 *       customer's name, here or where the {@link Stories} become a store.
 *   <li>{@link #with} says more of the event told last.
 *   <li>{@link #on} begins another track, such as of tickets beside orders.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Story {
    private final String customer;
    private final String track;
    private final List<Told> told;

    private Story(String customer, String track, List<Told> told) {
        this.customer = customer;
        this.track = track;
        this.told = told;
    }

    /** A day that is planned, and known beforehand. */
    record Planned(LocalDate day) {
        @Override
        public String toString() {
            return day.toString();
        }
    }

    /** One event of a story; the track is empty unless it was named. */
    record Told(
            String customer,
            String track,
            LocalDate day,
            String code,
            @Nullable BigDecimal amount,
            Map<String, Object> columns) {

        @Override
        public String toString() {
            String more =
                    (amount == null ? "" : " " + amount.toPlainString()) + (columns.isEmpty() ? "" : " " + columns);
            return (track.isEmpty() ? "" : track + " ") + day + " " + code + more;
        }
    }

    /**
     * Begins a story.
     *
     * @param customer whose it is
     * @return a story without events
     */
    public static Story of(String customer) {
        return new Story(requireNonNull(customer, "customer"), "", List.of());
    }

    /**
     * Goes on with events of a track.
     *
     * @param track its name
     * @return the story so far
     * @throws IllegalStateException if events without a track were told before
     */
    public Story on(String track) {
        if (told.stream().anyMatch(event -> event.track().isEmpty())) {
            throw new IllegalStateException(customer + ": on(\"" + track + "\") must come before all events, "
                    + "or before every other track: " + told);
        }
        return new Story(customer, requireNonNull(track, "track"), told);
    }

    /**
     * Tells an order without an amount.
     *
     * @param day when
     * @return the story with it
     */
    public Story order(String day) {
        return event(day, "order");
    }

    /**
     * Tells an order.
     *
     * @param day when
     * @param amount what was paid, at least 0
     * @return the story with it
     */
    public Story order(String day, String amount) {
        return and(day, "order", notNegative(amount));
    }

    /**
     * Tells that money was given back.
     *
     * @param day when
     * @param amount how much, at least 0: the event, a {@code refund}, is worth as much below 0
     * @return the story with it
     */
    public Story refund(String day, String amount) {
        return and(day, "refund", notNegative(amount).negate());
    }

    /**
     * Tells a visit.
     *
     * @param day when
     * @return the story with it
     */
    public Story visit(String day) {
        return event(day, "visit");
    }

    /**
     * Tells anything, without an amount.
     *
     * @param day when
     * @param code what
     * @return the story with it
     */
    public Story event(String day, String code) {
        return and(day, code, null);
    }

    /**
     * Tells anything.
     *
     * @param day when
     * @param code what
     * @param amount what it is worth, below 0 of what is given back or ends
     * @return the story with it
     */
    public Story event(String day, String code, String amount) {
        return and(day, code, money(amount));
    }

    /**
     * Says a text of the event told last.
     *
     * @param column the column
     * @param text the text
     * @return the story with it
     * @throws IllegalStateException if no event was told
     */
    public Story with(String column, String text) {
        return described(column, text);
    }

    /**
     * Says a number of the event told last.
     *
     * @param column the column
     * @param number the number
     * @return the story with it
     * @throws IllegalStateException if no event was told
     */
    public Story with(String column, long number) {
        return described(column, number);
    }

    /**
     * Says an amount of money of the event told last.
     *
     * @param column the column
     * @param money the amount, in major units
     * @return the story with it
     * @throws IllegalStateException if no event was told
     */
    public Story with(String column, BigDecimal money) {
        return described(column, money);
    }

    /**
     * Says a day of the event told last, which is not known before.
     *
     * @param column the column
     * @param day the day
     * @return the story with it
     * @throws IllegalStateException if no event was told
     */
    public Story with(String column, LocalDate day) {
        return described(column, day);
    }

    /**
     * Says a planned day of the event told last, which is known beforehand, such as when something is due.
     *
     * @param column the column
     * @param day the day
     * @return the story with it
     * @throws IllegalStateException if no event was told
     */
    public Story planned(String column, String day) {
        return described(column, new Planned(day(day)));
    }

    private Story described(String column, Object value) {
        requireNonNull(column, "column");
        requireNonNull(value, column);
        if (told.isEmpty()) {
            throw new IllegalStateException(
                    customer + ": \"" + column + "\" must be said of an event, and none was told yet");
        }
        Told last = told.get(told.size() - 1);
        Map<String, Object> columns = new TreeMap<>(last.columns());
        columns.put(column, value);
        List<Told> more = new ArrayList<>(told.subList(0, told.size() - 1));
        more.add(new Told(customer, last.track(), last.day(), last.code(), last.amount(), columns));
        return new Story(customer, track, List.copyOf(more));
    }

    private Story and(String day, String code, @Nullable BigDecimal amount) {
        List<Told> more = new ArrayList<>(told);
        more.add(new Told(customer, track, day(day), requireNonNull(code, "code"), amount, Map.of()));
        return new Story(customer, track, List.copyOf(more));
    }

    private LocalDate day(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(customer + ": day (" + day + ") must be such as 2026-01-31", e);
        }
    }

    private BigDecimal money(String amount) {
        try {
            return new BigDecimal(amount);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(customer + ": amount (" + amount + ") must be such as 12.50", e);
        }
    }

    private BigDecimal notNegative(String amount) {
        BigDecimal money = money(amount);
        if (money.signum() < 0) {
            throw new IllegalArgumentException(customer + ": amount (" + amount + ") must be at least 0");
        }
        return money;
    }

    String customer() {
        return customer;
    }

    List<Told> told() {
        return told;
    }

    /** Prints such as {@code Ann: 2026-01-03 order 40.00; 2026-02-11 order}. */
    @Override
    public String toString() {
        return customer + ": "
                + (told.isEmpty()
                        ? "nothing"
                        : told.stream().map(Told::toString).collect(Collectors.joining("; ")));
    }
}
