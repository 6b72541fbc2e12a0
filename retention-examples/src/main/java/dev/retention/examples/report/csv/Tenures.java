package dev.retention.examples.report.csv;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Infers days where a file says only for how many months each customer has been one, and who was lost in the last. */
final class Tenures {

    private static final int LONGEST_TENURE = 1_200;

    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "churned", "lost", "left");
    private static final Set<String> NO = Set.of("no", "n", "false", "0", "", "stayed", "active");

    private final SubscriptionRecipe recipe;

    Tenures(SubscriptionRecipe recipe) {
        this.recipe = recipe;
    }

    /** The day on which a customer started: as many months before the as-of day as the tenure says. */
    LocalDate start(Line line) {
        String text = line.text(recipe.column(Role.TENURE));
        if (!text.matches("[0-9]{1,4}(\\.0+)?")) {
            throw Fault.of("bad tenure " + Shown.quoted(text) + " in column " + recipe.name(Role.TENURE)
                    + " (expected whole months)");
        }
        int months = Integer.parseInt(text.replaceAll("\\..*", ""));
        if (months > LONGEST_TENURE) {
            throw Fault.of("tenure of " + months + " months in column " + recipe.name(Role.TENURE) + " (at most "
                    + LONGEST_TENURE + ")");
        }
        return recipe.asOf().orElseThrow().minusMonths(months);
    }

    /** The as-of day where the customer was lost, null where not. */
    @Nullable
    LocalDate end(Line line) {
        String text = line.text(recipe.column(Role.CHURNED)).toLowerCase(Locale.ROOT);
        if (YES.contains(text)) {
            return recipe.asOf().orElseThrow();
        }
        if (!NO.contains(text)) {
            throw Fault.of("bad flag " + Shown.quoted(text) + " in column " + recipe.name(Role.CHURNED)
                    + " (expected Yes or No)");
        }
        return null;
    }
}
