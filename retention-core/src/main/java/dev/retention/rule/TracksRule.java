package dev.retention.rule;

import dev.retention.history.History;
import java.util.List;

/** A rule on some tracks of a store. */
final class TracksRule<C> extends RuleOfRule<C> {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // an immutable list of the JDK, which travels
    private final List<String> tracks;

    TracksRule(Rule<C> rule, String... tracks) {
        this(rule, TrackNames.of(tracks));
    }

    private TracksRule(Rule<C> rule, List<String> tracks) {
        super(rule);
        this.tracks = tracks;
    }

    @Override
    public String definition() {
        return rule.definition() + ", on " + String.join(" and ", tracks);
    }

    @Override
    public List<String> tracks() {
        return tracks;
    }

    @Override
    public Rule<C> on(String... others) {
        return new TracksRule<>(rule, others);
    }

    @Override
    public Rule<C> forOneThread() {
        return new TracksRule<>(rule.forOneThread(), tracks);
    }

    @Override
    public void apply(History history, CellSink sink) {
        rule.apply(history, sink);
    }
}
