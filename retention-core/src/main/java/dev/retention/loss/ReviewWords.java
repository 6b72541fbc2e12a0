package dev.retention.loss;

import dev.retention.CustomerCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Says a review in sentences. */
final class ReviewWords {
    private ReviewWords() {}

    static <K> List<String> of(LossReview<K> review) {
        List<String> words = new ArrayList<>();
        review.scoreboard().ifPresent(board -> {
            board.lines().forEach(line -> words.addAll(alone(line.words())));
            words.addAll(differences(review, board));
        });
        words.add(review.losses().toString());
        words.add(found(review.findings().size(), review.asked()));
        review.headlines().forEach(finding -> words.add(finding.toString()));
        review.scoreCheck().ifPresent(check -> words.add(check.toString()));
        review.calls().ifPresent(list -> words.add(list.toString()));
        review.winBack().ifPresent(table -> words.add(table.toString()));
        review.issues().ifPresent(update -> words.add(update.book().toString()));
        review.fixes().forEach((issue, outcome) -> words.add(issue + ": " + outcome));
        words.addAll(review.absent());
        return List.copyOf(words);
    }

    /** A line, and what chance does not explain of it by itself, not of all that the review asks. */
    private static List<String> alone(List<String> words) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> i == 0 ? words.get(i) : "by itself, at 95 %: " + words.get(i))
                .toList();
    }

    private static String found(int found, int asked) {
        if (asked == 0) {
            return "there was no question to be tested";
        }
        String questions = asked + (asked == 1 ? " question" : " questions, corrected as one");
        return found == 0
                ? "nothing was found beyond chance among " + questions
                : found + (found == 1 ? " finding" : " findings") + " beyond chance among " + questions;
    }

    /** Where a scoreboard that was handed over has other numbers than the losses. */
    private static <K> List<String> differences(LossReview<K> review, Scoreboard<K>.InPeriod board) {
        List<String> words = new ArrayList<>();
        review.churn().ifPresent(churn -> {
            long lost = review.losses().customers(LossItem.LOST);
            long come = churn.count(CustomerCount.NEW);
            board.line(Scoreboard.Metric.LOST).ifPresent(line -> words.addAll(difference(line, lost)));
            board.line(Scoreboard.Metric.NEW).ifPresent(line -> words.addAll(difference(line, come)));
        });
        return words;
    }

    private static List<String> difference(ScoreboardLine<?> line, long review) {
        long board = line.figures().customers();
        return board == review
                ? List.of()
                : List.of(line.name() + ": " + board + " on the scoreboard, " + review
                        + " by the spells of the losses; reconcile() tells by whom they differ");
    }
}
