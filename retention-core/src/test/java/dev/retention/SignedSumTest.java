package dev.retention;

import static dev.retention.CustomerCount.ARRIVED;
import static dev.retention.CustomerCount.END;
import static dev.retention.CustomerCount.LOSS_EVENTS;
import static dev.retention.CustomerCount.REACTIVATED;
import static dev.retention.CustomerCount.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedSumTest {
    @Test
    void isReadAndPrintedAsFormulasAreWritten() {
        SignedSum<CustomerCount> net = SignedSum.of(LOSS_EVENTS).minus(REACTIVATED);
        assertThat(net).hasToString("LOSS_EVENTS − REACTIVATED");
        assertThat(net.sum(count -> count == LOSS_EVENTS ? 7 : 9)).isEqualTo(-2);
        assertThat(SignedSum.of(START).plus(END).mean()).hasToString("(START + END) / 2");
        assertThat(net.terms()).containsExactly(LOSS_EVENTS, REACTIVATED);
        assertThat(ChurnFormula.SCHEDULED.numerator()).hasToString("LOST + CANCELLING");
        assertThat(RetentionFormula.HEADCOUNT_NEW_KEPT.numerator()).hasToString("END − NEW_KEPT");
    }

    @Test
    void refusesWhatIsNoSum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedSum.of(START).plus(START))
                .withMessage("term (start) must come once");
        assertThatIllegalArgumentException().isThrownBy(() -> new SignedSum<>(Map.of(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignedSum<>(Map.of(START, 2), 1))
                .withMessage("the sign of start (2) must be +1 or -1");
        assertThatIllegalArgumentException().isThrownBy(() -> new SignedSum<>(Map.of(START, 1), 0));
    }

    /** The month of thirteen customers by which the formulas are told apart: 10 at the start, 11 at the end. */
    private static CustomerFlow month() {
        return CustomerFlow.builder()
                .start(10)
                .end(11)
                .acquired(2)
                .count(CustomerCount.NEW, 2)
                .count(CustomerCount.NEW_KEPT, 1)
                .count(ARRIVED, 3)
                .reactivated(2)
                .build();
    }

    /** The losses tell the start, and only that tells who of the start is lost. */
    @Test
    void countsFollowFromWhatFollowed() {
        CustomerFlow flow = CustomerFlow.builder()
                .end(11)
                .acquired(2)
                .count(CustomerCount.NEW, 2)
                .reactivated(2)
                .count(LOSS_EVENTS, 3)
                .build();
        assertThat(flow.count(START)).isEqualTo(10);
        assertThat(flow.count(CustomerCount.LOST)).isEqualTo(1);
        assertThat(flow.count(CustomerCount.SURVIVORS)).isEqualTo(9);
    }

    @Test
    void headcountHasFourReadingsOfTheAcquired() {
        assertThat(month().retention(RetentionFormula.HEADCOUNT).asPercent()).isEqualTo(90);
        assertThat(month().retention(RetentionFormula.HEADCOUNT_NEW).asPercent())
                .isEqualTo(90);
        assertThat(month().retention(RetentionFormula.HEADCOUNT_ARRIVED).asPercent())
                .isEqualTo(80);
        assertThat(month().retention(RetentionFormula.HEADCOUNT_NEW_KEPT).asPercent())
                .isEqualTo(100);
    }

    @Test
    void thoseWhoReturnedMayBeInTheDenominator() {
        assertThat(month().churn(ChurnFormula.EVENTS_OVER_START_PLUS_ARRIVED))
                .hasToString("23.1 % (3 of 13, EVENTS_OVER_START_PLUS_ARRIVED)");
        assertThat(month().churn(ChurnFormula.EVENTS_OVER_START_PLUS_NEW))
                .hasToString("25.0 % (3 of 12, EVENTS_OVER_START_PLUS_NEW)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CustomerFlow.builder().acquired(4).count(ARRIVED, 3).build())
                .withMessage("acquired (4) must be at most arrived (3): 4 against 3");
    }
}
