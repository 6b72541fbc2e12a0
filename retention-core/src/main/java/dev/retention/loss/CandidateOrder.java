package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.loss.CallList.Candidate;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders of candidates that do not depend on the order in which they come. */
final class CandidateOrder {
    private CandidateOrder() {}

    /** Each customer once, in order of the keys: their own where they are comparable with each other, else that of their texts. */
    static <K> List<Candidate<K>> distinct(Collection<Candidate<K>> candidates) {
        Map<K, Candidate<K>> byCustomer = new LinkedHashMap<>();
        Comparator<Candidate<?>> best = byValue().thenComparing(Candidate::reason, known());
        for (Candidate<K> candidate : candidates) {
            byCustomer.merge(
                    requireNonNull(candidate, "candidates").customer(),
                    candidate,
                    (one, other) -> best.compare(one, other) <= 0 ? one : other);
        }
        try {
            return byCustomer.values().stream()
                    .sorted((one, other) -> compare(one.customer(), other.customer()))
                    .toList();
        } catch (ClassCastException e) {
            List<Candidate<K>> ordered = byCustomer.values().stream()
                    .sorted(Comparator.comparing(each -> each.customer().toString()))
                    .toList();
            checkTexts(ordered);
            return ordered;
        }
    }

    @SuppressWarnings("unchecked") // what is not comparable is seen by the ClassCastException that is caught
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static <K> void checkTexts(List<Candidate<K>> ordered) {
        for (int i = 1; i < ordered.size(); i++) {
            String text = ordered.get(i).customer().toString();
            checkArgument(
                    !text.equals(ordered.get(i - 1).customer().toString()),
                    "candidates (two that print as %s) must have keys that are comparable or print differently",
                    text);
        }
    }

    /** The largest value first, those without a known one last. */
    static Comparator<Candidate<?>> byValue() {
        Comparator<Optional<BigDecimal>> largest =
                Comparator.comparing(value -> value.orElse(null), Comparator.nullsLast(Comparator.reverseOrder()));
        return Comparator.comparing(Candidate::value, largest);
    }

    /** By code point, what is not known last. */
    static Comparator<Optional<String>> known() {
        return Comparator.comparing(text -> text.orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
    }
}
