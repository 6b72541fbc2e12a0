package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Proportion;
import dev.retention.loss.IssueBook.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** By how many days some sources knew of issues before another one did. */
final class IssueLead {
    private IssueLead() {}

    static <K> Optional<Known<K>> known(List<Issue<K>> issues, Set<IssueSource> earlier, IssueSource later) {
        checkArgument(
                !earlier.isEmpty() && !earlier.contains(later),
                "earlier (%s) must name other sources than %s",
                earlier,
                later);
        List<Issue<K>> before = new ArrayList<>();
        List<Long> leads = new ArrayList<>();
        long told = 0;
        for (Issue<K> issue : issues) {
            told += issue.heard().containsKey(later) ? 1 : 0;
            long days = days(issue, earlier, later);
            if (days > 0) {
                before.add(issue);
                leads.add(days);
            }
        }
        return told == 0
                ? Optional.empty()
                : Optional.of(new Known<>(Proportion.of(before.size(), told), before, median(leads)));
    }

    /** Of the source that knew first; 0 if none knew before. */
    private static long days(Issue<?> issue, Set<IssueSource> earlier, IssueSource later) {
        return earlier.stream()
                .flatMapToLong(source -> issue.daysKnown(source, later).stream())
                .max()
                .orElse(0);
    }

    /** The middle of some numbers, between the two middle ones of an even count. */
    private static OptionalDouble median(List<Long> numbers) {
        if (numbers.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Long> sorted = numbers.stream().sorted().toList();
        long below = sorted.get((sorted.size() - 1) / 2);
        long above = sorted.get(sorted.size() / 2);
        return OptionalDouble.of((below + above) / 2.0);
    }
}
