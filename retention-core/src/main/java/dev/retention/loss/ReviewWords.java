package dev.retention.loss;

import java.util.ArrayList;
import java.util.List;

/** Says a review in sentences. */
final class ReviewWords {
    private ReviewWords() {}

    static <K> List<String> of(LossReview<K> review) {
        List<String> words = new ArrayList<>();
        review.scoreboard().ifPresent(board -> board.lines().forEach(line -> words.addAll(line.words())));
        words.add(review.losses().toString());
        int found = review.findings().size();
        words.add(
                found == 0
                        ? "nothing was found beyond chance among " + review.asked() + " questions"
                        : found + " of " + review.asked() + " questions found something beyond chance");
        review.headlines().forEach(finding -> words.add(finding.toString()));
        review.scoreCheck().ifPresent(check -> words.add(check.toString()));
        review.calls().ifPresent(list -> words.add(list.toString()));
        review.winBack().ifPresent(table -> words.add(table.toString()));
        review.issues().ifPresent(update -> words.add(update.book().toString()));
        review.fixes().forEach((issue, outcome) -> words.add(issue + ": " + outcome));
        words.addAll(review.absent());
        return List.copyOf(words);
    }
}
