package dev.retention.movement;

import java.util.function.LongToIntFunction;

/** Whether a customer is live at bounds, asked for in order of time. */
final class SpellPresence {
    private final SpellCursor spell;
    private final LongToIntFunction boundAfter;
    private boolean some;

    /** For the spells of a customer, and the first bound after each day. */
    SpellPresence(SpellCursor spell, LongToIntFunction boundAfter) {
        this.spell = spell;
        this.boundAfter = boundAfter;
        this.some = spell.next();
    }

    boolean isLive(int bound) {
        while (some && boundAfter.applyAsInt(spell.end()) <= bound) {
            some = spell.next();
        }
        return some && boundAfter.applyAsInt(spell.start()) <= bound;
    }
}
