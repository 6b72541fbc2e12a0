package dev.retention.examples.report.csv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells one statement of SQL from several in a text, of which the later ones may change and commit what they like. A guard against
 * mistakes: it knows the quotes and comments of the standard and MySQL's quotes of names, not what each database adds to them.
 */
final class OneStatement {

    private static final Pattern PART =
            Pattern.compile("(?s)'[^']*'|\"[^\"]*\"|`[^`]*`|(--[^\\n]*|/\\*.*?(?:\\*/|\\z)|\\s+)|.");

    private OneStatement() {}

    /** @throws BadInputException if more than blanks and comments follows a semicolon outside quotes and comments */
    static void check(String option, String sql) {
        boolean hasEnded = false;
        for (Matcher part = PART.matcher(sql); part.find(); ) {
            boolean isEnd = ";".equals(part.group());
            if (hasEnded && !isEnd && part.group(1) == null) {
                throw new BadInputException(option + " must be one statement, and after its ; there is more: "
                        + Shown.quoted(sql.substring(part.start())));
            }
            hasEnded |= isEnd;
        }
    }
}
