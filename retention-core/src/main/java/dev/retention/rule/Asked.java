package dev.retention.rule;

import dev.retention.history.History;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is asked of one history after the other, on one thread, with the sink that takes its answers: the one place where
 * rules meet histories, and where their failures get the customer's name.
 */
final class Asked<C> {
    private final Rule<C> rule;
    private final Rule<C> applied;
    private final CellSink sink;
    private final List<String> tracks;
    private @Nullable Currency currency;
    private @Nullable Tally<C> others;

    /** A rule whose answers add up. */
    Asked(Rule<C> rule) {
        this(rule, CellSink.summing(rule.cells()));
    }

    Asked(Rule<C> rule, CellSink sink) {
        this.rule = rule;
        this.applied = rule.forOneThread();
        this.sink = sink;
        this.tracks = rule.tracks();
    }

    /** A rule whose answers are read after each customer. */
    static <C> Asked<C> perCustomer(Rule<C> rule) {
        return perCustomer(rule, rule.cells().newIndex());
    }

    /** The same with groups numbered as by others. */
    static <C> Asked<C> perCustomer(Rule<C> rule, @Nullable GroupIndex groups) {
        return new Asked<>(rule, CellSink.perCustomer(rule.cells(), groups));
    }

    /** A rule whose answers are read after each customer, for some of its cells. */
    static <C> Asked<C> lookingFor(Rule<C> rule, Collection<? extends C> cells) {
        Asked<C> asked = perCustomer(rule);
        asked.sink.lookFor(
                cells.stream().mapToInt(cell -> indexInGroup(rule, cell)).toArray());
        return asked;
    }

    /** The index of a cell, of a cell with a group that within the group. */
    static <C> int indexInGroup(Rule<C> rule, C cell) {
        return rule.cells() instanceof Cells.Grouped<?> grouped
                ? innerIndex(grouped.inner(), ((In<?>) cell).cell())
                : rule.cells().indexOf(cell);
    }

    Rule<C> rule() {
        return rule;
    }

    CellSink sink() {
        return sink;
    }

    /** Asks about a customer; one without events counts nowhere. */
    void add(History history) {
        if (TrackNames.isKnown(history, tracks)) {
            if (currency == null) {
                currency = TrackNames.currency(history, tracks);
            }
            sink.next();
            ask(history);
        }
    }

    /** Asks about a customer after forgetting the one before. */
    void look(@Nullable History history) {
        sink.clear();
        if (history != null && TrackNames.isKnown(history, tracks)) {
            ask(history);
        }
    }

    private void ask(History history) {
        try {
            applied.apply(history, sink);
        } catch (Exception e) {
            throw new RuleException(rule.definition(), history.customer(), e);
        } catch (Error e) {
            throw RuleException.noted(e, "rule", rule.definition(), history.customer());
        }
    }

    /** The cell with a number of the sink's, in which a group is numbered as it was met. */
    C cell(int at) {
        return cell(rule, sink.groups(), at);
    }

    static <C> C cell(Rule<C> rule, @Nullable GroupIndex groups, int at) {
        return groups == null
                ? rule.cells().cell(at)
                : cell(rule, groups.group(at / groups.cellsOfEach()), at % groups.cellsOfEach());
    }

    /** The cell at a place among those of a group, if the rule has groups. */
    @SuppressWarnings("unchecked") // the cells of a rule with groups are of type In
    static <C> C cell(Rule<C> rule, Group group, int at) {
        return rule.cells() instanceof Cells.Grouped<?> grouped
                ? (C) new In<>(group, grouped.inner().cell(at))
                : rule.cells().cell(at);
    }

    /** The number of a cell in the sink, −1 of a group that was not met. */
    int find(C cell) {
        return find(rule, sink.groups(), cell);
    }

    static <C> int find(Rule<C> rule, @Nullable GroupIndex groups, C cell) {
        if (groups == null) {
            return rule.cells().indexOf(cell);
        }
        In<?> in = (In<?>) cell;
        int inner = innerIndex(((Cells.Grouped<?>) rule.cells()).inner(), in.cell());
        int group = groups.find(in.group());
        return group < 0 ? -1 : group * groups.cellsOfEach() + inner;
    }

    @SuppressWarnings("unchecked") // a cell of another type is none of the cells
    private static <C> int innerIndex(Cells<C> cells, Object value) {
        return cells.indexOf((C) value);
    }

    Asked<C> plus(Asked<C> other) {
        others = others == null ? other.tally() : others.plus(other.tally());
        return this;
    }

    /** All answers so far; the sink takes no more. */
    Tally<C> tally() {
        Tally<C> own = sink.settle(rule, currency);
        return others == null ? own : own.plus(others);
    }
}
