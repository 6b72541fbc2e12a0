package dev.retention.loss;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Eight lost customers, of three reasons and none, of whom some may be called. */
abstract class CallCandidates {
    static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    static CustomerLoss<Long> lost(long customer, @Nullable Integer value, @Nullable String reason) {
        return new CustomerLoss<>(
                customer,
                Optional.ofNullable(value).map(BigDecimal::valueOf),
                Optional.ofNullable(reason),
                Optional.empty());
    }

    final List<CustomerLoss<Long>> candidates = List.of(
            lost(1, 50, "price"),
            lost(2, 200, "price"),
            lost(3, 90, "price"),
            lost(4, 70, "support"),
            lost(5, 300, null),
            lost(6, null, "support"),
            lost(7, 10, "moved away"),
            lost(8, 80, null));
}
