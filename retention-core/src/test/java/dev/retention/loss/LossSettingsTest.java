package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.CAUSES;
import static dev.retention.loss.SmallBusiness.CONTRACTS;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static dev.retention.loss.SmallBusiness.STORE;
import static dev.retention.loss.SmallBusiness.change;
import static dev.retention.loss.SmallBusiness.contracts;
import static dev.retention.loss.SmallBusiness.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.RuleException;
import dev.retention.service.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a method of losses is told, and what it refuses. */
class LossSettingsTest {
    private final LossTable<String> table = method().of(STORE);
    private final LossTable<String>.InPeriod march = table.inPeriod("2024-03");

    @Test
    void whatCannotHaveAnEffectIsRefused() {
        Losses orders = Losses.over(MONTHS, Spells.ofOrders(120));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.early(119))
                .withMessage("days (119) must be at least the gap, 120: nobody is lost sooner");
        assertThatIllegalStateException().isThrownBy(() -> Losses.ofList(MONTHS).early(30));
        assertThatIllegalStateException().isThrownBy(() -> orders.worth(LossValue.listed(LossWorth.LAST)));
        assertThatIllegalStateException().isThrownBy(() -> Losses.ofList(MONTHS).worth(LossValue.ofOrders()));
        assertThatIllegalStateException().isThrownBy(() -> orders.since("since"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(LossCauses.notRecorded().involuntary("failed")))
                .withMessage("causes (no reasons, involuntary \"failed\") must be of codes that end a spell:"
                        + " [cancelled, failed payment]");
        assertThatIllegalStateException()
                .isThrownBy(() -> LossCauses.notRecorded().avoidable("price"));
        assertThatIllegalArgumentException().isThrownBy(() -> CAUSES.unavoidable("support"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAUSES.mode("a", "x").mode("b", "x"));
        Signal complaint = Signal.of("tickets", "complaint");
        assertThatIllegalArgumentException().isThrownBy(() -> method().listening(30, complaint, complaint));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Losses.over(MONTHS, CONTRACTS).listening(30, complaint).of(STORE))
                .withMessageContaining("name their own by on(track)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(LossCauses.recordedIn("why")).of(STORE))
                .withMessageContaining("column (why) must be one of the store's columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().worth(LossValue.ofOrders("tickets")).of(STORE))
                .withMessageContaining("must have amounts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.over(MONTHS, CONTRACTS)
                        .of(STORE)
                        .inPeriod("2024-03")
                        .silent())
                .withMessageContaining("silent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.losses(Grouping.of("x", (String k) -> k), Grouping.of("x", (String k) -> "y")))
                .withMessage("groupings must not be two named x");
        assertThatThrownBy(() -> method().of(contracts(List.of(
                                change("ann", "2024-01-01", "started", 10),
                                change("ann", "2024-01-05", "changed", -11),
                                change("ann", "2024-02-01", "cancelled", 1)))
                        .and(STORE.track("tickets"))))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("ann")
                .rootCause()
                .hasMessage("recurring value must not fall below 0, as it does on 2024-01-05: a change is missing");
    }

    @Test
    void whatSaysNothingOrTwoThingsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAUSES.mode("", "cancelled"))
                .withMessage("mode () must not be empty or blank");
        assertThatIllegalArgumentException().isThrownBy(() -> CAUSES.involuntary(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAUSES.avoidable(""))
                .withMessage("reasons () must not be empty or blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAUSES.mode("m", "a", "a"))
                .withMessage("codes ([a, a]) must be each once");
        LossCauses joined = LossCauses.notRecorded().mode("failed payment", "cancelled");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(joined))
                .withMessageContaining("must not name a mode like a code of another: give [failed payment] a mode");
        assertThat(method().by(joined.mode("failed payment", "failed payment"))
                        .of(STORE)
                        .byMode()
                        .groups())
                .extracting(group -> group.label())
                .containsExactly("failed payment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.ofList(MONTHS).by(joined).of(STORE.track("contracts")));
    }

    @Test
    void whatIsNotCountedSaysWhatIsMissing() {
        LossTable<String>.InPeriod bare =
                Losses.over(MONTHS, CONTRACTS).on("contracts").of(STORE).inPeriod("2024-03");
        assertThatIllegalArgumentException()
                .isThrownBy(bare::silent)
                .withMessage("item (silent) is not counted: tell what there is to hear by listening(…)");
        assertThatIllegalArgumentException().isThrownBy(bare::known).withMessageContaining("recordedIn(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bare.members(LossItem.INVOLUNTARY))
                .withMessageContaining("involuntary(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bare.value(LossItem.AVOIDABLE, LossWorth.LAST))
                .withMessageContaining("avoidable(…)");
        LossTable<String>.InPeriod listed =
                Losses.ofList(MONTHS).of(STORE.track("contracts")).inPeriod("2024-03");
        assertThatIllegalArgumentException()
                .isThrownBy(listed::live)
                .withMessage("item (start) is not counted: a list does not say who was there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listed.customers(LossItem.EARLY))
                .withMessageContaining("since(…)");
    }

    @Test
    void aShareIsOfAWholeWithAllOfThePart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.share(LossItem.ARRIVED_AND_LOST, LossItem.START))
                .withMessage("part (arrived and lost) must be of customers who are all of whole (start)");
        assertThatIllegalArgumentException().isThrownBy(() -> march.share(LossItem.LOSSES, LossItem.EARLY));
        assertThatIllegalArgumentException().isThrownBy(() -> table.series(LossItem.START, LossItem.LOSSES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.valueShare(LossItem.LOST, LossItem.START, LossWorth.LAST))
                .withMessage("part (lost) must not be worth of another day than whole (start)");
        for (LossItem whole : table.items()) {
            for (LossItem part : table.items()) {
                if (part.isPartOf(whole)) {
                    assertThat(table.periods())
                            .allSatisfy(
                                    period -> assertThat(period.members(whole)).containsAll(period.members(part)));
                }
            }
        }
    }

    @Test
    void rulesAreNamedByTheirDefinitions() {
        assertThat(method().rule(STORE)).hasToString(method().rule(STORE).definition());
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        method().of(table.counted().tally()).inPeriod("2024-03").members(LossItem.LOST))
                .withMessageContaining("losses, live from started");
    }

    @Test
    void warnsOfCodesAndReasonsThatNoEventHas() {
        assertThat(table.warnings()).isEmpty();
        assertThat(method().by(CAUSES.avoidable("suport")).of(STORE).warnings())
                .containsExactly("no event has the reason suport: there are [moved away, price, support]");
        assertThat(method().listening(30, Signal.of("tickets", "complaynt"))
                        .of(STORE)
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("no event has the code complaynt");
    }

    @Test
    void theDefinitionTellsEverySetting() {
        assertThat(method())
                .hasToString("losses, live from started to cancelled or failed payment, recurring value, reasons in"
                        + " \"reason\" or \"reason now\", involuntary \"failed payment\", avoidable \"support\","
                        + " unavoidable \"moved away\", early within 90 days, 32 days before: \"\\\"complaint\\\""
                        + " on tickets\" or \"\\\"question\\\" on tickets\", on contracts and tickets, " + MONTHS);
        LossTable<String> again = method().of(table.counted().tally());
        assertThat(again.inPeriod("2024-03").value(LossItem.LOSSES, LossWorth.LIFETIME))
                .isEqualTo(march.value(LossItem.LOSSES, LossWorth.LIFETIME));
        assertThatIllegalStateException()
                .isThrownBy(() -> again.inPeriod("2024-03").losses());
    }
}
