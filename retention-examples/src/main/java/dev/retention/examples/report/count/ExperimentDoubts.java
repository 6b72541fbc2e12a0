package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.experiment.Caution;
import dev.retention.experiment.ExperimentCell.Item;
import dev.retention.experiment.ExperimentTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What speaks against reading an experiment as it stands, in sentences. */
final class ExperimentDoubts {

    /** From such a share of customers on who are not among the others, it is told first. */
    private static final double MANY = 0.05;

    /** An arm of less than this share may be another, mistyped. */
    private static final double FEW = 0.01;

    private static final int MOST_EDITS = 2;
    private static final Pattern TINY = Pattern.compile("p = [0-9.]+E-[0-9]+");

    private final ExperimentSource source;
    private final ExperimentTable<String> table;
    private final Optional<LocalDate> firstDay;
    private final int days;

    ExperimentDoubts(ExperimentSource source, ExperimentTable<String> table, Optional<LocalDate> firstDay, int days) {
        this.source = source;
        this.table = table;
        this.firstDay = firstDay;
        this.days = days;
    }

    /**
     * All of them, the gravest first.
     *
     * @param before what the arms differed in before it
     * @param isDue whether effects are read; until then all else is too early
     */
    List<String> sentences(List<String> before, boolean isDue) {
        List<String> all = new ArrayList<>();
        strangers().ifPresent(all::add);
        if (!before.isEmpty()) {
            all.add("The arms were not alike: in the " + days
                    + " days before the day of each customer they differed by more than "
                    + "chance makes in " + String.join("; ", before)
                    + ". What differs after it may be no more than that: find out how customers came into the arms.");
        }
        // Where the arms have other numbers of customers than they were to, it is said with that.
        if (!table.sampleRatio().isAmiss()) {
            typo().ifPresent(all::add);
        }
        Optional<String> otherDays = otherDays();
        otherDays.ifPresent(all::add);
        early().ifPresent(all::add);
        table.cautions().stream()
                .filter(each -> each.kind() != Caution.Kind.SAMPLE_RATIO)
                .filter(each -> before.isEmpty() || each.kind() != Caution.Kind.DIFFERENT_BEFORE)
                .filter(each -> otherDays.isEmpty() || each.kind() != Caution.Kind.UNEQUAL_MATURITY)
                .filter(each -> isDue || each.kind() == Caution.Kind.SEVERAL_ARMS)
                .filter(each -> !isOfNothing(each))
                .map(each -> Words.capital(TINY.matcher(each.sentence()).replaceAll("p below 0.0001")) + ".")
                .distinct()
                .forEach(all::add);
        return all;
    }

    private Optional<String> strangers() {
        long strangers = source.strangers().count();
        int all = source.days().size();
        if (strangers == 0 || strangers < MANY * all) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d customers (%s) are not among the others of this report, and count as having bought nothing%s.",
                strangers,
                all,
                Words.percent((double) strangers / all),
                2 * source.strangers().padded() > strangers
                        ? ": are leading zeros gone? With as many as the others have, they would be found"
                        : ""));
    }

    /** An arm that a few customers are in and that is called almost as another. */
    Optional<String> typo() {
        long all = table.arms().stream().mapToLong(table::exposed).sum();
        for (String arm : table.arms()) {
            for (String other : table.arms()) {
                long few = table.exposed(arm);
                if (few < FEW * all && few < table.exposed(other) && edits(arm, other) <= MOST_EDITS) {
                    return Optional.of("Arm \"" + Words.oneLine(arm, 60) + "\" has " + Words.counted(few, "customer")
                            + ": did you mean \"" + Words.oneLine(other, 60) + "\"?");
                }
            }
        }
        return Optional.empty();
    }

    /** How many letters must be put in, left out or changed to make one word of another. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /** Arms of a single day each, of which one cannot say what differs by the arm and what by the day. */
    private Optional<String> otherDays() {
        ExperimentSource.Span control = source.spans().get(source.control());
        if (control == null) {
            return Optional.empty();
        }
        for (String arm : source.others()) {
            ExperimentSource.Span own = source.spans().get(arm);
            if (own != null && isApart(control, own)) {
                return Optional.of(Words.capital(arm) + " is dated " + words(own) + " and " + source.control() + " "
                        + words(control)
                        + ": the arms are not looked at over the same days, and what changed between these"
                        + " is in the effect.");
            }
        }
        return Optional.empty();
    }

    /** Whether no day is of both arms. */
    private static boolean isApart(ExperimentSource.Span one, ExperimentSource.Span other) {
        return one.last().isBefore(other.first()) || other.last().isBefore(one.first());
    }

    private static String words(ExperimentSource.Span span) {
        return span.first().equals(span.last()) ? span.first().toString() : span.first() + " to " + span.last();
    }

    private Optional<String> early() {
        return firstDay.flatMap(first -> {
            long early =
                    source.days().stream().filter(day -> day.isBefore(first)).count();
            return early == 0
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%,d of %,d customers got it, or would have, before the first day of the data, %s: what they did until"
                                    + " then is not known and counts as nothing.",
                            early,
                            source.days().size(),
                            first));
        });
    }

    /** Of what happened to nobody, something else is told. */
    private boolean isOfNothing(Caution caution) {
        return caution.kind() == Caution.Kind.TOO_FEW
                && table.outcomes().stream()
                        .filter(outcome -> caution.sentence().startsWith(outcome.name() + ": true of 0 "))
                        .anyMatch(outcome ->
                                table.arms().stream().allMatch(arm -> table.count(arm, outcome.name(), Item.YES) == 0));
    }
}
