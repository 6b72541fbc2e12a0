package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests for a score, and what was answered, out of the caller's objects: the track {@value #TRACK}.
 *
 * <pre>{@code
 * HistoryStore<Long> scores = Scores.reader(Row::customer, Row::askedOn, Row::survey)
 *         .answered(Row::answeredOn, Row::score)
 *         .role(Row::role)
 *         .from(rows);
 * orders.named("orders").and(scores);     // beside other tracks of the same customers
 * }</pre>
 *
 * <p>An event is one request, on the day on which the customer was asked; its code is the survey's name. Who did not answer is there too,
 * without a day of answer. Columns that are not given do not exist in the store. Refused, with row and customer:
 *
 * <ul>
 *   <li>a row without a survey, or of one whose scale is not known: {@link Survey#NPS}, {@link Survey#CSAT} and {@link Survey#CES} are,
 *       others are by {@link #survey};
 *   <li>an answer before the request, and a score without a day of answer. An answer without a score is one that says nothing by number;
 *   <li>a score that is no whole number of the survey's scale;
 *   <li>a follow-up before the answer, or without one.
 * </ul>
 *
 * <p>A {@linkplain #lenient() lenient} reader leaves such rows out, counted and listed in {@link HistoryStore#exclusions}. This class is
 * immutable and thread-safe.
 *
 * @param <S> the type of rows
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Scores<S, K> {
    /** The name of the track. */
    public static final String TRACK = "scores";

    /** The column of what an answer was about. */
    public static final String TOPIC = "topic";

    /** The name of the column of the day on which a request was answered. */
    public static final String ANSWERED = "answered";

    /** The name of the column of what was answered. */
    public static final String SCORE = "score";

    /** The name of the column of who was asked, such as {@code decision maker}. */
    public static final String ROLE = "role";

    /** The name of the column of what the question was about. */
    public static final String PROJECT = "project";

    /** The name of the column of who answered for whom: the customer, or staff of ours about the customer. */
    public static final String RATER = "rater";

    /** The name of the column of the day on which we came back to the customer about the answer. */
    public static final String FOLLOWED_UP = "followed up";

    private final Function<? super S, ? extends @Nullable K> customer;
    private final Map<String, Function<? super S, ? extends @Nullable LocalDate>> days;
    private final @Nullable Function<? super S, ? extends @Nullable Number> score;
    private final Map<String, Function<? super S, ? extends @Nullable String>> texts;
    private final Map<String, Survey> surveys;
    private final boolean isLenient;

    private Scores(
            Function<? super S, ? extends @Nullable K> customer,
            Map<String, Function<? super S, ? extends @Nullable LocalDate>> days,
            @Nullable Function<? super S, ? extends @Nullable Number> score,
            Map<String, Function<? super S, ? extends @Nullable String>> texts,
            Map<String, Survey> surveys,
            boolean isLenient) {
        this.customer = customer;
        this.days = days;
        this.score = score;
        this.texts = texts;
        this.surveys = surveys;
        this.isLenient = isLenient;
    }

    /**
     * How to read requests.
     *
     * @param customer the customer who was asked, or of whom somebody was
     * @param asked the day of the request
     * @param survey the name of the survey, such as {@code nps}
     * @param <S> the type of rows
     * @param <K> the type of customer keys
     * @return the reader
     */
    public static <S, K> Scores<S, K> reader(
            Function<? super S, ? extends @Nullable K> customer,
            Function<? super S, ? extends @Nullable LocalDate> asked,
            Function<? super S, ? extends @Nullable String> survey) {
        Map<String, Survey> known = new LinkedHashMap<>();
        List.of(Survey.NPS, Survey.CSAT, Survey.CES).forEach(each -> known.put(each.name(), each));
        return new Scores<>(
                requireNonNull(customer, "customer"),
                Map.of(ScoreRow.OWN, requireNonNull(asked, "asked")),
                null,
                Map.of(ScoreRow.OWN, requireNonNull(survey, "survey")),
                known,
                false);
    }

    /**
     * Says what was answered, and when.
     *
     * @param day the day of the answer; null if there is none
     * @param score a whole number of the survey's scale, of any type: 9 or 9.0; null for an answer without one
     * @return this reader with both
     */
    public Scores<S, K> answered(
            Function<? super S, ? extends @Nullable LocalDate> day,
            Function<? super S, ? extends @Nullable Number> score) {
        requireNonNull(day, "day");
        return new Scores<>(
                customer, with(days, ANSWERED, day), requireNonNull(score, "score"), texts, surveys, isLenient);
    }

    /**
     * Says when we came back to the customer about the answer.
     *
     * @param day the day; null if we did not
     * @return this reader with it
     */
    public Scores<S, K> followedUp(Function<? super S, ? extends @Nullable LocalDate> day) {
        return new Scores<>(
                customer, with(days, FOLLOWED_UP, requireNonNull(day, "day")), score, texts, surveys, isLenient);
    }

    /**
     * Says who was asked.
     *
     * @param role the role, such as {@code decision maker}; null if it is not known
     * @return this reader with it
     */
    public Scores<S, K> role(Function<? super S, ? extends @Nullable String> role) {
        return text(ROLE, requireNonNull(role, "role"));
    }

    /**
     * Says what the question was about.
     *
     * @param project the project, or whatever else scores are of; null for none
     * @return this reader with it
     */
    public Scores<S, K> project(Function<? super S, ? extends @Nullable String> project) {
        return text(PROJECT, requireNonNull(project, "project"));
    }

    /**
     * Says who answered.
     *
     * @param rater such as {@code customer} or {@code staff}; null if it is not known
     * @return this reader with it
     */
    public Scores<S, K> rater(Function<? super S, ? extends @Nullable String> rater) {
        return text(RATER, requireNonNull(rater, "rater"));
    }

    /**
     * Says what the answer was about, in the customer's words or ours, see {@link dev.retention.loss.TopicsKnown}.
     *
     * @param topic the topic, such as {@code delivery}; null if none was named
     * @return this reader with it, in the column {@link #TOPIC}
     */
    public Scores<S, K> topic(Function<? super S, ? extends @Nullable String> topic) {
        return text(TOPIC, requireNonNull(topic, "topic"));
    }

    private Scores<S, K> text(String name, Function<? super S, ? extends @Nullable String> text) {
        return new Scores<>(customer, days, score, with(texts, name, text), surveys, isLenient);
    }

    /**
     * Tells the scale of a survey.
     *
     * @param survey the survey, in place of a known one of its name
     * @return this reader with it
     */
    public Scores<S, K> survey(Survey survey) {
        return new Scores<>(
                customer,
                days,
                score,
                texts,
                with(surveys, requireNonNull(survey, "survey").name(), survey),
                isLenient);
    }

    private static <V> Map<String, V> with(Map<String, V> values, String name, V value) {
        Map<String, V> all = new LinkedHashMap<>(values);
        all.put(name, value);
        return all;
    }

    /**
     * Leaves rows out that cannot be read, counted and listed, instead of refusing the first.
     *
     * @return a lenient reader
     */
    public Scores<S, K> lenient() {
        return new Scores<>(customer, days, score, texts, surveys, true);
    }

    /**
     * Reads a store.
     *
     * @param requests the rows in any order
     * @return the store of the one track {@value #TRACK}, without amounts of money, with what was left out
     * @throws InvalidRowException if a row is refused and the reader is strict; the message tells row and customer
     */
    public HistoryStore<K> from(Iterable<? extends S> requests) {
        HistoryReader<ScoreRow<K>, K> reader = HistoryStore.<ScoreRow<K>, K>ofDates(
                        ScoreRow::customer, request -> request.days.get(ScoreRow.OWN))
                .codes(request -> request.texts.get(ScoreRow.OWN));
        for (String name : days.keySet()) {
            reader = name.equals(ScoreRow.OWN) ? reader : reader.day(name, request -> request.days.get(name));
        }
        for (String name : texts.keySet()) {
            reader = name.equals(ScoreRow.OWN) ? reader : reader.text(name, request -> request.texts.get(name));
        }
        reader = score == null ? reader : reader.number(SCORE, request -> request.score);
        List<ScoreRow<K>> all = new ArrayList<>();
        for (S row : requireNonNull(requests, "requests")) {
            all.add(read(row));
        }
        return (isLenient ? reader.lenient() : reader).from(all).named(TRACK);
    }

    private ScoreRow<K> read(S row) {
        ScoreRow<K> request = new ScoreRow<>();
        try {
            requireNonNull(row, "the row");
            request.customer = customer.apply(row);
            days.forEach((name, day) -> request.days.put(name, day.apply(row)));
            texts.forEach((name, text) -> request.texts.put(name, text.apply(row)));
            request.score = score == null ? null : score.apply(row);
            request.check(surveys);
        } catch (RuntimeException e) {
            request.fault = e;
        }
        return request;
    }

    /** Prints what is read. */
    @Override
    public String toString() {
        return "requests for scores, a row each" + (isLenient ? ", lenient" : "");
    }
}
