package dev.retention.movement;

import dev.retention.history.History;

/** Goes through the spells of one customer. Short-lived and seen through by the compiler, so that it costs no object. */
final class SpellCursor {
    private final History history;
    private final long dataEnd;
    // 0 for subscriptions.
    private final int gap;
    private final byte[] roles;
    private int at;
    private int running;
    private long start;
    private long end;
    private boolean ended;
    private int endCode;

    SpellCursor(History history, long dataEnd, int gap, byte[] roles) {
        this.history = history;
        this.dataEnd = dataEnd;
        this.gap = gap;
        this.roles = roles;
    }

    /** Moves on to the next spell, if there is one. */
    boolean next() {
        return gap > 0 ? nextOfOrders() : nextSubscribed();
    }

    /** The day of the arrival. */
    long start() {
        return start;
    }

    /** The day of the loss, or the end of the data. */
    long end() {
        return end;
    }

    /** Whether the loss was seen. */
    boolean ended() {
        return ended;
    }

    /** The number of the code by which the customer was lost among those that end subscriptions; 0 of orders. */
    int endCode() {
        return endCode;
    }

    private boolean nextOfOrders() {
        int size = history.size();
        if (at == size) {
            return false;
        }
        start = history.epochDay(at);
        at = history.firstAfterSilence(at, gap);
        long gone = history.epochDay(at - 1) + gap;
        ended = gone < dataEnd;
        end = ended ? gone : dataEnd;
        return true;
    }

    private boolean nextSubscribed() {
        int size = history.size();
        while (at < size) {
            long day = history.epochDay(at);
            int starts = 0;
            int ends = 0;
            int firstEnd = Byte.MAX_VALUE;
            for (; at < size && history.epochDay(at) == day; at++) {
                int role = roles[history.codeIndex(at)];
                if (role == SpellContract.START) {
                    starts++;
                } else if (role >= SpellContract.FIRST_END) {
                    ends++;
                    firstEnd = Math.min(firstEnd, role);
                }
            }
            if (running == 0) {
                start = day;
            }
            running += starts;
            boolean live = running > 0;
            running = Math.max(0, running - ends);
            if (live && running == 0) {
                end = day;
                ended = true;
                endCode = firstEnd - SpellContract.FIRST_END;
                return true;
            }
        }
        boolean censored = running > 0;
        running = 0;
        end = dataEnd;
        ended = false;
        return censored;
    }
}
