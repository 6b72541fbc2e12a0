package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Iterables;
import dev.retention.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One rule, whose answers are spread over the groups of several groupings. */
final class Spread<C> {
    private final Recording recording = new Recording();
    private final Asked<C> asked;
    private final List<Asked<In<C>>> grouped = new ArrayList<>();

    private Spread(Rule<C> rule, List<GroupedRule<C>> rules) {
        this.asked = new Asked<>(rule, CellSink.recording(rule.cells(), recording));
        for (GroupedRule<C> by : rules) {
            grouped.add(new Asked<>(by.asking((history, sink) -> recording.replay(sink))));
        }
    }

    /** Counts for the groups of several groupings; groups whose moves are counted too are sums of these. */
    static <K, C> List<Counted<K, In<C>>> count(Sweep<K> sweep, Walk<K> walk, Rule<C> rule, List<Grouping> groupings) {
        List<Grouping> told = new ArrayList<>(groupings);
        told.removeIf(grouping -> movesOf(grouping, groupings) >= 0);
        List<Counted<K, In<C>>> counted =
                told.size() == 1 ? List.of(sweep.count(rule.by(told.get(0)))) : countEach(sweep, walk, rule, told);
        List<Counted<K, In<C>>> all = new ArrayList<>();
        for (Grouping grouping : groupings) {
            int moves = movesOf(grouping, told);
            all.add(
                    moves < 0
                            ? counted.get(told.indexOf(grouping))
                            : new GroupedRule<>(rule, grouping).ofMoves(counted.get(moves)));
        }
        return List.copyOf(all);
    }

    /** The place of the moves of a grouping among others, −1 if they are not there. */
    private static int movesOf(Grouping grouping, List<Grouping> others) {
        if (grouping.reading() != Grouping.Reading.AT_PERIOD) {
            return -1;
        }
        Grouping moves = grouping.moves();
        return Iterables.indexOf(
                others,
                other -> other.source().equals(moves.source())
                        && other.definition().equals(moves.definition()));
    }

    private static <K, C> List<Counted<K, In<C>>> countEach(
            Sweep<K> sweep, Walk<K> walk, Rule<C> rule, List<Grouping> groupings) {
        List<GroupedRule<C>> rules = groupings.stream()
                .map(grouping -> new GroupedRule<>(rule, grouping))
                .toList();
        AtomicLong afterAsOf = new AtomicLong();
        List<Spread<C>> parts = walk.onParts(part -> {
            Spread<C> spread = new Spread<>(rule, rules);
            Walk.Steps steps = part.open(rule.timeline(), TrackNames.ofAll(rules));
            for (int customer = part.from(); customer < part.to(); customer++) {
                spread.add(steps.moveTo(customer));
            }
            afterAsOf.addAndGet(steps.eventsAfterAsOf());
            return spread;
        });
        List<Counted<K, In<C>>> counted = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Tally<In<C>> tally = null;
            for (Spread<C> part : parts) {
                Tally<In<C>> own = part.tally(i);
                tally = tally == null ? own : tally.plus(own);
            }
            counted.add(new Counted<>(sweep, rules.get(i), requireNonNull(tally), afterAsOf.get()));
        }
        return List.copyOf(counted);
    }

    private void add(History history) {
        recording.clear();
        asked.add(history);
        for (int i = 0; i < grouped.size(); i++) {
            grouped.get(i).add(history);
        }
    }

    private Tally<In<C>> tally(int i) {
        return grouped.get(i).tally();
    }
}
