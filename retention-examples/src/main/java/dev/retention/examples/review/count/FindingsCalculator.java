package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Finding;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import dev.retention.loss.AskedSignal;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.loss.LossTable;
import dev.retention.loss.Scoreboard;
import dev.retention.loss.SignalTable;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The three sentences that a manager should know. */
final class FindingsCalculator {

    private static final int MOST = 3;
    private static final double LEVEL = 0.05;

    private final Scoreboard<String>.InPeriod board;
    private final LossTable<String>.InPeriod losses;
    private final Optional<SignalTable<String>> signals;
    private final Optional<TraitTable<String>> traits;
    private final ReviewTime time;

    FindingsCalculator(
            Scoreboard<String>.InPeriod board,
            LossTable<String>.InPeriod losses,
            Optional<SignalTable<String>> signals,
            Optional<TraitTable<String>> traits,
            ReviewTime time) {
        this.board = board;
        this.losses = losses;
        this.signals = signals;
        this.traits = traits;
        this.time = time;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        return all;
    }
}
