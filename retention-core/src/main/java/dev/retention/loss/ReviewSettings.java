package dev.retention.loss;

import dev.retention.rule.Grouping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** What a review was told of. Copied, changed, and then left alone. */
final class ReviewSettings<K> {
    private static final double LEVEL = 0.05;

    double level = LEVEL;
    Optional<LossWorth> worth = Optional.empty();
    Optional<Scoreboard<K>> board = Optional.empty();
    Optional<TraitRanking> ranking = Optional.empty();
    UnaryOperator<Traits<K>> attributes = UnaryOperator.identity();
    Optional<Signals> signals = Optional.empty();
    // Signals that are counted already.
    Optional<SignalTable<K>> announced = Optional.empty();
    Optional<ScoreCheck> check = Optional.empty();
    Optional<CallChoice> choice = Optional.empty();
    List<CallRecord<K>> earlier = List.of();
    Optional<RandomGenerator> random = Optional.empty();
    Optional<WinBack> winBack = Optional.empty();
    Optional<IssueBook<K>> book = Optional.empty();
    int least = 1;
    Map<String, Fix> fixes = Map.of();

    /** A fix of an issue, and whom it touched. */
    record Fix(FixEffect effect, Grouping grouping, String label) {}

    ReviewSettings<K> copy() {
        ReviewSettings<K> copy = new ReviewSettings<>();
        copy.level = level;
        copy.worth = worth;
        copy.board = board;
        copy.ranking = ranking;
        copy.attributes = attributes;
        copy.signals = signals;
        copy.announced = announced;
        copy.check = check;
        copy.choice = choice;
        copy.earlier = earlier;
        copy.random = random;
        copy.winBack = winBack;
        copy.book = book;
        copy.least = least;
        copy.fixes = fixes;
        return copy;
    }
}
