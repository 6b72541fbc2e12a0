package dev.retention.service;

import dev.retention.internal.RefusedRow;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
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
        boolean isWhole = number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte;
        boolean isOnScale = number != null
                && isWhole
                && number.longValue() >= survey.least()
                && number.longValue() <= survey.most();
        if (number != null && !isOnScale) {
            throw new RefusedRow("score (" + number + ") of customer (" + customer + ") must be a whole number from "
                    + survey.least() + " to " + survey.most() + ", the scale of \"" + survey.name() + "\"");
        }
    }
}
