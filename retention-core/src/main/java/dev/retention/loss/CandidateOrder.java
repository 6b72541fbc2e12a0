package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders of candidates that do not depend on the order in which they come. */
final class CandidateOrder {
    private CandidateOrder() {}

    /** Each customer once, in order of the keys. */
    static <K> List<CustomerLoss<K>> distinct(Collection<CustomerLoss<K>> candidates) {
        Map<K, CustomerLoss<K>> byCustomer = new LinkedHashMap<>();
        Comparator<CustomerLoss<?>> best = byValue()
                .thenComparing(CustomerLoss::reason, known())
                .thenComparing(
                        each -> each.day().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE), Comparator.reverseOrder())
                .thenComparing(each -> each.value().map(BigDecimal::scale).orElse(0), Comparator.reverseOrder());
        for (CustomerLoss<K> candidate : candidates) {
            byCustomer.merge(
                    requireNonNull(candidate, "candidates").customer(),
                    candidate,
                    (one, other) -> best.compare(one, other) <= 0 ? one : other);
        }
        return List.copyOf(byKey(byCustomer).values());
    }

    /** A map in order of its keys: their own where they are comparable with each other, else that of their texts. */
    static <K, V> Map<K, V> byKey(Map<K, V> map) {
        List<K> keys;
        try {
            keys = map.keySet().stream().sorted(CandidateOrder::compare).toList();
        } catch (ClassCastException e) {
            keys = map.keySet().stream()
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
            checkTexts(keys);
        }
        Map<K, V> ordered = new LinkedHashMap<>();
        keys.forEach(key -> ordered.put(key, requireNonNull(map.get(key))));
        return ordered;
    }

    @SuppressWarnings("unchecked") // what is not comparable is seen by the ClassCastException that is caught
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static void checkTexts(List<?> keys) {
        for (int i = 1; i < keys.size(); i++) {
            String text = keys.get(i).toString();
            checkArgument(
                    !text.equals(keys.get(i - 1).toString()),
                    "customers (two that print as %s) must have keys that are comparable or print differently",
                    text);
        }
    }

    /** The largest value first, those without a known one last. */
    static Comparator<CustomerLoss<?>> byValue() {
        Comparator<Optional<BigDecimal>> largest =
                Comparator.comparing(value -> value.orElse(null), Comparator.nullsLast(Comparator.reverseOrder()));
        return Comparator.comparing(CustomerLoss::value, largest);
    }

    /** The larger number; of two that are equal that of more decimals. */
    static BigDecimal larger(BigDecimal one, BigDecimal other) {
        int order = one.compareTo(other);
        return order > 0 || (order == 0 && one.scale() >= other.scale()) ? one : other;
    }

    /** By code point, what is not known last. */
    static Comparator<Optional<String>> known() {
        return Comparator.comparing(text -> text.orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
    }
}
