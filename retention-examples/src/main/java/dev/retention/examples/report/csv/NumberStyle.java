package dev.retention.examples.report.csv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which marks the numbers of a file have.
 *
 * @param decimal the decimal mark, a point or a comma
 * @param certain whether that was said, or shown by the file's numbers, rather than taken for granted
 * @param thousands the thousands separators that may stand in numbers
 * @param settled whether the user said which they are, or that there are none
 */
record NumberStyle(char decimal, boolean certain, String thousands, boolean settled) {

    private static final String SPACES = " \u00a0\u202f\u2009";
    private static final String APOSTROPHES = "'\u2019";

    /** The user's marks, or those that a preset lets the file's first numbers show. */
    static NumberStyle of(AmountOptions options, Optional<Preset> preset, List<String> sample) {
        Optional<Character> separator = Optional.empty();
        boolean none = false;
        if (options.thousands != null) {
            String stated = options.thousands.toLowerCase(Locale.ROOT);
            none = stated.equals("none");
            separator = none ? Optional.empty() : Optional.of(separator(stated));
        }
        Character decimal = options.decimal;
        if (decimal != null && decimal != '.' && decimal != ',') {
            throw new BadInputException("--decimal " + Shown.quoted(String.valueOf(decimal)) + " must be . or ,");
        }
        if (decimal != null && separator.filter(decimal::equals).isPresent()) {
            throw new BadInputException("--decimal and --thousands are both " + Shown.quoted(String.valueOf(decimal)));
        }
        boolean certain = decimal != null;
        if (decimal == null && separator.isPresent() && (separator.get() == '.' || separator.get() == ',')) {
            decimal = separator.get() == '.' ? ',' : '.';
            certain = true;
        }
        if (decimal == null
                && preset.flatMap(each -> each.value("decimal"))
                        .filter("auto"::equals)
                        .isPresent()) {
            Optional<Character> shown = shown(sample);
            certain = shown.isPresent();
            decimal = shown.orElse('.');
        }
        char mark = decimal == null ? '.' : decimal;
        String thousands =
                none ? "" : separator.map(NumberStyle::alike).orElse(SPACES + APOSTROPHES + (mark == '.' ? ',' : '.'));
        return new NumberStyle(mark, certain, thousands, none || separator.isPresent());
    }

    private static char separator(String stated) {
        return switch (stated) {
            case "space", " ", "\u00a0", "\u202f" -> ' ';
            case "apostrophe", "'", "\u2019" -> '\'';
            case "point", "dot", "." -> '.';
            case "comma", "," -> ',';
            default ->
                throw new BadInputException(
                        "--thousands " + Shown.quoted(stated) + " must be one of . , ' space and none");
        };
    }

    private static String alike(char separator) {
        return separator == ' ' ? SPACES : separator == '\'' ? APOSTROPHES : String.valueOf(separator);
    }

    /** The decimal mark that some number shows beyond doubt, and none gainsays. */
    private static Optional<Character> shown(List<String> sample) {
        boolean point = sample.stream().anyMatch(text -> shows(text, '.', ','));
        boolean comma = sample.stream().anyMatch(text -> shows(text, ',', '.'));
        return point == comma ? Optional.empty() : Optional.of(point ? '.' : ',');
    }

    private static boolean shows(String text, char mark, char other) {
        int last = text.lastIndexOf(mark);
        int digits = 0;
        for (int i = last + 1; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            digits++;
        }
        int others = text.indexOf(other);
        boolean decimals = last >= 0
                && text.indexOf(mark) == last
                && text.lastIndexOf(other) < last
                && (others >= 0 || digits != 3);
        // Two of the other mark divide thousands.
        boolean grouped = others >= 0 && others != text.lastIndexOf(other) && last < 0;
        return decimals || grouped;
    }

    /** Groups of three, the first shorter; or of two before the last three, as in India. */
    static boolean isGrouped(String whole, char separator) {
        String[] groups = whole.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1);
        if (groups[0].isEmpty() || groups[0].length() > 3 || groups[groups.length - 1].length() != 3) {
            return false;
        }
        int middle = groups.length > 2 ? groups[1].length() : 3;
        for (int i = 1; i < groups.length - 1; i++) {
            if (groups[i].length() != middle || middle < 2 || middle > 3) {
                return false;
            }
        }
        return groups[0].length() <= middle;
    }
}
