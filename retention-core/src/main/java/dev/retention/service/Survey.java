package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question that customers are asked to answer by a score, the scale of its answers, and which of them are high and low.
 *
 * <pre>{@code
 * Survey nps = Survey.NPS;                             // 0 to 10: high from 9, low below 7
 * Survey.of("onboarding", 1, 5, 3, 4);                 // 1 to 5: low below 3, high from 4
 * Survey.CSAT.where(Scores.ROLE, "decision maker");    // of what these answered alone
 * }</pre>
 *
 * <p>A mean of scores is low and high by the same bounds: of the net promoter score a mean of 6.5 is a detractor's and one of 8.5 a passive
 * one. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Survey implements Serializable {
    /** Would you recommend us? From 0 to 10: promoters from 9, detractors below 7, as {@link Nps} has them. */
    public static final Survey NPS = of("nps", 0, 10, 7, 9);

    /** Are you satisfied? From 1 to 5: high from 4, the two best answers, low below 3. */
    public static final Survey CSAT = of("csat", 1, 5, 3, 4);

    /** Was it easy? From 1 to 7: high from 5, the three best answers, low below 4. */
    public static final Survey CES = of("ces", 1, 7, 4, 5);

    /** The widest scale: scores are counted one by one. */
    static final int WIDEST = 1000;

    private static final long serialVersionUID = 1;

    private final String name;
    private final int least;
    private final int most;
    private final int lowBelow;
    private final int highFrom;
    private final ArrayList<String> columns;
    private final ArrayList<String> texts;

    private Survey(
            String name, int least, int most, int lowBelow, int highFrom, List<String> columns, List<String> texts) {
        this.name = name;
        this.least = least;
        this.most = most;
        this.lowBelow = lowBelow;
        this.highFrom = highFrom;
        this.columns = new ArrayList<>(columns);
        this.texts = new ArrayList<>(texts);
    }

    /**
     * A survey of the caller's.
     *
     * @param name the code of its requests, not empty
     * @param least the lowest score
     * @param most the highest, above {@code least} by at most 1,000
     * @param lowBelow scores below it are low, from {@code least} on
     * @param highFrom scores from it on are high, from {@code lowBelow} to {@code most}
     * @return the survey
     * @throws IllegalArgumentException if the name is empty or a bound out of its range
     */
    public static Survey of(String name, int least, int most, int lowBelow, int highFrom) {
        checkArgument(!requireNonNull(name, "name").isEmpty(), "name (%s) must not be empty", name);
        checkArgument(
                most > least && (long) most - least <= WIDEST,
                "most (%s) must be above least (%s), by at most %s",
                most,
                least,
                WIDEST);
        checkArgument(lowBelow >= least, "lowBelow (%s) must be at least least (%s)", lowBelow, least);
        checkArgument(
                highFrom >= lowBelow && highFrom <= most,
                "highFrom (%s) must be from lowBelow (%s) to most (%s)",
                highFrom,
                lowBelow,
                most);
        return new Survey(name, least, most, lowBelow, highFrom, List.of(), List.of());
    }

    /**
     * The same, of requests alone that have a text in a column, such as one project, role or rater. May be called several times.
     *
     * @param column the name of a column of texts of the track
     * @param text the text
     * @return the survey of these
     */
    public Survey where(String column, String text) {
        List<String> allColumns = new ArrayList<>(columns);
        List<String> allTexts = new ArrayList<>(texts);
        allColumns.add(requireNonNull(column, "column"));
        allTexts.add(requireNonNull(text, "text"));
        return new Survey(name, least, most, lowBelow, highFrom, allColumns, allTexts);
    }

    /** {@return the code of its requests} */
    public String name() {
        return name;
    }

    /** {@return the lowest score} */
    public int least() {
        return least;
    }

    /** {@return the highest score} */
    public int most() {
        return most;
    }

    /** {@return the bound below which scores are low} */
    public int lowBelow() {
        return lowBelow;
    }

    /** {@return the lowest score that is high} */
    public int highFrom() {
        return highFrom;
    }

    /** Whether its high and low answers are promoters and detractors. */
    boolean isNps() {
        return isLike(NPS);
    }

    /** Whether scale and bounds are the same, so that figures of both can be compared. */
    boolean isLike(Survey other) {
        return hasScaleOf(other) && lowBelow == other.lowBelow && highFrom == other.highFrom;
    }

    boolean hasScaleOf(Survey other) {
        return least == other.least && most == other.most;
    }

    List<String> columns() {
        return columns;
    }

    List<String> texts() {
        return texts;
    }

    /** What is odd about a store: that nobody was asked this, or that no request has a text of the conditions. */
    List<String> warnings(HistoryStore<?> store, Timeline timeline) {
        List<String> odd = new ArrayList<>(
                requireNonNull(store, "store").track(Scores.TRACK).codes().warnings(List.of(name)));
        for (int i = 0; i < columns.size(); i++) {
            odd.addAll(warnings(store, timeline, columns.get(i), texts.get(i)));
        }
        return odd;
    }

    /** That no request has a text. */
    static <K> List<String> warnings(HistoryStore<K> store, Timeline timeline, String column, String text) {
        if (requireNonNull(store, "store").customers() == 0) {
            return List.of();
        }
        // Every history knows the texts of all.
        List<String> known = Sweep.over(store).look(store.customer(0), timeline, history -> {
            History scores = history.track(Scores.TRACK);
            return scores.texts(scores.column(column));
        });
        return known.contains(text) ? List.of() : List.of("no request has the " + column + " \"" + text + "\"");
    }

    /** Refuses a store that cannot tell which requests are meant. */
    void check(HistoryStore<?> store) {
        columns.forEach(column -> checkColumn(store, column));
    }

    /** Refuses a store whose track of scores lacks a column. */
    static void checkColumn(HistoryStore<?> store, String column) {
        HistoryStore<?> scores = requireNonNull(store, "store").track(Scores.TRACK);
        checkArgument(
                scores.columns().contains(column),
                "store (%s) must have a column (%s) in its track %s",
                store,
                column,
                Scores.TRACK);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Survey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, least, most, lowBelow, highFrom, columns, texts);
    }

    /** Prints the name, the scale, the bounds and the conditions: {@code "csat" from 1 to 5, low below 3, high from 4}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder("\"" + name + "\" from " + least + " to " + most + ", low below "
                + lowBelow + ", high from " + highFrom);
        for (int i = 0; i < columns.size(); i++) {
            words.append(i == 0 ? ", where " : " and ").append(columns.get(i)).append(" is \"" + texts.get(i) + "\"");
        }
        return words.toString();
    }
}
