package dev.retention.service;

import dev.retention.internal.RefusedRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What one row of requests for scores says, and why it does not count. */
final class ScoreRow<K> {
    /** The name of what every row has: the day of asking among the days, the survey among the texts. */
    static final String OWN = "";

    @Nullable
    K customer;

    final Map<String, @Nullable LocalDate> days = new LinkedHashMap<>();
    final Map<String, @Nullable String> texts = new LinkedHashMap<>();

    @Nullable
    Number score;

    @Nullable
    RuntimeException fault;

    @Nullable
    K customer() {
        if (fault != null) {
            throw fault;
        }
        return customer;
    }

    /** Refuses a row that contradicts itself. */
    void check(Map<String, Survey> surveys) {
        days.values().forEach(day -> RefusedRow.checkDay(day, customer));
        LocalDate answered = days.get(Scores.ANSWERED);
        checkOrder("asked", days.get(OWN), Scores.ANSWERED, answered);
        checkOrder(Scores.ANSWERED, answered, Scores.FOLLOWED_UP, days.get(Scores.FOLLOWED_UP));
        checkPresent(Scores.FOLLOWED_UP, days.get(Scores.FOLLOWED_UP), answered);
        checkPresent(Scores.SCORE, score, answered);
        String name = texts.get(OWN);
        Survey survey = name == null ? null : surveys.get(name);
        if (survey == null) {
            throw new RefusedRow("survey (" + name + ") of customer (" + customer + ") must be one of "
                    + surveys.keySet() + ", or be told with its scale");
        }
        checkScale(survey, score);
    }

    private void checkOrder(String before, @Nullable LocalDate first, String after, @Nullable LocalDate second) {
        if (first != null && second != null && second.isBefore(first)) {
            throw new RefusedRow(after + " (" + second + ") of customer (" + customer + ") must not be before " + before
                    + " (" + first + ")");
        }
    }

    private void checkPresent(String name, @Nullable Object value, @Nullable LocalDate answered) {
        if (value != null && answered == null) {
            throw new RefusedRow(name + " (" + value + ") of customer (" + customer + ") must have a day of answer");
        }
    }

    private void checkScale(Survey survey, @Nullable Number number) {
        if (number == null) {
            return;
        }
        OptionalLong whole = whole(number);
        if (whole.isEmpty() || whole.getAsLong() < survey.least() || whole.getAsLong() > survey.most()) {
            throw new RefusedRow("score (" + number + ") of customer (" + customer + ") must be a whole number from "
                    + survey.least() + " to " + survey.most() + ", the scale of \"" + survey.name() + "\"");
        }
        score = whole.getAsLong();
    }

    /** The whole number that a number of any type is; empty if it is none, or past a long. */
    private static OptionalLong whole(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return OptionalLong.of(number.longValue());
        }
        try {
            return OptionalLong.of(new BigDecimal(number.toString()).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
