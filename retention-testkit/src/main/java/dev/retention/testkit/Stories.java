package dev.retention.testkit;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.testkit.Story.Planned;
import dev.retention.testkit.Story.Told;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stories of customers as a store of their histories, for tests by example.
 *
 * <pre>{@code
 * HistoryStore<String> store = Stories.of(
 *                 Story.of("Ann").on("orders").order("2026-01-03", "40.00").on("tickets").event("2026-01-09", "complaint"),
 *                 Story.of("Bob").on("orders").order("2026-02-01", "15.00"))
 *         .inCurrency(EUR)
 *         .store();
 * }</pre>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Stories {
    private final List<Story> stories;
    private final Currency currency;

    private Stories(List<Story> stories, Currency currency) {
        this.stories = stories;
        this.currency = currency;
    }

    /**
     * Puts stories together.
     *
     * @param stories one of each customer
     * @return the stories, whose amounts are {@link EventLog#USD}
     * @throws IllegalArgumentException if two are of one customer
     */
    public static Stories of(Story... stories) {
        Set<String> names = new HashSet<>();
        for (Story story : stories) {
            String name = story.customer();
            if (!names.add(name)) {
                throw new IllegalArgumentException(name + " must have one story, not another: " + story);
            }
        }
        return new Stories(Arrays.stream(stories).toList(), EventLog.USD);
    }

    /**
     * Says the currency of all amounts.
     *
     * @param currency the currency
     * @return the stories in it
     */
    public Stories inCurrency(Currency currency) {
        return new Stories(stories, requireNonNull(currency, "currency"));
    }

    /**
     * The histories of the customers: with codes, with amounts on tracks where one is told, and the columns that are told. Who has no
     * event is not among them.
     *
     * @return the store, of several tracks if they are named; in the order in which they are first told
     * @throws IllegalArgumentException if some events are on tracks and others are not, a column is not always of one kind or is of money
     *     where no event is told with an amount, an amount has more decimals than the currency, or a day is too far from ours
     */
    public HistoryStore<String> store() {
        List<Told> events =
                stories.stream().flatMap(story -> story.told().stream()).toList();
        List<String> tracks = events.stream().map(Told::track).distinct().toList();
        if (tracks.size() > 1 && tracks.contains("")) {
            Told loose = events.stream()
                    .filter(event -> event.track().isEmpty())
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException(
                    loose.customer() + ": " + loose + " must be on a track, as events of other stories are: " + tracks);
        }
        if (tracks.isEmpty() || tracks.contains("")) {
            return track(events);
        }
        return tracks.stream()
                .map(track -> track(events.stream()
                                .filter(event -> event.track().equals(track))
                                .toList())
                        .named(track))
                .reduce(HistoryStore::and)
                .orElseThrow();
    }

    private HistoryStore<String> track(List<Told> events) {
        HistoryReader<Told, String> reader =
                HistoryStore.ofDates(Told::customer, Told::day).codes(Told::code);
        boolean hasAmounts = events.stream().anyMatch(event -> event.amount() != null);
        if (hasAmounts) {
            reader = reader.amounts(event -> event.amount() == null ? BigDecimal.ZERO : event.amount(), currency);
        }
        for (Map.Entry<String, Class<?>> column : columns(events, hasAmounts).entrySet()) {
            reader = with(reader, column.getKey(), column.getValue());
        }
        try {
            return reader.from(events);
        } catch (InvalidRowException e) {
            Told told = events.get(Math.toIntExact(e.row().number() - 1));
            throw new IllegalArgumentException(
                    told.customer() + ": " + told + " cannot be an event: " + e.getMessage(), e);
        }
    }

    private static Map<String, Class<?>> columns(List<Told> events, boolean hasAmounts) {
        Map<String, Class<?>> columns = new TreeMap<>();
        for (Told event : events) {
            event.columns().forEach((column, value) -> {
                Class<?> kind = columns.putIfAbsent(column, value.getClass());
                if (kind != null && kind != value.getClass()) {
                    throw new IllegalArgumentException(event.customer() + ": \"" + column + "\" (" + value
                            + ") must be a " + kind.getSimpleName() + ", as before");
                }
                if (value instanceof BigDecimal && !hasAmounts) {
                    throw new IllegalArgumentException(event.customer() + ": \"" + column + "\" (" + value
                            + ") must be beside amounts, and no event is told with one");
                }
            });
        }
        return columns;
    }

    private static HistoryReader<Told, String> with(HistoryReader<Told, String> reader, String column, Class<?> kind) {
        if (kind == String.class) {
            return reader.text(column, event -> value(event, column, String.class));
        }
        if (kind == Long.class) {
            return reader.number(column, event -> value(event, column, Long.class));
        }
        if (kind == BigDecimal.class) {
            return reader.money(column, event -> value(event, column, BigDecimal.class));
        }
        if (kind == LocalDate.class) {
            return reader.day(column, event -> value(event, column, LocalDate.class));
        }
        return reader.plannedDay(column, event -> {
            Planned planned = value(event, column, Planned.class);
            return planned == null ? null : planned.day();
        });
    }

    private static <V> @Nullable V value(Told event, String column, Class<V> kind) {
        return kind.cast(event.columns().get(column));
    }

    /** Prints the stories, one in a line. */
    @Override
    public String toString() {
        return stories.stream().map(Story::toString).collect(Collectors.joining("\n"));
    }
}
