package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Names for ranges of the three scores, in order: a customer is in the first segment that holds the score.
 *
 * <pre>{@code
 * RfmSegments ours = RfmSegments.of(5,
 *         Segment.of("best").recency(4, 5).frequency(4, 5).money(4, 5),
 *         Segment.of("leaving").recency(1, 2).frequency(3, 5));          // whatever they spent
 * }</pre>
 *
 * <p>Scores that no segment holds are in none. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RfmSegments implements Serializable {
    private static final long serialVersionUID = 1;

    private final int classes;
    private final ArrayList<Segment> segments;
    private final int[] places; // by scores the place of the segment that holds them, from 0

    private RfmSegments(int classes, List<Segment> segments) {
        this.classes = classes;
        this.segments = new ArrayList<>(segments);
        this.places = new int[classes * classes * classes];
        Arrays.setAll(
                places,
                at -> IntStream.range(0, segments.size())
                        .filter(i -> segments.get(i)
                                .holds(at / classes / classes + 1, at / classes % classes + 1, at % classes + 1))
                        .findFirst()
                        .orElse(segments.size()));
    }

    /**
     * A table of segments.
     *
     * @param classes of how many classes the scores are, from 2 to 20
     * @param segments the segments in order, at least one
     * @return the table
     * @throws IllegalArgumentException if there is no segment, a name comes twice, or a score is above {@code classes}
     */
    public static RfmSegments of(int classes, Segment... segments) {
        Checks.within(classes, 2, Rfm.MOST_CLASSES, "classes");
        checkArgument(requireNonNull(segments, "segments").length > 0, "segments ([]) must be at least one");
        Set<String> names = new HashSet<>();
        for (Segment segment : segments) {
            requireNonNull(segment, "segment");
            checkArgument(names.add(segment.name), "segments (%s) must have different names", segment.name);
            for (Range range : List.of(segment.recency, segment.frequency, segment.money)) {
                checkArgument(range.fits(classes), "segments (%s) must have scores from 1 to %s", segment, classes);
            }
        }
        return new RfmSegments(classes, List.of(segments));
    }

    /**
     * Ten segments in common use, of five classes, with the ranges that the package rfm of R (0.3.0, rfm_segment) prints:
     *
     * <table>
     *   <caption>Scores of recency, frequency and money</caption>
     *   <tr><td>Champions</td><td>4–5</td><td>4–5</td><td>4–5</td></tr>
     *   <tr><td>Loyal customers</td><td>2–5</td><td>3–5</td><td>3–5</td></tr>
     *   <tr><td>New customers</td><td>4–5</td><td>1</td><td>1</td></tr>
     *   <tr><td>Promising</td><td>3–4</td><td>1</td><td>1</td></tr>
     *   <tr><td>Potential loyalists</td><td>3–5</td><td>1–3</td><td>1–3</td></tr>
     *   <tr><td>Need attention</td><td>2–3</td><td>2–3</td><td>2–3</td></tr>
     *   <tr><td>About to sleep</td><td>2–3</td><td>1–2</td><td>1–2</td></tr>
     *   <tr><td>Can't lose them</td><td>1</td><td>4–5</td><td>4–5</td></tr>
     *   <tr><td>At risk</td><td>1–2</td><td>2–5</td><td>2–5</td></tr>
     *   <tr><td>Lost</td><td>1–2</td><td>1–2</td><td>1–2</td></tr>
     * </table>
     *
     * <p>The ranges overlap, and the first counts. R prints new customers and promising after potential loyalists, and those who must not be
     * lost after those at risk: there nobody would ever be in them, so here they come before. Some scores are in no segment.
     *
     * @return the table
     */
    public static RfmSegments standard() {
        return of(
                5,
                Segment.of("Champions").recency(4, 5).frequency(4, 5).money(4, 5),
                Segment.of("Loyal customers").recency(2, 5).frequency(3, 5).money(3, 5),
                Segment.of("New customers").recency(4, 5).frequency(1, 1).money(1, 1),
                Segment.of("Promising").recency(3, 4).frequency(1, 1).money(1, 1),
                Segment.of("Potential loyalists").recency(3, 5).frequency(1, 3).money(1, 3),
                Segment.of("Need attention").recency(2, 3).frequency(2, 3).money(2, 3),
                Segment.of("About to sleep").recency(2, 3).frequency(1, 2).money(1, 2),
                Segment.of("Can't lose them").recency(1, 1).frequency(4, 5).money(4, 5),
                Segment.of("At risk").recency(1, 2).frequency(2, 5).money(2, 5),
                Segment.of("Lost").recency(1, 2).frequency(1, 2).money(1, 2));
    }

    /**
     * Some scores of one kind.
     *
     * @param from the lowest, at least 1
     * @param to the highest, from {@code from} to 20
     * @since 0.1.0
     */
    public record Range(int from, int to) implements Serializable {
        /** All scores, whatever the number of classes. */
        public static final Range ALL = new Range(1, Rfm.MOST_CLASSES);

        private static final long serialVersionUID = 1;

        /**
         * Checks the components.
         *
         * @param from the lowest, at least 1
         * @param to the highest, from {@code from} to 20
         * @throws IllegalArgumentException if a score is out of its range, or none lies between
         */
        public Range {
            Checks.within(from, 1, Rfm.MOST_CLASSES, "from");
            Checks.within(to, from, Rfm.MOST_CLASSES, "to");
        }

        boolean fits(int classes) {
            return equals(ALL) || to <= classes;
        }

        boolean holds(int score) {
            return from <= score && score <= to;
        }

        /** Prints the scores, such as {@code 4-5}, {@code 1} or {@code any}. */
        @Override
        public String toString() {
            return equals(ALL) ? "any" : from == to ? String.valueOf(from) : from + "-" + to;
        }
    }

    /**
     * A name for ranges of scores.
     *
     * @param name the name
     * @param recency the scores of recency
     * @param frequency the scores of frequency
     * @param money the scores of money
     * @since 0.1.0
     */
    public record Segment(String name, Range recency, Range frequency, Range money) implements Serializable {
        private static final long serialVersionUID = 1;

        /**
         * Checks the components.
         *
         * @param name the name
         * @param recency the scores of recency
         * @param frequency the scores of frequency
         * @param money the scores of money
         * @throws IllegalArgumentException if the name is empty
         */
        public Segment {
            checkArgument(!requireNonNull(name, "name").isEmpty(), "name () must not be empty");
            requireNonNull(recency, "recency");
            requireNonNull(frequency, "frequency");
            requireNonNull(money, "money");
        }

        /**
         * A segment of all scores.
         *
         * @param name the name
         * @return the segment
         */
        public static Segment of(String name) {
            return new Segment(name, Range.ALL, Range.ALL, Range.ALL);
        }

        /**
         * Takes some scores of recency alone.
         *
         * @param from the lowest, at least 1
         * @param to the highest, at least {@code from}
         * @return the segment of those
         * @throws IllegalArgumentException if a score is out of its range, or none lies between
         */
        public Segment recency(int from, int to) {
            return new Segment(name, new Range(from, to), frequency, money);
        }

        /**
         * Takes some scores of frequency alone.
         *
         * @param from the lowest, at least 1
         * @param to the highest, at least {@code from}
         * @return the segment of those
         * @throws IllegalArgumentException if a score is out of its range, or none lies between
         */
        public Segment frequency(int from, int to) {
            return new Segment(name, recency, new Range(from, to), money);
        }

        /**
         * Takes some scores of money alone.
         *
         * @param from the lowest, at least 1
         * @param to the highest, at least {@code from}
         * @return the segment of those
         * @throws IllegalArgumentException if a score is out of its range, or none lies between
         */
        public Segment money(int from, int to) {
            return new Segment(name, recency, frequency, new Range(from, to));
        }

        private boolean holds(int r, int f, int m) {
            return recency.holds(r) && frequency.holds(f) && money.holds(m);
        }

        /** Prints the name and the scores, such as {@code Champions (4-5, 4-5, 4-5)}. */
        @Override
        public String toString() {
            return name + " (" + recency + ", " + frequency + ", " + money + ")";
        }
    }

    /**
     * The segments in order.
     *
     * @return at least one
     */
    public List<Segment> segments() {
        return List.copyOf(segments);
    }

    /**
     * The segment of a score.
     *
     * @param score the score
     * @return the first segment that holds it, empty if none does
     * @throws IllegalArgumentException if one of the scores is above the number of classes
     */
    public Optional<Segment> segmentOf(RfmScore score) {
        requireNonNull(score, "score");
        checkArgument(
                Math.max(score.recency(), Math.max(score.frequency(), score.money())) <= classes,
                "score (%s) must be of %s classes",
                score,
                classes);
        int at = at(Rfm.code(score.recency(), score.frequency(), score.money()));
        return at == segments.size() ? Optional.empty() : Optional.of(segments.get(at));
    }

    /** The place of the segment that holds scores, the number of segments if none does. */
    int at(int code) {
        int both = (code / (Rfm.BASE * Rfm.BASE) - 1) * classes + code / Rfm.BASE % Rfm.BASE - 1;
        return places[both * classes + code % Rfm.BASE - 1];
    }

    /** The name of the segment that holds scores, null if none does. */
    @Nullable
    String name(int code) {
        int at = at(code);
        return at == segments.size() ? null : segments.get(at).name;
    }

    void checkFits(int r, int f, int m) {
        int of = Math.max(r, Math.max(f, m));
        checkArgument(of == classes, "segments (%s) must be of %s classes, as the scores are", this, of);
        for (Segment segment : segments) {
            boolean fits = segment.recency.fits(r) && segment.frequency.fits(f) && segment.money.fits(m);
            checkArgument(fits, "segments (%s) must have scores of at most %s", segment, List.of(r, f, m));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RfmSegments that && classes == that.classes && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return 31 * classes + segments.hashCode();
    }

    /** Prints the number of classes and the segments. */
    @Override
    public String toString() {
        return "segments of " + classes + " classes " + segments;
    }
}
