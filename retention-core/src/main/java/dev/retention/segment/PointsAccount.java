package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.segment.PointsLedger.Item;
import dev.retention.segment.PointsReader.Kind;

/** A member's account from its first day on, day after day: of one day all issues first, then what takes points off, then what lapses. */
final class PointsAccount {
    private final PointsLots lots = new PointsLots();
    private final PointsLots pending = new PointsLots();
    // Of flows, since ever.
    private final long[] sums = new long[Item.values().length];

    /** Takes a movement of a day whose earlier kinds are taken; returns how many points it wanted that are not there. */
    long move(Kind kind, long points, long lapseDay) {
        if (kind == Kind.PENDING) {
            pending.add(points, lapseDay);
            return 0;
        }
        long missing = 0;
        if (kind == Kind.ISSUED) {
            lots.add(points, lapseDay);
        } else {
            missing = lots.take(points);
        }
        add(kind.item(), points - missing);
        add(Item.OVERDRAWN, missing);
        return missing;
    }

    /** Whether all points ever issued, or pending, fit a long with some more. */
    boolean hasRoomFor(Kind kind, long points) {
        long most = Long.MAX_VALUE - points;
        return kind == Kind.PENDING ? pending() <= most : kind != Kind.ISSUED || sum(Item.ISSUED) <= most;
    }

    private void add(Item flow, long points) {
        sums[flow.ordinal()] = Math.addExact(sums[flow.ordinal()], points);
    }

    /** The next day at whose end something lapses. */
    long nextLapse() {
        return Math.min(lots.nextLapse(), pending.nextLapse());
    }

    /** Ends a day. */
    void endDay(long epochDay) {
        add(Item.EXPIRED, lots.lapse(epochDay));
        pending.lapse(epochDay);
    }

    long outstanding() {
        return lots.total();
    }

    long pending() {
        return pending.total();
    }

    /** The points of a flow since ever. */
    long sum(Item flow) {
        return sums[flow.ordinal()];
    }

    /** The points of an item as of now: of a flow since ever, else what is there. */
    long level(Item item) {
        return switch (item) {
            case OUTSTANDING -> lots.total();
            case PENDING -> pending.total();
            default -> sum(item);
        };
    }

    /** Walks through a history, day by day on which anything happens. */
    static final class Walk {
        private static final Kind[] KINDS = Kind.values();
        private static final int NONE = -1;

        private final History history;
        private final PointsAccount account = new PointsAccount();
        private final int[] codes = new int[KINDS.length];
        private final int points;
        private final int lapses;
        private final long asOf;
        private final long lastDayOver;
        private int from;
        private int to;
        private long day;

        Walk(History history) {
            this.history = history;
            this.points = column(history, PointsLedger.POINTS);
            this.lapses = column(history, PointsLedger.EXPIRES);
            this.asOf = history.timeline().asOf().toEpochDay();
            this.lastDayOver = ItemRule.lastDayOver(history.timeline());
            for (int kind = 0; kind < codes.length; kind++) {
                codes[kind] = history.codes().find(KINDS[kind].toString()).orElse(NONE);
            }
        }

        private static int column(History history, String name) {
            if (!history.hasColumn(name)) {
                throw new IllegalArgumentException(
                        "column (" + name + ") is not there: read points by PointsLedger.reader");
            }
            return history.column(name);
        }

        /** Goes on to the next day with an event or a lapse, on which nothing is taken yet; false at the end of the data. */
        boolean next() {
            from = to;
            long event = to < history.size() ? history.epochDay(to) : PointsLots.NEVER;
            long lapse = account.nextLapse();
            day = Math.min(event, lapse > lastDayOver ? PointsLots.NEVER : lapse);
            if (day > asOf) {
                return false;
            }
            while (to < history.size() && history.epochDay(to) == day) {
                to++;
            }
            return true;
        }

        long epochDay() {
            return day;
        }

        /** Takes what happened on the day; returns whether it was of the member's own doing. */
        boolean take() {
            boolean active = false;
            for (int kind = 0; kind < codes.length; kind++) {
                for (int i = from; i < to; i++) {
                    if (history.codeIndex(i) == codes[kind] && move(KINDS[kind], i)) {
                        active |= KINDS[kind].isActivity();
                    }
                }
            }
            account.endDay(Math.min(day, lastDayOver));
            return active;
        }

        /** Takes an event, unless it has no points. */
        private boolean move(Kind kind, int event) {
            if (!history.hasValue(points, event) || history.number(points, event) < 1) {
                return false;
            }
            long lapse = history.hasValue(lapses, event)
                    ? Math.max(day, history.epochDayOf(lapses, event))
                    : PointsLots.NEVER;
            account.move(kind, history.number(points, event), lapse);
            return true;
        }

        PointsAccount account() {
            return account;
        }
    }
}
