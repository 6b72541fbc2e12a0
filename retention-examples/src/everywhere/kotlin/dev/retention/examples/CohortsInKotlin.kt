package dev.retention.examples

import dev.retention.Proportion
import dev.retention.cohort.CohortRetention
import dev.retention.cohort.CohortTable
import dev.retention.history.HistoryStore
import dev.retention.rule.Cells
import dev.retention.rule.Rule
import dev.retention.rule.Sweep
import dev.retention.time.Timeline
import java.io.PrintStream
import java.math.BigDecimal
import java.time.LocalDate
import java.util.Currency

/** "Do they come back?", asked from Kotlin, with a rule that is a lambda. */
fun run(out: PrintStream) {
    // region kotlin
    data class Purchase(val customer: Long?, val day: LocalDate, val total: String)
    val rows = listOf(
        Purchase(1, LocalDate.of(2026, 1, 3), "40.00"),
        Purchase(2, LocalDate.of(2026, 1, 17), "25.00"),
        Purchase(1, LocalDate.of(2026, 2, 11), "35.00"),
        Purchase(null, LocalDate.of(2026, 2, 12), "15.00"), // a guest: left out and counted
    )
    val orders: HistoryStore<Long> = HistoryStore.ofDates(Purchase::customer, Purchase::day)
        .amounts({ BigDecimal(it.total) }, Currency.getInstance("EUR"))
        .lenient()
        .from(rows)
    val months = Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1))

    val cell: CohortTable<Long>.Cell = CohortRetention.over(months).of(orders).cell("2026-01", 1)
    val rate: Proportion? = cell.rate().orElse(null) // null where the data do not reach the cell
    out.println("$rate, of them ${cell.members().toList()}")

    val again = Rule.of("orders again", months, Cells.of(listOf("once", "again"))) { history, sink ->
        sink.add(if (history.size() > 1) 1 else 0)
    }
    for (customer in Sweep.over(orders).count(again).members("once")) out.println("once: $customer")
    // endregion
}
