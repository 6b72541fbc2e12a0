package dev.retention.examples.report.csv;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Where years of two digits lie.
 *
 * @param first the first year of the hundred, or -1 where that was not said
 */
record Century(int first) {

    /** Not said. */
    static final Century UNKNOWN = new Century(-1);

    /**
     * Reads what the user says.
     *
     * @throws BadInputException if that is neither a century nor a year
     */
    static Century of(@Nullable String stated) {
        if (stated == null) {
            return UNKNOWN;
        }
        String plain = stated.strip();
        if (DateForm.isDigits(plain, 2, 2) && (plain.equals("19") || plain.equals("20"))) {
            return new Century(100 * Integer.parseInt(plain));
        }
        if (DateForm.isDigits(plain, 4, 4) && Integer.parseInt(plain) >= 1800 && Integer.parseInt(plain) <= 2100) {
            return new Century(Integer.parseInt(plain));
        }
        throw new BadInputException(
                "--century " + Shown.quoted(stated) + " must be 19, 20 or the first of a hundred years such as 1950");
    }

    boolean isKnown() {
        return first >= 0;
    }

    /**
     * The year that a number of so many digits means.
     *
     * @throws Fault if it has two digits and nobody said where they lie
     */
    int year(int number, int digits) {
        if (digits == 4) {
            return number;
        }
        if (digits != 2) {
            throw new DateTimeException("a year has two or four digits");
        }
        if (!isKnown()) {
            throw Fault.systematic(String.format(java.util.Locale.ROOT, "the year %02d", number)
                    + " may be of any century: say --century 20 for 2000 to 2099, --century 19, or the first of a"
                    + " hundred years such as --century 1950");
        }
        int year = first - first % 100 + number;
        return year < first ? year + 100 : year;
    }
}
