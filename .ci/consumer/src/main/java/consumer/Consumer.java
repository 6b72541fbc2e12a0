package consumer;

import dev.retention.cohort.CohortRetention;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;

/** Who came back in March? */
final class Consumer {
    private record Order(long customer, String day) {}

    private Consumer() {}

    public static void main(String[] args) {
        HistoryStore<Long> orders = HistoryStore.ofDates(Order::customer, (Order order) -> LocalDate.parse(order.day()))
                .from(List.of(
                        new Order(1, "2026-01-03"),
                        new Order(2, "2026-01-17"),
                        new Order(3, "2026-01-29"),
                        new Order(2, "2026-03-02")));
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        System.out.println(
                CohortRetention.over(months).of(orders).cell("2026-01", 2).rate().orElseThrow());
    }
}
