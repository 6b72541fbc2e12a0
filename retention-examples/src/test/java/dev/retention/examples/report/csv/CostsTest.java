package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a column says that orders cost. */
class CostsTest {

    private static final String USD = "--currency=USD";
    private static final String COST = "--cost-column=cost";
    private static final String HEADER = "customer,date,amount,cost\n";

    @TempDir
    Path folder;

    @Test
    void readsCostsAsAmountsAreRead() {
        ReadFile read = ReadFile.of(
                folder,
                HEADER + "A,2025-01-01,\"$1,200.50\",\"$1,000.00\"\nB,2025-01-02,5,0\nC,2025-01-03,5,7.5\n",
                USD,
                COST);
        assertThat(read.orders())
                .containsExactly(
                        "A 2025-01-01 1200.50 cost 1000.00",
                        "B 2025-01-02 5.00 cost 0.00",
                        "C 2025-01-03 5.00 cost 7.50");
        assertThat(read.reading().text()).contains("amount in USD, cost");
        assertThat(ReadFile.of(folder, HEADER + "A,2025-01-01,5,\n", USD).orders())
                .containsExactly("A 2025-01-01 5.00");
    }

    @Test
    void refusesACostThatIsMissingOrBad() {
        ReadFile.refused(
                folder,
                HEADER + "A,2025-01-01,5,2\nB,2025-01-01,5,\n",
                "orders.csv:3: no cost in column cost, and a cost that is not known is not 0 (leave such lines out with --lenient)",
                USD,
                COST);
        ReadFile.refused(folder, HEADER + "A,2025-01-01,5,x\n", "bad amount \"x\" in column cost", USD, COST);
        ReadFile.refused(folder, HEADER + "A,2025-01-01,5,-2\n", "bad cost \"-2\" in column cost (below 0", USD, COST);
        ReadFile.refused(
                folder, HEADER + "A,2025-01-01,5,2\n", "no column \"costs\" in the header", USD, "--cost-column=costs");
    }

    @Test
    void leavesOutAndListsWhatHasNoCost() {
        ReadFile read = ReadFile.of(
                folder,
                HEADER + "A,2025-01-01,5,2\nB,2025-01-01,5,\nC,2025-01-01,5,?\nD,2025-01-01,5,-1\n",
                USD,
                COST,
                "--lenient");
        assertThat(read.orders()).containsExactly("A 2025-01-01 5.00 cost 2.00");
        assertThat(read.excluded()).containsExactly(entry(Excluded.Reason.BAD_COST, 3L));
    }

    @Test
    void addsUpTheCostsOfAnOrdersLines() {
        String file = "order,customer,date,amount,cost\n1,A,2025-01-01,5,2\n1,A,2025-01-01,7,3\n2,A,2025-01-02,1,1\n";
        assertThat(ReadFile.of(folder, file, USD, COST, "--order-column=order").orders())
                .containsExactly("A 2025-01-01 12.00 cost 5.00", "A 2025-01-02 1.00 cost 1.00");
    }

    @Test
    void multipliesTheCostOfAPieceAsItsPrice() {
        String file = "customer,date,amount,cost,n\nA,2025-01-01,5,2,3\n";
        assertThat(ReadFile.of(folder, file, USD, COST, "--quantity-column=n").orders())
                .containsExactly("A 2025-01-01 15.00 cost 6.00");
    }

    @Test
    void takesRefundsOffWithTheirCostIfTheyHaveOne() {
        String file = HEADER + "A,2025-01-01,10,4\nA,2025-01-02,-5,-2\nB,2025-01-01,10,4\nB,2025-01-02,-5,\n";
        assertThat(ReadFile.of(folder, file, USD, COST, "--refunds=deduct").orders())
                .containsExactly("A 2025-01-01 5.00 cost 2.00", "B 2025-01-01 5.00 cost 4.00");
    }

    @Test
    void saysThatCostsWereRounded() {
        ReadFile read = ReadFile.of(folder, HEADER + "A,2025-01-01,5,2.1251\nB,2025-01-01,5,2.25\n", USD, COST);
        assertThat(read.orders()).containsExactly("A 2025-01-01 5.00 cost 2.13", "B 2025-01-01 5.00 cost 2.25");
        read.hasNote(
                DataNote.Kind.COSTS_ROUNDED,
                "1 cost has more decimals than the currency: rounded line by line, half to even, which moves their sum by 0.0049");
    }

    @Test
    void convertsCostsByTheRateOfTheirLine() throws java.io.IOException {
        Path rates = java.nio.file.Files.writeString(folder.resolve("rates.csv"), "currency,rate\nEUR,1.1\n");
        String file = "customer,date,amount,cost,currency\nA,2025-01-01,10,5,EUR\n";
        assertThat(ReadFile.of(folder, file, USD, COST, "--rates=" + rates).orders())
                .containsExactly("A 2025-01-01 11.00 cost 5.50");
    }
}
