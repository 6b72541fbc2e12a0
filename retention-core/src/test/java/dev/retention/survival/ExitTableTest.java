package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExitTableTest {
    private record Stay(int days, boolean ended, String how) {}

    private static ExitTable<String> table(List<Stay> stays) {
        return ExitTable.of(stays, stay -> Tenure.of(stay.days(), stay.ended()), Stay::how);
    }

    @Test
    void aHazardIsTheEndsForOneReasonOverAllTimeAtRisk() {
        ExitTable<String> exits = table(List.of(
                new Stay(2, true, "cancelled"),
                new Stay(4, true, "unpaid"),
                new Stay(5, true, "cancelled"),
                new Stay(7, false, ""),
                new Stay(9, true, "cancelled")));
        // In (2, 7]: 2 + 3 + 5 + 5 customer-days, of which one ended as cancelled and one as unpaid.
        HazardRate cancelled = exits.hazard("cancelled", 2, 7);
        assertThat(cancelled.ended()).isEqualTo(1);
        assertThat(cancelled.exposure()).isEqualTo(15);
        assertThat(exits.hazard("unpaid", 2, 7).perPeriod()).isEqualTo(1.0 / 15);
        assertThat(exits.hazard("unpaid", 4, 7)).isEqualTo(new HazardRate(4, 7, 0, 7));
        // Nobody of three: the rule of three.
        assertThat(exits.hazard("unpaid", 4, 7).interval(0.95).upper()).isCloseTo(2.9957 / 7, within(1e-4));
        assertThatIllegalArgumentException().isThrownBy(() -> exits.hazard("moved", 2, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> exits.hazard("unpaid", 2, 10));
    }

    @Test
    void whoLeavesOnTheDayOfTheArrivalIsOfTheFirstBand() {
        ExitTable<String> exits =
                table(List.of(new Stay(0, true, "cancelled"), new Stay(3, true, "cancelled"), new Stay(5, false, "")));
        assertThat(exits.hazard("cancelled", 0, 4)).isEqualTo(new HazardRate(0, 4, 2, 7));
        assertThat(exits.hazard("cancelled", 1, 4)).isEqualTo(new HazardRate(1, 4, 1, 5));
        assertThat(HazardRate.of(exits.all(), 0, 4)).isEqualTo(exits.hazard("cancelled", 0, 4));
        assertThat(exits.hazard("cancelled", 0, 4))
                .hasToString("0.2857 per period in [0, 4] (2 ended in 7 customer-periods)");
    }

    @Property(tries = 200)
    void hazardsOfAllReasonsAddUp(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Stay> stays = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            boolean ended = random.nextInt(3) > 0;
            stays.add(new Stay(random.nextInt(20), ended, "reason " + random.nextInt(3)));
        }
        stays.add(new Stay(20, false, ""));
        ExitTable<String> exits = table(stays);
        int from = random.nextInt(10);
        int to = from + 1 + random.nextInt(10);
        HazardRate any = HazardRate.of(exits.all(), from, to);
        double sum = 0;
        for (String reason : exits.reasons()) {
            HazardRate rate = exits.hazard(reason, from, to);
            long ended = stays.stream()
                    .filter(stay -> stay.ended() && stay.how().equals(reason))
                    .filter(stay -> (stay.days() > from || from == 0) && stay.days() <= to)
                    .count();
            assertThat(rate.ended()).isEqualTo(ended);
            assertThat(rate.exposure()).isEqualTo(any.exposure());
            sum += rate.perPeriod();
        }
        assertThat(sum).isCloseTo(any.perPeriod(), within(1e-12));
    }
}
