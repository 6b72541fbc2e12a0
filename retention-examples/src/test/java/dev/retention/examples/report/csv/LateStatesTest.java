package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of overlapping times: the same order stands there in an earlier state and in a later one, in either order. */
class LateStatesTest {

    @TempDir
    Path folder;

    /** The file as it is and with its lines the other way round. */
    private List<ReadFile> bothWays(String head, List<String> lines, String... options) {
        List<String> turned = new ArrayList<>(lines);
        Collections.reverse(turned);
        return List.of(
                ReadFile.of(folder, head + String.join("", lines), options),
                ReadFile.of(folder, head + String.join("", turned), options));
    }

    @Test
    void anOrderThatWasCancelledOrPaidBackLaterIsNone() {
        String head = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Refunded Amount\n";
        List<String> lines = List.of(
                "#1,a@x,paid,EUR,20.00,2025-01-01 10:00:00 +0100,1,0\n",
                "#2,b@x,paid,EUR,15.00,2025-01-02 10:00:00 +0100,1,0\n",
                "#3,a@x,paid,EUR,15.00,2025-02-01 10:00:00 +0100,1,0\n",
                "#2,b@x,refunded,EUR,15.00,2025-01-02 10:00:00 +0100,1,15.00\n");
        for (ReadFile read : bothWays(head, lines)) {
            assertThat(read.orders()).containsExactlyInAnyOrder("a@x 2025-01-01 20.00", "a@x 2025-02-01 15.00");
            read.hasNote(
                    DataNote.Kind.ORDERS_THAT_DISAGREE,
                    "1 order by Name counts on one line and is cancelled or paid back on another: left out");
        }
        String plain = "customer,date,amount,order,status\n";
        List<String> few = List.of(
                "a,2025-01-01,20,1,paid\n",
                "b,2025-01-02,15,2,pending\n",
                "b,2025-01-02,15,2,paid\n",
                "a,2025-01-01,20,1,cancelled\n");
        for (ReadFile read :
                bothWays(plain, few, "--order-column", "order", "--order-lines", "once", "--only", "status=paid")) {
            assertThat(read.orders()).containsExactly("b 2025-01-02 15.00");
        }
    }

    /** A line of another kind is no later state of the order: it may have paid back a part. */
    @Test
    void aRefundOfAPartTakesNoOrderBack() {
        String head = "customer,date,amount,order,type\n";
        List<String> lines = List.of("a,2025-01-01,50,1,sale\n", "a,2025-01-09,5,1,refund\n");
        for (ReadFile read :
                bothWays(head, lines, "--order-column", "order", "--order-lines", "once", "--only", "type=sale")) {
            assertThat(read.orders()).containsExactly("a 2025-01-01 50.00");
            read.hasNoNote(DataNote.Kind.ORDERS_THAT_DISAGREE);
        }
    }

    @Test
    void aPartThatWasPaidBackLaterIsTakenOff() {
        String head = "order_id,order_date,status,order_total,billing_email,refund_total\n";
        List<String> lines = List.of("1,2025-01-01,completed,20.00,a@x,0\n", "1,2025-01-01,completed,20.00,a@x,5.00\n");
        for (ReadFile read : bothWays(head, lines)) {
            assertThat(read.orders()).containsExactly("a@x 2025-01-01 15.00");
            read.hasNote(DataNote.Kind.ORDERS_THAT_DISAGREE, "of which the lower counts");
        }
    }

    @Test
    void aLineInAnotherStateIsTheSameLine() {
        String head =
                "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tsku\titem-price\tcurrency\tbuyer-email\n";
        List<String> lines = List.of(
                "1\t2025-01-01T10:00:00+00:00\t2025-01-01\tUnshipped\ts\t45.00\tEUR\ta@x\n",
                "1\t2025-01-01T10:00:00+00:00\t2025-01-01\tUnshipped\tt\t5.00\tEUR\ta@x\n",
                "1\t2025-01-01T10:00:00+00:00\t2025-01-09\tShipped\ts\t45.00\tEUR\ta@x\n",
                "1\t2025-01-01T10:00:00+00:00\t2025-01-09\tCancelled\tt\t5.00\tEUR\ta@x\n");
        for (ReadFile read : bothWays(head, lines)) {
            assertThat(read.orders()).containsExactly("a@x 2025-01-01 50.00");
            // Of an order whose lines are its parts, one that was cancelled does not take the others with it.
            read.hasNote(DataNote.Kind.ORDERS_THAT_DISAGREE, "the lines that count stay; is all of it void?");
        }
        assertThat(ReadFile.of(
                                folder,
                                "customer,date,amount,order,status\na,2025-01-01,20,1,processing\na,2025-01-01,20,1,completed\n",
                                "--order-column",
                                "order",
                                "--only",
                                "status=processing,completed")
                        .orders())
                .containsExactly("a 2025-01-01 20.00");
    }

