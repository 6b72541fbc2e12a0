package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.testkit.RuleContract;
import dev.retention.testkit.Stories;
import dev.retention.testkit.Story;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import net.jqwik.api.Example;

// region rule
class MyOwnRuleTest implements RuleContract<String> {
    @Override
    public Rule<String> rule(Timeline timeline) {
        return MyOwnRule.secondOrder(timeline);
    }

    @Example
    void aSecondOrderInTheSameMonthIsQuick() {
        HistoryStore<String> orders = Stories.of(
                        Story.of("Ann").order("2026-01-03", "40.00").order("2026-01-31", "25.00"),
                        Story.of("Bob").order("2026-01-05"))
                .store();
        Counted<String, String> speed = Sweep.over(orders).count(rule(timeline(LocalDate.of(2026, 3, 31))));
        assertThat(speed.members("within 30 days")).containsExactly("Ann");
    }
}
// endregion
