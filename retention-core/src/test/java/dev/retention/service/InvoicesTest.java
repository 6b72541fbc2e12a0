package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoicesTest {
    static final Currency EUR = Currency.getInstance("EUR");

    /** A booking as a billing system would hold it. */
    record Row(
            long customer,
            LocalDate day,
            String kind,
            String amount,
            @Nullable String invoice,
            @Nullable LocalDate due) {

        static Row of(long customer, String day, String kind, String amount, @Nullable String invoice) {
            return new Row(customer, LocalDate.parse(day), kind, amount, invoice, null);
        }

        static Row invoice(long customer, String day, String amount, String number, @Nullable String due) {
            LocalDate on = due == null ? null : LocalDate.parse(due);
            return new Row(customer, LocalDate.parse(day), Invoices.INVOICE, amount, number, on);
        }
    }

    static Invoices<Row, Long> reader() {
        return Invoices.reader(Row::customer, Row::day, Row::kind, (Row row) -> new BigDecimal(row.amount()), EUR)
                .invoice(Row::invoice)
                .due(Row::due);
    }

    private static final Row FIRST = Row.invoice(7, "2024-01-10", "100.00", "A1", "2024-02-09");

    @Test
    void bookingsMayComeInAnyOrderAndAPaymentOnTheDayOfItsInvoice() {
        List<Row> rows = new ArrayList<>(List.of(
                FIRST,
                Row.of(7, "2024-01-10", "payment", "40", "A1"),
                Row.of(7, "2024-01-10", "credit note", "10", "A1"),
                Row.of(7, "2024-03-01", "dispute", "20.5", "A1"),
                Row.of(7, "2024-03-01", "dispute settled", "20.50", "A1"),
                Row.of(7, "2024-03-02", "written off", "50", "A1"),
                Row.of(7, "2024-03-02", "payment", "5", null),
                Row.of(7, "2024-03-02", "credit note", "5", null)));
        Collections.reverse(rows);
        HistoryStore<Long> store = reader().from(rows);
        assertThat(store.events()).isEqualTo(8);
        assertThat(store.trackNames()).containsExactly("invoices");
        assertThat(store.columns()).containsExactlyInAnyOrder("invoice", "due");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "payment         | 2024-01-11 | 1      | B9 | invoice (B9) of customer (7) is not there: payment of 1 on",
                "payment         | 2024-01-09 | 1      | A1 | invoice (A1) of customer (7) is not there: payment of 1 on",
                "payment         | 2024-01-11 | 100.01 | A1 | invoice (A1) of customer (7) has less open: payment of 100.01",
                "credit note     | 2024-01-11 | 101    | A1 | invoice (A1) of customer (7) has less open: credit note",
                "written off     | 2024-01-11 | 101    | A1 | invoice (A1) of customer (7) has less open: written off",
                "written off     | 2024-01-11 | 1      | -  | invoice (null) of the written off of customer (7) must be",
                "dispute         | 2024-01-11 | 101    | A1 | invoice (A1) of customer (7) is of less: dispute",
                "dispute         | 2024-01-11 | 1      | B9 | invoice (B9) of customer (7) is not there: dispute",
                "dispute settled | 2024-01-11 | 1      | A1 | invoice (A1) of customer (7) has less disputed",
                "invoice         | 2024-01-11 | 1      | A1 | invoice (A1) of customer (7) is booked a second time",
                "invoice         | 2024-01-11 | 1      | -  | invoice (null) of the invoice of customer (7) must be",
                "refund          | 2024-01-11 | 1      | A1 | kind (refund) of customer (7) must be one of [invoice,",
                "payment         | 2024-01-11 | 0      | A1 | amount (0) of the payment of customer (7) must be above 0",
                "payment         | 2024-01-11 | -3     | A1 | amount (-3) of the payment of customer (7) must be above 0",
                "payment         | 2024-01-11 | 0.001  | A1 | amount (0.001) of the payment of customer (7) must have at most 2",
                "payment         | 2024-01-11 | 1E+20  | A1 | amount (1E+20) of the payment of customer (7) must fit a long",
                "payment         | 2024-01-11 | 1E+20000000 | A1 | amount (1E+20000000) of the payment of customer (7) must be in",
                "invoice         | 2024-01-11 | 92233720368547758 | B1 | invoice of 92233720368547758 on 2024-01-11 of customer (7) is refused: the balance",
                "payment         | 2024-01-11 | 1      | '' | invoice () of the payment of customer (7) must be the number of an invoice"
            })
    void aRowThatContradictsOthersIsRefusedWithItsCustomer(
            String kind, String day, String amount, @Nullable String invoice, String message) {
        List<Row> rows = List.of(FIRST, Row.of(7, day, kind, amount, invoice));
        assertThatThrownBy(() -> reader().from(rows))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining(message.strip());
        HistoryStore<Long> store = reader().lenient().from(rows);
        assertThat(store.events()).isEqualTo(1);
        assertThat(store.exclusions().toString()).contains("1");
    }

    @Test
    void aDueDayBelongsToAnInvoiceAndDoesNotComeBeforeIt() {
        Row early = Row.invoice(7, "2024-01-10", "1", "A1", "2024-01-09");
        assertThatThrownBy(() -> reader().from(List.of(early)))
                .hasMessageContaining(
                        "due (2024-01-09) of the invoice of 2024-01-10 of customer (7) must not lie before its day");
        Row paid = new Row(7, LocalDate.of(2024, 1, 10), "payment", "1", null, LocalDate.of(2024, 1, 10));
        assertThatThrownBy(() -> reader().from(List.of(paid))).hasMessageContaining("has no meaning");
    }

    @Test
    void whatNamesARefusedInvoiceIsRefusedAsWellAndOtherCustomersAreLeftAlone() {
        List<Row> rows = List.of(
                Row.invoice(7, "2024-01-10", "-1", "A1", null),
                Row.of(7, "2024-01-11", "payment", "1", "A1"),
                Row.invoice(8, "2024-01-10", "1", "A1", null));
        HistoryStore<Long> store = reader().lenient().from(rows);
        assertThat(store.events()).isEqualTo(1);
        assertThat(store.customer(0)).isEqualTo(8L);
        assertThat(reader().lenient()).hasToString("bookings of invoices in EUR, a row each, lenient");
    }
}
