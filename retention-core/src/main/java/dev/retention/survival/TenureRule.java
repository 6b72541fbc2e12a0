package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.movement.Spells;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long customers stayed in one of their spells, under a timeline of days. */
record TenureRule(Spells spells, int number, Timeline timeline) implements Rule<TenureCell> {
    @Override
    public String definition() {
        return words(spells, number) + ", " + timeline;
    }

    /** The longest tenure is from the first day to the day after the last. */
    @Override
    public Cells<TenureCell> cells() {
        long longest = Math.max(
                1,
                timeline.asOf().toEpochDay() + 1 - timeline.first().firstDay().toEpochDay());
        return Cells.grid(
                Axis.range("days", 0, Math.toIntExact(longest + 1)),
                Axis.of("ended", List.of(false, true)),
                TenureCell::new,
                TenureCell::days,
                TenureCell::ended);
    }

    @Override
    public Rule<TenureCell> forOneThread() {
        return new OneThread(this);
    }

    @Override
    public void apply(History history, CellSink sink) {
        new OneThread(this).apply(history, sink);
    }

    @Override
    public String toString() {
        return definition();
    }

    static String words(Spells spells, int number) {
        return (number == 1 ? "first tenures, " : "tenures of spell " + number + ", ") + spells;
    }

    /** Takes the spells of one customer after the other. */
    private static final class OneThread implements Rule<TenureCell>, Spells.SpellConsumer {
        private static final long serialVersionUID = 1;

        private final TenureRule rule;
        private final long firstDay;
        private int seen;
        private transient @Nullable CellSink sink;

        OneThread(TenureRule rule) {
            this.rule = rule;
            this.firstDay = rule.timeline.first().firstDay().toEpochDay();
        }

        @Override
        public String definition() {
            return rule.definition();
        }

        @Override
        public Timeline timeline() {
            return rule.timeline;
        }

        @Override
        public Cells<TenureCell> cells() {
            return rule.cells();
        }

        @Override
        public void apply(History history, CellSink to) {
            sink = to;
            seen = 0;
            rule.spells.forEach(history, this);
            sink = null;
        }

        @Override
        public void accept(long start, long end, boolean ended) {
            if (++seen == rule.number && start >= firstDay) {
                requireNonNull(sink).add(2 * Math.toIntExact(end - start) + (ended ? 1 : 0));
            }
        }

        @Serial
        private Object writeReplace() {
            return rule;
        }
    }
}
