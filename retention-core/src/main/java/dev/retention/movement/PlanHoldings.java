package dev.retention.movement;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer holds by family and plan, day by day, and what it was at the start of the period at hand. A period costs its changes,
 * not what is held.
 */
final class PlanHoldings {
    private static final int NONE = -1;

    private final History history;
    private final int plans;
    private final int families;
    private final int quantities;
    private final int fxCode;
    private final Map<Integer, Family> byFamily = new HashMap<>();
    private final Map<Long, Line> byPlan = new HashMap<>();
    private final List<Line> ofDay = new ArrayList<>();
    private final List<Line> ofPeriod = new ArrayList<>();

    PlanHoldings(History history, SplitColumns columns) {
        this.history = history;
        this.plans = columns.plan(history);
        this.families = columns.family(history);
        this.quantities = columns.quantity(history);
        this.fxCode = columns.fxCode(history);
    }

    /** A plan of a family: what is held of it, and what was at the start of the period. */
    private static final class Line {
        final Family family;
        final int plan;
        long value;
        long quantity;
        long fx;
        long valueBefore;
        long quantityBefore;
        boolean touched;

        Line(Family family, int plan) {
            this.family = family;
            this.plan = plan;
        }

        boolean isHeld() {
            return value != 0 || quantity != 0;
        }

        boolean wasHeld() {
            return valueBefore != 0 || quantityBefore != 0;
        }

        /** By how much the value changed, without what exchange rates did. */
        long change() {
            return Math.subtractExact(Math.subtractExact(value, fx), valueBefore);
        }
    }

    /** How many plans of a family are held, and what changed of those that are not held at both ends of the period. */
    private static final class Family {
        int held;
        int heldBefore;
        boolean touched;
        boolean taken;
        boolean dropped;
        long change;
    }

    /** Takes the changes of a day in. */
    void add(int from, int to) {
        for (int event = from; event < to; event++) {
            Line line = line(event);
            touch(line);
            line.value = Math.addExact(line.value, history.amount(event));
            if (history.codeIndex(event) == fxCode) {
                line.fx = Math.addExact(line.fx, history.amount(event));
            }
            if (quantities != NONE && history.hasValue(quantities, event)) {
                line.quantity = Math.addExact(line.quantity, history.number(quantities, event));
            }
            ofDay.add(line);
        }
        for (Line line : ofDay) {
            if (line.value < 0 || line.quantity < 0) {
                ValueDays.checkNotBelowZero(line.value, "recurring value" + nameOf(line), history);
                ValueDays.checkNotBelowZero(line.quantity, "quantity" + nameOf(line), history);
            }
            if (quantities == NONE) {
                line.quantity = line.value > 0 ? 1 : 0;
            }
        }
        ofDay.clear();
    }

    private String nameOf(Line line) {
        return line.plan == NONE ? "" : " of plan " + history.texts(plans).get(line.plan);
    }

    private Line line(int event) {
        int family = text(families, event);
        int plan = text(plans, event);
        Line line = byPlan.get(((long) family << Integer.SIZE) | (plan & 0xFFFF_FFFFL));
        if (line == null) {
            line = new Line(byFamily.computeIfAbsent(family, unused -> new Family()), plan);
            byPlan.put(((long) family << Integer.SIZE) | (plan & 0xFFFF_FFFFL), line);
        }
        return line;
    }

    private int text(int column, int event) {
        return column != NONE && history.hasValue(column, event) ? history.textIndex(column, event) : NONE;
    }

    private void touch(Line line) {
        if (!line.touched) {
            line.touched = true;
            line.valueBefore = line.value;
            line.quantityBefore = line.quantity;
            line.fx = 0;
            ofPeriod.add(line);
        }
        Family family = line.family;
        if (!family.touched) {
            family.touched = true;
            family.heldBefore = family.held;
            family.taken = false;
            family.dropped = false;
            family.change = 0;
        }
    }

    /**
     * Ends a period: adds what changed in it to the parts.
     *
     * @param parts the amounts of the parts by their number, or null if nobody asks
     */
    void endPeriod(long @Nullable [] parts) {
        for (Line line : ofPeriod) {
            line.family.held += (line.isHeld() ? 1 : 0) - (line.wasHeld() ? 1 : 0);
        }
        if (parts != null) {
            Arrays.fill(parts, 0);
            ofPeriod.forEach(line -> split(line, parts));
            ofPeriod.forEach(line -> splitFamily(line.family, parts));
        }
        for (Line line : ofPeriod) {
            line.touched = false;
            line.family.touched = false;
        }
        ofPeriod.clear();
    }

    private static void split(Line line, long[] parts) {
        Family family = line.family;
        long change = line.change();
        add(parts, ExpansionPart.FX, line.fx);
        if (family.heldBefore == 0) {
            add(parts, ExpansionPart.CROSS_SELL, change);
        } else if (family.held == 0) {
            add(parts, ExpansionPart.PARTIAL_CANCELLATION, change);
        } else if (line.isHeld() && line.wasHeld()) {
            long quantity = PriceAndQuantity.quantity(
                    line.valueBefore, line.quantityBefore, Math.subtractExact(line.value, line.fx), line.quantity);
            add(parts, ExpansionPart.QUANTITY, quantity);
            add(parts, ExpansionPart.PRICE, Math.subtractExact(change, quantity));
        } else {
            family.taken |= line.isHeld();
            family.dropped |= line.wasHeld();
            family.change = Math.addExact(family.change, change);
        }
    }

    /** Adds, once, what changed of the plans that were taken and dropped. */
    private static void splitFamily(Family family, long[] parts) {
        ExpansionPart part = !family.taken
                ? ExpansionPart.PARTIAL_CANCELLATION
                : !family.dropped || family.change > 0 ? ExpansionPart.UPGRADE : ExpansionPart.DOWNGRADE;
        add(parts, part, family.change);
        family.change = 0;
    }

    private static void add(long[] parts, ExpansionPart part, long amount) {
        parts[part.ordinal()] = Math.addExact(parts[part.ordinal()], amount);
    }
}
