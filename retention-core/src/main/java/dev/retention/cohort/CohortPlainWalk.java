package dev.retention.cohort;

import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.rule.CellSink;

/**
 * Feeds returns from a customer's active periods, where they are all that matters: the first event is the start, every event is a
 * return, and periods are ages.
 */
final class CohortPlainWalk {
    private final CohortRule cohorts;
    private final CohortReturns returns;
    private final ReturnRule rule;
    private final boolean countsEvents;

    CohortPlainWalk(CohortRule cohorts, CohortReturns returns) {
        this.cohorts = cohorts;
        this.returns = returns;
        this.rule = cohorts.axes().returns().rule();
        this.countsEvents = cohorts.axes().returns().atLeast() > 1;
    }

    void apply(History history, CellSink sink) {
        int start = history.period(0);
        if (start < 0) {
            return;
        }
        boolean money = history.currency().isPresent();
        if (money || countsEvents || rule == ReturnRule.IN_PERIOD || rule == ReturnRule.EVERY_PERIOD_TO) {
            returns.start(sink, start, cohorts.observed(start), money);
            follow(history.activity(), start, money);
            returns.end();
        } else if (rule == ReturnRule.OR_LATER) {
            returns.endsAt(sink, start, history.period(history.size() - 1) - start, cohorts.observed(start));
        } else {
            int decisive = history.firstAfterPeriod(0);
            int age = decisive < history.size() ? history.period(decisive) - start : 0;
            returns.beginsAt(sink, start, age, cohorts.observed(start));
        }
    }

    private void follow(Activity activity, int start, boolean money) {
        returns.startsWith(money ? activity.amount(start) : 0);
        if (!money && !countsEvents && returns.takesAges()) {
            for (int age = 1; returns.ages(age, activity.periodsFrom(start + age)); age += Long.SIZE) {}
            return;
        }
        boolean goesOn = true;
        for (int p = activity.next(start + 1); goesOn && p != Activity.NONE; p = activity.next(p + 1)) {
            long amount = money ? activity.amount(p) : 0;
            goesOn =
                    countsEvents ? returns.at(p - start, activity.events(p), amount) : returns.after(p - start, amount);
        }
    }
}
