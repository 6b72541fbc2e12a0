package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Attaches losses to issues by their reasons. */
record IssueMerge<K>(IssueBook<K> before, IssueSource source, LocalDate day, int least) {
    private static final String PREFIX = "I-";

    IssueUpdate<K> of(Collection<CustomerLoss<K>> lost) {
        Map<String, List<CustomerLoss<K>>> byReason = new TreeMap<>();
        Map<K, Boolean> unexplained = new LinkedHashMap<>();
        for (CustomerLoss<K> each : lost) {
            Optional<String> reason = requireNonNull(each, "lost").reason();
            reason.ifPresent(name ->
                    byReason.computeIfAbsent(name, unused -> new ArrayList<>()).add(each));
            if (reason.isEmpty()) {
                unexplained.put(each.customer(), true);
            }
        }
        IssueBook<K> book = before;
        Set<String> proposed = new LinkedHashSet<>();
        Set<String> grown = new LinkedHashSet<>();
        Set<String> recurring = new LinkedHashSet<>();
        Map<String, Long> tooFew = new LinkedHashMap<>();
        for (String reason : byFrequency(byReason)) {
            List<CustomerLoss<K>> those = requireNonNull(byReason.get(reason));
            Optional<Issue<K>> known = about(reason);
            if (known.isPresent()) {
                Issue<K> issue = book.find(known.get().id()).orElseThrow();
                book = book.with(issue.heardBy(source, day).behind(those));
                if (isGrown(issue, book.find(issue.id()).orElseThrow())) {
                    grown.add(issue.id());
                }
                if (issue.fixed().filter(fixed -> isAfter(fixed, those)).isPresent()) {
                    recurring.add(issue.id());
                }
            } else if (customers(those) >= least) {
                Issue<K> issue = Issue.<K>opened(nextId(book), reason, source, day)
                        .about(reason)
                        .behind(those);
                book = book.with(issue);
                proposed.add(issue.id());
            } else {
                tooFew.put(reason, customers(those));
            }
        }
        return new IssueUpdate<>(
                book,
                issues(book, proposed),
                book.issues().stream()
                        .filter(issue -> grown.contains(issue.id()))
                        .toList(),
                book.issues().stream()
                        .filter(issue -> recurring.contains(issue.id()))
                        .toList(),
                tooFew,
                List.copyOf(CandidateOrder.byKey(unexplained).keySet()));
    }

    private static <K> List<Issue<K>> issues(IssueBook<K> book, Set<String> ids) {
        return ids.stream().map(id -> book.find(id).orElseThrow()).toList();
    }

    private Optional<Issue<K>> about(String reason) {
        return before.issues().stream()
                .filter(issue -> !issue.status().isEnded() && issue.causes().contains(reason))
                .findFirst();
    }

    /** Whether customers or value came to it: a number with other decimals is the same. */
    private static <K> boolean isGrown(Issue<K> issue, Issue<K> now) {
        return now.customers().entrySet().stream().anyMatch(entry -> {
            Optional<BigDecimal> before = issue.customers().get(entry.getKey());
            return before == null
                    || before.isPresent() != entry.getValue().isPresent()
                    || (before.isPresent()
                            && before.get().compareTo(entry.getValue().get()) != 0);
        });
    }

    private static <K> boolean isAfter(LocalDate fixed, List<CustomerLoss<K>> those) {
        return those.stream()
                .anyMatch(each -> each.day().filter(lost -> lost.isAfter(fixed)).isPresent());
    }

    /** The reason of the most customers first; of as many by name. */
    private static <K> List<String> byFrequency(Map<String, List<CustomerLoss<K>>> byReason) {
        Comparator<Map.Entry<String, List<CustomerLoss<K>>>> frequent =
                Comparator.comparingLong(entry -> -customers(entry.getValue()));
        return byReason.entrySet().stream()
                .sorted(frequent)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static <K> long customers(List<CustomerLoss<K>> those) {
        return those.stream().map(CustomerLoss::customer).distinct().count();
    }

    /** One more than the largest number in use. */
    private static <K> String nextId(IssueBook<K> book) {
        long largest = book.issues().stream()
                .map(Issue::id)
                .filter(id -> id.matches(PREFIX + "[0-9]{1,9}"))
                .mapToLong(id -> Long.parseLong(id.substring(PREFIX.length())))
                .max()
                .orElse(0);
        return PREFIX + (largest + 1);
    }
}
