package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.TouchFigures;
import dev.retention.examples.report.figures.TouchFigures.Person;
import dev.retention.examples.report.figures.TouchFigures.Since;
import dev.retention.history.Members;
import dev.retention.rule.Measured;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.NextSteps;
import dev.retention.service.PeopleTable;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says who of ours keeps in touch with whom. */
final class TouchCalculator {

    private static final int MONTH = 30;
    private static final int QUARTER = 90;
    private static final int YEAR = 365;

    private final ServiceSource source;
    private final Timeline today;
    private final ServiceCells cells;
    private final Sweep<String> sweep;

    TouchCalculator(ServiceSource source, Timeline timeline, ServiceCells cells) {
        this.source = source;
        this.today = Timeline.of(Grain.DAY, timeline.asOf()).from(timeline.asOf());
        this.cells = cells;
        this.sweep = Sweep.over(source.all());
    }

    TouchFigures calculate() {
        Members<String> live = Contacts.over(today)
                .among(ServiceSource.BASE, source.spells())
                .of(sweep)
                .inPeriod(today.last())
                .members(Contacts.Item.EXPOSED);
        return new TouchFigures(
                today.asOf(),
                live.size(),
                source.live(),
                since(live),
                withoutNextStep(),
                YEAR,
                source.worth(),
                alone());
    }

    private List<Since> since(Members<String> live) {
        Measured<String>.Column days =
                sweep.measure(Contacts.over(today).daysSince()).column();
        List<Since> all = new ArrayList<>();
        all.add(since(live, "in the last " + MONTH + " days", days.membersWhere(each -> each <= MONTH)));
        all.add(since(
                live,
                (MONTH + 1) + " to " + QUARTER + " days ago",
                days.membersWhere(each -> each > MONTH && each <= QUARTER)));
        all.add(since(live, "more than " + QUARTER + " days ago", days.membersAbove(QUARTER)));
        all.add(new Since("never", open("never", "never", live.minus(days.membersWhere(each -> true)))));
        return all;
    }

    private Since since(Members<String> live, String words, Members<String> who) {
        return new Since(words, open(ServiceCells.slug(words), words, live.and(who)));
    }

    private Opened open(String cell, String words, Members<String> who) {
        return cells.open("contact:" + cell, "live and contacted " + words, who.size(), () -> who);
    }

    private Optional<Opened> withoutNextStep() {
        if (!source.has(Contacts.TRACK, Contacts.NEXT_STEP)) {
            return Optional.empty();
        }
        PeriodItems<String, NextSteps.Item>.InPeriod now = NextSteps.over(today)
                .among(ServiceSource.BASE, source.spells())
                .of(sweep)
                .inPeriod(today.last());
        return Optional.of(
                cells.open("no-next-step", "without a dated next step", now, NextSteps.Item.WITHOUT_NEXT_STEP));
    }

    private List<Person> alone() {
        if (!source.has(Contacts.TRACK, Contacts.EMPLOYEE)) {
            return List.of();
        }
        PeopleTable<String>.InPeriod now = Coverage.over(today, Contacts.EMPLOYEE)
                .within(YEAR)
                .among(ServiceSource.BASE, source.spells())
                .valuedBy(ServiceSource.BASE, source.worthDays())
                .alone(sweep)
                .inPeriod(today.last().label());
        return now.people().stream()
                .map(person -> new Person(
                        person.name(),
                        cells.open(
                                "only:" + ServiceCells.slug(person.name()),
                                "in touch with " + person.name() + " alone",
                                person.customers(),
                                () -> now.members(person.name())),
                        person.worth()))
                .toList();
    }
}
