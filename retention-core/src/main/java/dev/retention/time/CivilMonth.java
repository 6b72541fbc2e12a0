package dev.retention.time;

import java.time.Year;

/**
 * The calendar month of a day, by integer arithmetic.
 *
 * <p>It comes as one number that holds the month counted from January of year 0, the day of the month, and the length of the
 * month.
 */
final class CivilMonth {
    private static final int DAY_BITS = 5;
    private static final int DAY_MASK = (1 << DAY_BITS) - 1;

    // 1970 to 2059, where most events lie: looking up is three times as quick as computing.
    private static final int[] KNOWN = new int[1 << 15];

    static {
        for (int day = 0; day < KNOWN.length; day++) {
            KNOWN[day] = Math.toIntExact(computed(day));
        }
    }

    private CivilMonth() {}

    /** The month of a day since 1970-01-01. */
    static long of(long epochDay) {
        return epochDay >= 0 && epochDay < KNOWN.length ? KNOWN[(int) epochDay] : computed(epochDay);
    }

    static long number(long month) {
        return month >> (2 * DAY_BITS);
    }

    static int day(long month) {
        return (int) (month >> DAY_BITS) & DAY_MASK;
    }

    static int length(long month) {
        return (int) month & DAY_MASK;
    }

    private static long computed(long epochDay) {
        // Years from March to February, so that the leap day is the last of its year, in cycles of 400.
        long day = epochDay + 719_468;
        long cycle = Math.floorDiv(day, 146_097);
        int ofCycle = (int) (day - cycle * 146_097);
        int yearOfCycle = (ofCycle - ofCycle / 1_460 + ofCycle / 36_524 - ofCycle / 146_096) / 365;
        int ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        long year = cycle * 400 + yearOfCycle;
        int february = Year.isLeap(year + 1) ? 29 : 28;
        int length = fromMarch == 11 ? february : begin(fromMarch + 1) - begin(fromMarch);
        int dayOfMonth = ofYear - begin(fromMarch) + 1;
        return ((year * 12 + 2 + fromMarch) << DAY_BITS | dayOfMonth) << DAY_BITS | length;
    }

    /** The first day of a month counted from March: 31, 30, 31, 30, 31 and again, 153 days in five months. */
    private static int begin(int fromMarch) {
        return (153 * fromMarch + 2) / 5;
    }
}
