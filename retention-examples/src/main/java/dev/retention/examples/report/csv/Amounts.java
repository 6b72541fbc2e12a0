package dev.retention.examples.report.csv;

import java.math.BigDecimal;

/**
 * Reads amounts as people and programs write them: signs before or after, parentheses for amounts below 0, marks of
 * currencies, thousands separators where they cannot be taken for anything else. No exponents. What could be read
 * in two ways is refused with the option that decides.
 */
final class Amounts {

    private static final int MOST_DIGITS = 14;
    private static final int LONGEST = 60;

    private final NumberStyle style;
    private final int scale;
    private final Occurrences threeDecimals = new Occurrences();
    private String firstOfThree = "";
    private String firstMark = "";
    private boolean otherDecimals;

    /**
     * @param style which marks the numbers have
     * @param scale how many decimals the currency of the report has
     */
    Amounts(NumberStyle style, int scale) {
        this.style = style;
        this.scale = scale;
    }

    /**
     * Reads one amount exactly.
     *
     * @param text the field
     * @param column the name of its column
     * @param line its line
     * @param currency the currency of the line, empty if that is not known
     * @throws Fault if it cannot be read
     */
    BigDecimal read(String text, String column, long line, String currency) {
        BigDecimal plain = plain(text);
        if (plain != null) {
            return plain;
        }
        int start = firstDigit(text);
        int end = lastDigit(text) + 1;
        if (start < 0 || text.length() > LONGEST) {
            throw fault(text, column, expected());
        }
        // A number such as .50 has its decimal mark before the first digit; the point of Rs.50 is of the currency.
        if (start > 0
                && text.charAt(start - 1) == style.decimal()
                && (start == 1 || !Character.isLetter(text.charAt(start - 2)))) {
            start--;
        }
        String around = text.substring(0, start) + " " + text.substring(end);
        boolean parentheses = around.indexOf('(') >= 0 && around.matches("[^()]*\\([^()]* [^()]*\\)[^()]*");
        around = parentheses ? around.replaceAll("[()]", "") : around;
        long signs = around.chars()
                .filter(c -> c == '-' || c == '\u2212' || c == '+')
                .count();
        boolean minus = around.indexOf('-') >= 0 || around.indexOf('\u2212') >= 0;
        if (signs > 1 || (signs == 1 && parentheses)) {
            throw fault(text, column, expected());
        }
        checkMark(text, column, around.replaceAll("[-\u2212+]", " ").strip(), currency);
        BigDecimal value = number(text.substring(start, end), text, column, line, currency);
        return parentheses || minus ? value.negate() : value;
    }