    @Test
    void tellsColumnsOfQuantitiesAndRefundsThatNobodyLookedAt() {
        ReadFile.of(folder, "customer,date,amount,quantity\na,2025-01-01,20,1\nb,2025-01-01,20,3\n")
                .hasNote(DataNote.Kind.COLUMN_NOT_LOOKED_AT, "column quantity has numbers on 1 line and is not used")
                .hasNote(DataNote.Kind.COLUMN_NOT_LOOKED_AT, "(see --quantity-column quantity)");
        ReadFile.of(folder, "customer,date,amount,refund\na,2025-01-01,20,0.00\nb,2025-01-01,20,20.00\n")
                .hasNote(DataNote.Kind.COLUMN_NOT_LOOKED_AT, "(see --refunded-column refund)");
        ReadFile.of(folder, "customer,date,amount,quantity,refund\na,2025-01-01,20,1,0\n")
                .hasNoNote(DataNote.Kind.COLUMN_NOT_LOOKED_AT);
        ReadFile.of(folder, "customer,date,amount,type\na,2025-01-01,20,Sale\na,2025-01-02,20,Refund\n")
                .hasNote(DataNote.Kind.STATUS_NOT_LOOKED_AT, "--except \"type=Refund\"");
        ReadFile.of(folder, "customer,date,amount,status\na,2025-01-01,20,bezahlt\na,2025-01-02,20,offen\n")
                .hasNote(DataNote.Kind.STATUS_NOT_LOOKED_AT, "--except \"status=offen\"");
    }

    @Test
    void countsRefundsThatLowerAnOrderOnce() {
        ReadFile read = ReadFile.of(
                folder,
                "customer,date,amount,order\na,2025-01-01,100,1\na,2025-01-02,-30,2\na,2025-01-02,-30,2\n",
                "--order-column",
                "order",
                "--refunds",
                "deduct");
        assertThat(read.orders()).containsExactly("a 2025-01-01 70.00");
        read.hasNote(DataNote.Kind.AMOUNTS_BELOW_ZERO, "1 amount is below 0: 1 lower the customer's latest order");
    }

    @Test
    void saysThatADayOrAMonthIsNoDate() {
        String head = "customer,date,amount\n";
        ReadFile.refused(folder, head + "a,31.02.2025,1\n", "there is no such day", "--date-format", "dd.MM.yyyy");
        ReadFile.refused(
                folder, head + "a,2025-01,1\n", "has no day: a month alone is no date", "--date-format", "yyyy-MM");
    }

    @Test
    void readsPayPalsOtherGermanFormAndItsTimes() {
        String head =
                "Datum,Uhrzeit,Zeitzone,Beschreibung,Währung,Brutto,Entgelt,Netto,Guthaben,Transaktionscode,Absender E-Mail-Adresse\n";
        String file = head
                + "28.01.2025,23:30:00,PST,Website-Zahlung,EUR,\"10,00\",\"0,00\",\"10,00\",\"10,00\",A1,a@x\n"
                + "28.02.2025,10:00:00,PST,Allgemeine Abbuchung,EUR,\"-10,00\",\"0,00\",\"-10,00\",\"0,00\",A2,\n";
        assertThat(ReadFile.of(folder, file).orders()).containsExactly("a@x 2025-01-28 10.00");
        ReadFile moved = ReadFile.of(folder, file, "--zone", "Europe/Berlin", "--source-zone", "America/Los_Angeles");
        assertThat(moved.orders()).containsExactly("a@x 2025-01-29 10.00");
        moved.hasNoNote(DataNote.Kind.ZONE_WITHOUT_EFFECT);
        assertThat(ReadFile.of(folder, file, "--date-format", "dd.MM.yyyy").orders())
                .containsExactly("a@x 2025-01-28 10.00");
    }
}
