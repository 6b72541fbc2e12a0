package dev.retention.experiment;

import dev.retention.history.History;
import dev.retention.movement.Spells;

/** Whether a customer was live at the start of a day, and what came of it. Looks at one customer after the other, on one thread. */
final class SpellAtDay implements Spells.SpellConsumer {
    /** The day of what was not seen. */
    static final long NEVER = Long.MAX_VALUE;

    private final Spells spells;
    private long day;
    private boolean isLive;
    private boolean isLost;
    private long lossDay;
    private long returnDay;

    SpellAtDay(Spells spells) {
        this.spells = spells;
    }

    void look(History history, long epochDay) {
        day = epochDay;
        isLive = false;
        isLost = false;
        lossDay = NEVER;
        returnDay = NEVER;
        spells.forEach(history, this);
    }

    @Override
    public void accept(long start, long end, boolean ended) {
        if (start >= day) {
            returnDay = Math.min(returnDay, start);
        } else if (end >= day) {
            isLive = true;
            lossDay = ended ? end : NEVER;
        } else {
            isLost = true;
        }
    }

    /** Live at the start of the day. */
    boolean isLive() {
        return isLive;
    }

    /** Live once, and not at the start of the day. */
    boolean isLost() {
        return isLost && !isLive;
    }

    /** When who was live was lost, {@link #NEVER} if that was not seen. */
    long lossDay() {
        return lossDay;
    }

    /** When who was not live came, {@link #NEVER} if that was not seen. */
    long returnDay() {
        return returnDay;
    }
}
