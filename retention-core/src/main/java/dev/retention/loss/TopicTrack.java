package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where customers name topics: a column of texts on a track, see {@link TopicsKnown}.
 *
 * <pre>{@code
 * TopicTrack.of("tickets", "topic", IssueSource.COMPLAINT).coded("complaint");
 * TopicTrack.of("scores", "topic", IssueSource.SURVEY).dated("answered");
 * }</pre>
 *
 * <p>An event without a text there, or with a blank one, or without a day, names no topic. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class TopicTrack {
    private final String track;
    private final String column;
    private final IssueSource source;
    private final TreeSet<String> codes;
    // The day of the event if null.
    private final @Nullable String day;

    private TopicTrack(String track, String column, IssueSource source, Set<String> codes, @Nullable String day) {
        this.track = track;
        this.column = column;
        this.source = source;
        this.codes = new TreeSet<>(codes);
        this.day = day;
    }

    /**
     * The topics of a column, named on the day of the event.
     *
     * @param track the track
     * @param column the column of texts
     * @param source who came to know of it
     * @return where topics are named
     * @throws IllegalArgumentException if a name is empty
     */
    public static TopicTrack of(String track, String column, IssueSource source) {
        told(track, "track");
        told(column, "column");
        requireNonNull(source, "source");
        return new TopicTrack(track, column, source, new TreeSet<>(), null);
    }

    /**
     * Takes only events of some codes, beside those told before.
     *
     * @param code a code
     * @param moreCodes further codes
     * @return the same of those events
     * @throws IllegalArgumentException if a code is empty
     */
    public TopicTrack coded(String code, String... moreCodes) {
        TreeSet<String> some = new TreeSet<>(codes);
        some.add(told(code, "code"));
        for (String more : requireNonNull(moreCodes, "moreCodes")) {
            some.add(told(more, "moreCodes"));
        }
        return new TopicTrack(track, column, source, some, day);
    }

    private static String told(String text, String name) {
        checkArgument(!requireNonNull(text, name).isEmpty(), "%s (%s) must not be empty", name, text);
        return text;
    }

    /**
     * Takes topics as named on the day of a column, such as that of an answer.
     *
     * @param day the column of days
     * @return the same by that day
     * @throws IllegalArgumentException if the name is empty
     */
    public TopicTrack dated(String day) {
        return new TopicTrack(track, column, source, codes, told(day, "day"));
    }

    IssueSource source() {
        return source;
    }

    /** Refuses tracks of the same events, and a store that lacks one; hands back what is odd about their codes. */
    static List<String> check(List<TopicTrack> tracks, HistoryStore<?> store) {
        for (int i = 0; i < tracks.size(); i++) {
            TopicTrack track = tracks.get(i);
            checkArgument(
                    tracks.subList(0, i).stream().noneMatch(track::overlaps),
                    "tracks (%s) must be of different events: those of %s come twice",
                    tracks,
                    track);
            track.check(store);
        }
        return tracks.stream()
                .flatMap(track -> track.warnings(store).stream())
                .distinct()
                .toList();
    }

    /** Refuses a store that lacks the track or a column, or has another one of that name. */
    private void check(HistoryStore<?> store) {
        HistoryStore<?> own = store.track(track);
        checkColumn(own, column, HistoryStore::holdsTexts, "texts");
        if (day != null) {
            checkColumn(own, day, HistoryStore::holdsDays, "days");
        }
    }

    private void checkColumn(
            HistoryStore<?> own, String name, BiPredicate<HistoryStore<?>, String> holds, String values) {
        checkArgument(
                own.columns().contains(name),
                "track (%s) must have a column (%s), and has %s",
                track,
                name,
                own.columns());
        checkArgument(holds.test(own, name), "column (%s) of track (%s) must be of %s", name, track, values);
    }

    /** Whether an event of one track may name a topic of both, as what one source said. */
    private boolean overlaps(TopicTrack other) {
        return track.equals(other.track)
                && column.equals(other.column)
                && source == other.source
                && (codes.isEmpty() || other.codes.isEmpty() || !Collections.disjoint(codes, other.codes));
    }

    /** The codes that were told of and no event of the track has. */
    private List<String> warnings(HistoryStore<?> store) {
        return store.track(track).codes().warnings(codes);
    }

    /** Hands over the topics that a customer named, with their days. */
    void forEach(History history, BiConsumer<String, LocalDate> topics) {
        History events = history.track(track);
        int texts = events.column(column);
        long asOf = history.timeline().asOf().toEpochDay();
        int days = day == null ? -1 : events.column(day);
        for (int i = 0; i < events.size(); i++) {
            String topic = Text.said(events.text(texts, i));
            boolean counts = codes.isEmpty() || codes.contains(events.code(i));
            if (topic != null && counts && (days < 0 || events.hasValue(days, i))) {
                long named = days < 0 ? events.epochDay(i) : events.epochDayOf(days, i);
                if (named <= asOf) {
                    topics.accept(topic, LocalDate.ofEpochDay(named));
                }
            }
        }
    }

    /** Prints where topics are named, such as {@code topic on tickets (COMPLAINT)}. */
    @Override
    public String toString() {
        return column + " on " + track + (codes.isEmpty() ? "" : " coded " + codes) + (day == null ? "" : " by " + day)
                + " (" + source + ")";
    }
}
