package dev.retention.service;

import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import java.util.Optional;

/** What the answers of one customer in one period sum up to. */
final class ScoreSums {
    private final Survey survey;
    private long answers;
    private long high;
    private long low;
    private long scores;
    private long squares;
    private long latest = Long.MIN_VALUE;

    ScoreSums(Survey survey) {
        this.survey = survey;
    }

    /** Adds an answer; answers come in the order of their requests, and the latest alone stays if only that one counts. */
    void add(int score, long day, boolean onlyLatest) {
        if (onlyLatest && day < latest) {
            return;
        }
        long kept = onlyLatest ? 0 : 1;
        latest = day;
        answers = kept * answers + 1;
        high = kept * high + (score >= survey.highFrom() ? 1 : 0);
        low = kept * low + (score < survey.lowBelow() ? 1 : 0);
        scores = kept * scores + score;
        squares = kept * squares + (long) score * score;
    }

    /** Adds the sums to the items of the period, the customer as one that is high, low or neither if it counts by the mean. */
    void addTo(CellSink sink, int period, boolean byMean) {
        sink.add(Feedback.Item.ANSWERS, period, answers);
        sink.add(Feedback.Item.SCORES, period, scores);
        sink.add(Feedback.Item.SQUARES, period, squares);
        boolean isHigh = scores >= survey.highFrom() * answers;
        boolean isLow = scores < survey.lowBelow() * answers;
        addIfAny(sink, Feedback.Item.HIGH, period, byMean ? (isHigh ? 1 : 0) : high);
        addIfAny(sink, Feedback.Item.LOW, period, byMean ? (isLow ? 1 : 0) : low);
        addIfAny(sink, Feedback.Item.MIDDLE, period, byMean ? (isHigh || isLow ? 0 : 1) : answers - high - low);
        sink.add(Feedback.Item.ANSWERS_SQUARED, period, answers * answers);
        sink.add(Feedback.Item.NET_SQUARED, period, (high - low) * (high - low));
        sink.add(Feedback.Item.NET_TIMES_ANSWERS, period, (high - low) * answers);
        sink.add(Feedback.Item.HIGH_SQUARED, period, high * high);
        sink.add(Feedback.Item.HIGH_TIMES_ANSWERS, period, high * answers);
        sink.add(Feedback.Item.SCORES_SQUARED, period, Math.multiplyExact(scores, scores));
        sink.add(Feedback.Item.SCORES_TIMES_ANSWERS, period, Math.multiplyExact(scores, answers));
    }

    /** A figure of a period by the items that hold the sums of customers. */
    static Optional<ScoreMean> clustered(
            Feedback.Figure figure, PeriodItems<?, Feedback.Item>.InPeriod period, boolean corrected) {
        long high = period.number(Feedback.Item.HIGH);
        long sum = switch (figure) {
            case NPS -> high - period.number(Feedback.Item.LOW);
            case TOP_BOX -> high;
            case MEAN -> period.number(Feedback.Item.SCORES);
        };
        Feedback.Item squares = switch (figure) {
            case NPS -> Feedback.Item.NET_SQUARED;
            case TOP_BOX -> Feedback.Item.HIGH_SQUARED;
            case MEAN -> Feedback.Item.SCORES_SQUARED;
        };
        Feedback.Item products = switch (figure) {
            case NPS -> Feedback.Item.NET_TIMES_ANSWERS;
            case TOP_BOX -> Feedback.Item.HIGH_TIMES_ANSWERS;
            case MEAN -> Feedback.Item.SCORES_TIMES_ANSWERS;
        };
        return ScoreMean.clustered(
                period.customers(Feedback.Item.ANSWERS),
                period.number(Feedback.Item.ANSWERS),
                sum,
                period.number(squares),
                period.number(products),
                period.number(Feedback.Item.ANSWERS_SQUARED),
                corrected);
    }

    private static void addIfAny(CellSink sink, Feedback.Item item, int period, long number) {
        if (number > 0) {
            sink.add(item, period, number);
        }
    }
}