    /** The usual case, digits with at most one decimal mark and a minus sign before; null for all else. */
    private @org.jspecify.annotations.Nullable BigDecimal plain(String text) {
        int length = text.length();
        int from = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        long value = 0;
        int mark = -1;
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = 10 * value + c - '0';
            } else if (c == style.decimal() && mark < 0) {
                mark = i;
            } else {
                return null;
            }
        }
        int decimals = mark < 0 ? 0 : length - mark - 1;
        if (length == from || length - from > MOST_DIGITS + 1 || decimals == 3 || (mark >= 0 && length - from == 1)) {
            return null;
        }
        otherDecimals |= decimals > 0;
        return BigDecimal.valueOf(text.charAt(0) == '-' ? -value : value, decimals);
    }

    private BigDecimal number(String digits, String text, String column, long line, String currency) {
        int mark = digits.indexOf(style.decimal());
        if (mark != digits.lastIndexOf(style.decimal())) {
            throw unclear(
                    text,
                    column,
                    "is the " + word(style.decimal()) + " a thousands separator? then say --thousands "
                            + style.decimal());
        }
        String whole = mark < 0 ? digits : digits.substring(0, mark);
        String part = mark < 0 ? "" : digits.substring(mark + 1);
        String plain = ungrouped(whole, mark >= 0, text, column);
        if (!DateForm.isDigits(part, 0, LONGEST) || (plain.isEmpty() && part.isEmpty())) {
            throw afterTheMark(part, text, column);
        }
        if (plain.length() > MOST_DIGITS) {
            throw Fault.systematic(
                    bad(text, column) + " (more than " + MOST_DIGITS + " digits: is the column one of amounts?)");
        }
        boolean couldBeThousands = part.length() == 3
                && Currencies.decimals(currency, scale) < 3
                && !plain.isEmpty()
                && plain.length() <= 3
                && plain.charAt(0) != '0'
                && plain.equals(whole);
        if (couldBeThousands) {
            firstOfThree = threeDecimals.count() == 0 ? text : firstOfThree;
            threeDecimals.add(line);
        } else {
            otherDecimals |= !part.isEmpty();
        }
        return new BigDecimal((plain.isEmpty() ? "0" : plain) + (part.isEmpty() ? "" : "." + part));
    }

    /** Takes the thousands separators out, where they stand between groups of digits. */
    private String ungrouped(String whole, boolean decimals, String text, String column) {
        if (DateForm.isDigits(whole, 0, LONGEST)) {
            return whole;
        }
        char separator = 0;
        boolean alike = true;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c < '0' || c > '9') {
                alike &= separator == 0 || separator == c;
                separator = c;
            }
        }
        char other = style.decimal() == '.' ? ',' : '.';
        if (separator == 'e' || separator == 'E') {
            throw exponent(text, column);
        }
        boolean grouped = alike && NumberStyle.isGrouped(whole, separator);
        boolean clear = style.settled()
                || style.certain()
                || decimals
                || separator != other
                || whole.indexOf(separator) != whole.lastIndexOf(separator);
        if (grouped && clear && style.thousands().indexOf(separator) >= 0) {
            return whole.replace(String.valueOf(separator), "");
        }
        if (separator == other && alike) {
            throw unclear(
                    text,
                    column,
                    grouped
                            ? "is the " + word(other) + " a thousands separator or the decimal mark? say --thousands "
                                    + other + " or --decimal " + other
                            : "is the " + word(other) + " the decimal mark? then say --decimal " + other);
        }
        if (grouped && (separator == ' ' || separator == '\'' || separator == '\u00a0')) {
            throw unclear(
                    text,
                    column,
                    "with a thousands separator: say --thousands " + (separator == '\'' ? "\"'\"" : "space"));
        }
        throw fault(text, column, expected());
    }

    /** What is wrong with a number that has more than digits after its decimal mark. */
    private Fault afterTheMark(String part, String text, String column) {
        char other = style.decimal() == '.' ? ',' : '.';
        if (part.matches("[0-9]*[eE][-+]?[0-9]+")) {
            return exponent(text, column);
        }
        return part.indexOf(other) >= 0 && DateForm.isDigits(part.replace(String.valueOf(other), ""), 1, LONGEST)
                ? unclear(text, column, "is the " + word(other) + " the decimal mark? then say --decimal " + other)
                : fault(text, column, expected());
    }

    private Fault exponent(String text, String column) {
        return unclear(
                text,
                column,
                expected() + "; exponents are what spreadsheets make of large numbers: format the column as a number");
    }

    private void checkMark(String text, String column, String mark, String currency) {
        switch (CurrencyMarks.of(mark, currency)) {
            case AGREES -> {
                if (currency.isEmpty() && !mark.isEmpty()) {
                    if (!firstMark.isEmpty() && !CurrencyMarks.canAgree(firstMark, mark)) {
                        throw Fault.systematic(bad(text, column) + " (the mark " + Shown.quoted(mark)
                                + " is of another currency than " + Shown.quoted(firstMark) + " before: one a report)");
                    }
                    firstMark = firstMark.isEmpty() ? mark : firstMark;
                }
            }
            case NO_MARK ->
                throw Fault.of(bad(text, column) + " (" + Shown.quoted(mark) + " is neither a sign nor a currency)");
            case OF_ANOTHER ->
                throw Fault.systematic(bad(text, column) + " (the mark " + Shown.quoted(mark) + " is not of " + currency
                        + ", the currency of the line)");
        }
    }

    private static int firstDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return i;
            }
        }
        return -1;
    }

    private static int lastDigit(String text) {
        int i = text.length() - 1;
        while (i >= 0 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
            i--;
        }
        return i;
    }

    private String expected() {
        return "expected a number such as 1234" + style.decimal() + "50";
    }

    private static String word(char mark) {
        return mark == '.' ? "point" : "comma";
    }

    private static String bad(String text, String column) {
        return "bad amount " + Shown.quoted(text) + " in column " + column;
    }

    private static Fault fault(String text, String column, String why) {
        return Fault.of(bad(text, column) + " (" + why + ")");
    }

    private static Fault unclear(String text, String column, String why) {
        return Fault.systematic(bad(text, column) + " (" + why + ")");
    }

    /**
     * Refuses a file whose amounts with decimals all have just three, which are thousands.
     *
     * @throws BadInputException if so, and the user did not say what the marks are
     */
    void checkThousands(String file, String currency) {
        if (threeDecimals.count() > 0 && !otherDecimals && scale < 3 && !style.settled()) {
            throw BadInputException.at(
                    file,
                    threeDecimals.first().get(0),
                    Shown.quoted(firstOfThree) + " has three decimals where "
                            + (currency.isEmpty() ? "most currencies have" : currency + " has") + " "
                            + (scale == 2 ? "two" : "none") + ", as all amounts with decimals have: is the "
                            + word(style.decimal()) + " a thousands separator? then say --thousands " + style.decimal()
                            + "; if not, --thousands none");
        }
    }

    /** What looks odd about the decimals. */
    java.util.Optional<DataNote> note(String currency) {
        return threeDecimals.count() == 0 || scale >= 3 || style.settled()
                ? java.util.Optional.empty()
                : java.util.Optional.of(new DataNote(
                        DataNote.Kind.THREE_DECIMALS,
                        Shown.counted(threeDecimals.count(), "amount") + " such as " + Shown.oneLine(firstOfThree, 40)
                                + (threeDecimals.count() == 1 ? " has" : " have") + " three decimals where "
                                + (currency.isEmpty() ? "most currencies have" : currency + " has") + " "
                                + (scale == 2 ? "two" : "none")
                                + ": read as decimals, since other amounts show the "
                                + word(style.decimal()) + " to be the decimal mark",
                        threeDecimals.count(),
                        threeDecimals.first()));
    }
}
