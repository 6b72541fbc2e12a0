package dev.retention.examples.report.csv;

import dev.retention.movement.BillingInterval;
import dev.retention.movement.BillingInterval.Unit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how often a price is charged, as people and billing systems write it: month, yearly, every 3 months, P1Y. */
final class Intervals {

    private static final Pattern TEXT =
            Pattern.compile("(?:(?:every|per|each|a) |p(?=[0-9]))?([0-9]{1,4})? ?([a-z][a-z ]{0,20})");

    private static final int MOST = 1_200;

    private static final Map<String, BillingInterval> WORDS = words();

    private final Map<String, Optional<BillingInterval>> known = new HashMap<>();

    private static Map<String, BillingInterval> words() {
        Map<String, BillingInterval> words = new HashMap<>();
        add(words, Unit.DAY, 1, "day", "days", "daily", "d");
        add(words, Unit.WEEK, 1, "week", "weeks", "weekly", "w", "wk");
        add(words, Unit.WEEK, 2, "fortnight", "fortnights", "fortnightly");
        add(words, Unit.MONTH, 1, "month", "months", "monthly", "m", "mo", "mth", "mon");
        add(words, Unit.MONTH, 3, "quarter", "quarters", "quarterly", "q");
        add(
                words,
                Unit.MONTH,
                6,
                "half year",
                "half yearly",
                "halfyear",
                "semiannual",
                "semi annual",
                "semiannually",
                "semi annually");
        add(words, Unit.YEAR, 1, "year", "years", "yearly", "annual", "annually", "annum", "y", "yr", "yrs");
        return words;
    }

    private static void add(Map<String, BillingInterval> words, Unit unit, int count, String... names) {
        for (String name : names) {
            words.put(name, BillingInterval.every(count, unit));
        }
    }

    /**
     * Reads an interval.
     *
     * @param count how many of it, as another column says; empty text for one
     * @return the interval; empty where the price is charged once and does not recur
     * @throws Fault if it cannot be read
     */
    Optional<BillingInterval> read(String text, String count, String column) {
        String both = count.isEmpty() ? text : count + "\0" + text;
        Optional<BillingInterval> interval = known.get(both);
        if (interval == null) {
            interval = of(text, count, column);
            if (known.size() < MOST) {
                known.put(both, interval);
            }
        }
        return interval;
    }

    private static Optional<BillingInterval> of(String text, String count, String column) {
        String plain =
                text.strip().toLowerCase(Locale.ROOT).replaceAll("[-_/ ]+", " ").strip();
        if (plain.equals("once") || plain.equals("one time") || plain.equals("onetime") || plain.equals("lifetime")) {
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(plain);
        BillingInterval unit = matcher.matches() ? WORDS.get(matcher.group(2).strip()) : null;
        if (unit == null) {
            throw Fault.of("bad interval " + Shown.quoted(text) + " in column " + column
                    + " (expected such as month, yearly or 3 months)");
        }
        long own = matcher.group(1) == null ? 1 : Long.parseLong(matcher.group(1));
        long times = own * counted(count, column) * unit.count();
        if (times < 1 || times > MOST) {
            throw Fault.of("bad interval " + Shown.quoted((count + " " + text).strip()) + " in column " + column
                    + " (from 1 to " + MOST + " units)");
        }
        return Optional.of(BillingInterval.every((int) times, unit.unit()));
    }

    private static long counted(String count, String column) {
        if (count.isEmpty()) {
            return 1;
        }
        if (!count.matches("[0-9]{1,4}(\\.0+)?")) {
            throw Fault.of("bad count " + Shown.quoted(count) + " of the interval in column " + column
                    + " (expected a whole number)");
        }
        return Long.parseLong(count.replaceAll("\\..*", ""));
    }

    /**
     * The interval that the user states.
     *
     * @throws BadInputException if it is none
     */
    static BillingInterval stated(String text) {
        try {
            return of(text, "", "")
                    .orElseThrow(() -> new BadInputException("--interval " + Shown.quoted(text) + " does not recur"));
        } catch (Fault e) {
            throw new BadInputException(
                    "--interval " + Shown.quoted(text) + " is not an interval such as month, year or 3-months", e);
        }
    }
}
