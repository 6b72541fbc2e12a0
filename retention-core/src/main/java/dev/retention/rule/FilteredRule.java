package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventCodes;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule that sees some of the events alone. */
final class FilteredRule<C> extends RuleOfRule<C> {
    private static final long serialVersionUID = 1;

    private final EventFilter events;
    // Of the rule for one thread only.
    private final transient EventFilter.@Nullable View view;

    FilteredRule(Rule<C> rule, EventFilter events) {
        this(rule, requireNonNull(events, "events"), null);
    }

    private FilteredRule(Rule<C> rule, EventFilter events, EventFilter.@Nullable View view) {
        super(rule);
        this.events = events;
        this.view = view;
    }

    @Override
    public String definition() {
        return rule.definition() + ", counting " + events;
    }

    @Override
    public Rule<C> on(String... tracks) {
        return rule.on(tracks).counting(events);
    }

    @Override
    public Rule<C> forOneThread() {
        return new FilteredRule<>(rule.forOneThread(), events, events.view());
    }

    @Override
    public void apply(History history, CellSink sink) {
        EventFilter.View room = view == null ? events.view() : view;
        History counted = room.of(history);
        if (TrackNames.isKnown(counted, rule.tracks())) {
            sink.numberEventsOf(room);
            if (counted.size() > 0) {
                sink.anchoredAt(0);
            }
            rule.apply(counted, sink);
            sink.numberEventsOf(null);
        }
    }

    /** What is odd about a rule, and those that it asks, for a store: codes that no event has, and what a method finds odd itself. */
    static List<String> warnings(Rule<?> rule, HistoryStore<?> store) {
        if (rule instanceof SliceRule<?> slice) {
            return warnings(slice.grouped(), store);
        }
        if (rule instanceof GroupedRule<?> grouped) {
            return warnings(grouped.parted(), store);
        }
        if (rule instanceof MethodRule<?> method) {
            return List.copyOf(method.warnings(store));
        }
        if (!(rule instanceof RuleOfRule<?> outer)) {
            return List.of();
        }
        List<String> odd = new ArrayList<>(warnings(outer.rule, store));
        if (outer instanceof FilteredRule<?> filtered) {
            String track = outer.tracks().isEmpty() ? "" : outer.tracks().get(0);
            EventCodes codes = (track.isEmpty() ? store : store.track(track)).codes();
            odd.addAll(codes.warnings(filtered.events.unknownIn(codes)));
        }
        return List.copyOf(odd);
    }

    @Serial
    private Object writeReplace() {
        return view == null ? this : new FilteredRule<>(rule, events);
    }
}
