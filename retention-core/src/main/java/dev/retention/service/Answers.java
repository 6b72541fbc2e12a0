package dev.retention.service;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of one customer on the track of scores as known by the as-of day, and which of them a survey means. */
final class Answers {
    private static final int NONE = -1;

    private final History history;
    private final @Nullable Survey survey;
    private final int answered;
    private final int score;
    private final int[] columns;

    /** Requests of a survey, or of all if it is null. */
    Answers(History history, @Nullable Survey survey) {
        this.history = history;
        this.survey = survey;
        this.answered = column(Scores.ANSWERED);
        this.score = column(Scores.SCORE);
        this.columns = survey == null
                ? new int[0]
                : survey.columns().stream().mapToInt(history::column).toArray();
    }

    private int column(String name) {
        return history.hasColumn(name) ? history.column(name) : NONE;
    }

    /** Refuses a track without a column. */
    Answers mustTell(String column) {
        history.column(column);
        return this;
    }

    /** Whether a request is one of the survey. */
    boolean isAsked(int event) {
        if (survey == null) {
            return true;
        }
        for (int i = 0; i < columns.length; i++) {
            if (!survey.texts().get(i).equals(history.text(columns[i], event))) {
                return false;
            }
        }
        return history.code(event).equals(survey.name());
    }

    boolean isAnswered(int event) {
        return answered >= 0 && history.hasValue(answered, event);
    }

    long answeredOn(int event) {
        return history.epochDayOf(answered, event);
    }

    /** Whether a request of the survey was answered by a score. */
    boolean hasScore(int event) {
        return isAsked(event) && isAnswered(event) && score >= 0 && history.hasValue(score, event);
    }

    /** The score of an event that has one; refuses one outside the scale, as a store of others may have it. */
    int score(int event) {
        long value = history.number(score, event);
        return survey == null ? (int) value : survey.least() + ScoreCounts.indexOf(survey, value, Scores.SCORE);
    }

    /** The events that were answered by a score, in the order of the requests. */
    List<Integer> scored() {
        List<Integer> scored = new ArrayList<>();
        for (int event = 0; event < history.size(); event++) {
            if (hasScore(event)) {
                scored.add(event);
            }
        }
        return scored;
    }
}
