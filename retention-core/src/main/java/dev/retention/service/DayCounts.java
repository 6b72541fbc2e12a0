package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LifeTableAccumulator;
import dev.retention.survival.TenureCell;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

/** Days from one thing to another, ended or censored, of those that begin on the days of a timeline; a customer may have several. */
final class DayCounts implements Rule<TenureCell> {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final String track;
    private final Timeline days;
    private final Cells<TenureCell> cells;
    private final Body body;

    private DayCounts(String definition, String track, Timeline days, Body body) {
        this.definition = definition;
        this.track = track;
        this.days = days;
        this.body = body;
        this.cells = Cells.grid(
                Axis.range("days", 0, Math.max(1, days.size())),
                Axis.of("ended", List.of(false, true)),
                TenureCell::new,
                TenureCell::days,
                TenureCell::ended);
    }

    /** Names the times of one customer. */
    interface Body extends Serializable {
        void apply(History history, Times times);
    }

    /** Takes times; those that begin before the first day are none. */
    interface Times {
        void add(long from, long to, boolean ended);
    }

    static DayCounts of(String definition, String track, Timeline timeline, HistoryStore<?> store, Body body) {
        Timeline bound = requireNonNull(store, "store").track(track).bind(timeline);
        Timeline days = Timeline.completeBefore(Grain.DAY, bound.completeBefore());
        Timeline inZone = bound.zone().map(days::inZone).orElse(days);
        return new DayCounts(definition, track, inZone.from(bound.first().firstDay()), body);
    }

    LifeTable table(Sweep<?> sweep) {
        return table(sweep.count(this).tally());
    }

    ByGroup<LifeTable> by(Grouping grouping, Sweep<?> sweep) {
        return sweep.count(this).by(grouping, slice -> table(slice.tally()));
    }

    private static LifeTable table(Tally<TenureCell> tally) {
        LifeTableAccumulator table = new LifeTableAccumulator();
        for (int cell = 0; cell < tally.cells().size(); cell++) {
            TenureCell at = tally.cells().cell(cell);
            long times = tally.countAt(cell) == 0 ? 0 : tally.amount(at);
            // One by one, as weights would say that tenures stand for others.
            for (long time = 0; time < times; time++) {
                table.add(at.days(), at.ended());
            }
        }
        return table.snapshot();
    }

    @Override
    public String definition() {
        return definition;
    }

    @Override
    public Timeline timeline() {
        return days;
    }

    @Override
    public List<String> tracks() {
        return List.of(track);
    }

    @Override
    public Cells<TenureCell> cells() {
        return cells;
    }

    @Override
    public void apply(History history, CellSink sink) {
        long first = days.first().firstDay().toEpochDay();
        body.apply(history, (from, to, ended) -> {
            if (from >= first) {
                sink.add(2 * Math.toIntExact(to - from) + (ended ? 1 : 0), 1);
            }
        });
    }

    @Override
    public String toString() {
        return definition;
    }
}
