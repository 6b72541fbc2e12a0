package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Refuses parts of a review that count otherwise than its losses, and reviews that cannot stand beside each other. */
final class ReviewFits {
    private ReviewFits() {}

    /** Refuses tables of losses that are counted by other definitions, or of other customers. */
    static <K> void checkAlike(LossTable<K> earlier, LossTable<K> later) {
        String then = earlier.method().definition();
        String now = later.method().definition();
        checkArgument(then.equals(now), "earlier (%s) must count as the later review: %s", then, now);
        HistoryStore<K> before = earlier.counted().store();
        HistoryStore<K> after = later.counted().store();
        checkArgument(
                before.customers() == 0
                        || after.customers() == 0
                        || IntStream.range(0, before.customers())
                                .anyMatch(number ->
                                        after.find(before.customer(number)).isPresent()),
                "earlier (of %s) must have customers in common with the later review: %s",
                before,
                after);
    }

    /** Refuses a scoreboard of other periods, or that begins later. */
    static void checkBoard(Scoreboard<?> board, Timeline timeline, Period period) {
        ScoreboardSource.checkFits(board.timeline(), "board", timeline);
        checkArgument(
                board.timeline().first().compareTo(period) <= 0,
                "board (%s) must have the period of the review: %s",
                board,
                period);
    }

    /** Refuses signals by other spells, on another track or with another end of the data. */
    static void check(Signals signals, LossTable<?> table, LossSettings how) {
        SignalSetup setup = signals.setup;
        check("signals", setup.timeline(), setup.spells(), setup.track(), table, how);
    }

    /** Refuses signals that were counted with another end of the data. */
    static void check(SignalTable<?> signals, LossTable<?> table) {
        checkEnd("signals", signals.timeline(), table);
    }

    /** Refuses returns by other spells, on another track or with another end of the data. */
    static void check(WinBack winBack, LossTable<?> table, LossSettings how) {
        check("winBack", winBack.timeline(), winBack.settings().spells, winBack.settings().track, table, how);
    }

    private static void check(
            String name, Timeline its, Spells spells, String track, LossTable<?> table, LossSettings how) {
        checkEnd(name, its, table);
        if (how.spells != null) {
            checkArgument(
                    spells.equals(how.spells),
                    "%s (%s) must have the spells of the losses: %s",
                    name,
                    spells,
                    how.spells);
            List<String> names = table.counted().store().trackNames();
            String own = how.track.isEmpty() && !names.isEmpty() ? names.get(0) : how.track;
            checkArgument(
                    own.isEmpty() || track.equals(own),
                    "%s (on %s) must be on the track of the losses: %s",
                    name,
                    track,
                    own);
        }
    }

    private static void checkEnd(String name, Timeline its, LossTable<?> table) {
        checkArgument(
                its.completeBefore().equals(table.timeline().completeBefore()),
                "%s (%s) must have the end of the data of the losses: %s",
                name,
                its,
                table.timeline());
    }

    /** Refuses the fix of an issue that the book has not, or has as fixed on another day. */
    static <K> void checkFix(String id, FixEffect effect, IssueBook<K> book) {
        Optional<Issue<K>> issue = book.find(id);
        checkArgument(
                issue.isPresent(),
                "issue (%s) must be one of the book: %s",
                id,
                book.issues().stream().map(Issue::id).toList());
        checkArgument(
                issue.get().fixed().equals(Optional.of(effect.fixed())),
                "%s of issue (%s) must be on the day on which the book has it fixed: %s",
                effect,
                id,
                issue.get().fixed().map(Object::toString).orElse("none"));
    }
}
