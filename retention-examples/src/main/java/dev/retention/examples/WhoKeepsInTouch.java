package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.examples.Business.Contact;
import dev.retention.examples.Business.Goal;
import dev.retention.examples.Business.Owner;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Cadence;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.Goals;
import dev.retention.service.LaterLoss;
import dev.retention.service.NextSteps;
import dev.retention.service.Owners;
import dev.retention.service.PeopleTable;
import dev.retention.time.Timeline;
import java.io.PrintStream;

/** "Who keeps in touch?" From contacts, goals and owners to promises kept, and to what hangs on one of us. */
public final class WhoKeepsInTouch {
    private WhoKeepsInTouch() {}

    /**
     * Prints how a simulated business keeps in touch with its customers.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Business business = BusinessSimulator.of(1);
        // region contacts
        HistoryStore<String> contacts = Contacts.reader(Contact::customer, Contact::day, Contact::channel)
                .role(Contact::role) // ours
                .employee(Contact::employee)
                .person(Contact::person) // theirs
                .personRole(Contact::personRole)
                .minutes(Contact::minutes)
                .nextStep(Contact::nextStep)
                .from(business.contacts());
        HistoryStore<String> all = business.contractHistories().and(contacts);
        Timeline months = Timeline.monthly(BusinessSimulator.LAST_DAY);
        PeriodItems<String, Cadence.Item> checkIns = Cadence.every(120, months)
                .granting(14)
                .where(Contacts.ROLE, "director")
                .among("contracts", Business.LIVE)
                .of(all);
        out.println(checkIns.inPeriod("2026-05")); // due 166 customers (166), made 72 …, late 7 …, missed 87 …
        out.println(checkIns.inPeriod("2026-06").members(Cadence.Item.OVERDUE).size()); // 277, who wait for a call
        out.println(Sweep.over(all)
                .measure(Contacts.over(months).through("call", "visit").daysSince())
                .column()
                .membersAbove(120) // days since anybody called or came, of those who are live
                .and(checkIns.inPeriod("2026-06").members(Cadence.Item.CUSTOMERS))
                .size());
        PeriodItems<String, NextSteps.Item>.InPeriod steps =
                NextSteps.over(months).among("contracts", Business.LIVE).of(all).inPeriod("2026-06");
        out.println(steps.share(NextSteps.Item.WITHOUT_NEXT_STEP, NextSteps.Item.CUSTOMERS)
                .orElseThrow());
        // endregion

        // region people
        PeopleTable<String>.InPeriod alone = Coverage.over(months, Contacts.EMPLOYEE) // or PERSON, on their side
                .among("contracts", Business.LIVE)
                .valuedBy("contracts", 1_000_000) // all changes of recurring value: what they pay a month
                .alone(Sweep.over(all))
                .inPeriod("2026-06");
        alone.people().forEach(out::println); // Ben: 102 customers with 44530.00 a month hang on Ben alone
        HistoryStore<String> owners = Owners.reader(Owner::customer, Owner::since, Owner::role, Owner::employee)
                .from(business.owners());
        HistoryStore<String> owned = business.contractHistories().and(owners);
        Owners managers = Owners.over(months, "manager").among("contracts", Business.LIVE);
        PeopleTable<String> load = managers.load(Sweep.over(owned));
        out.println(load.inPeriod("2025-03") + "; "
                + load.inPeriod("2025-04")); // 4 people, 121 to 131 customers; 3 people, …
        out.println(managers.of(owned).inPeriod("2025-04").customers(Owners.Item.HANDED_OVER));
        LaterLoss.over(months, Business.LIVE)
                .on("contracts")
                .after(Owners.handedOver("manager"))
                .within(180)
                .of(owned)
                .overall()
                .ifPresent(risk -> out.println(risk.ratioInterval(0.95))); // [1.832, 4.829] times as often
        CustomerChurn.over(months, Business.LIVE)
                .of(owned)
                .by(managers.byLoad(Sweep.over(owned), 215)) // of the manager, before they leave
                .tables()
                .forEach((size, of) ->
                        out.println(size + ": " + of.inPeriod("2026-03").churn(ChurnFormula.SNAPSHOT)));
        // endregion

        // region goals
        HistoryStore<String> goals = Goals.reader(Goal::customer, Goal::agreed, Goal::name)
                .due(Goal::due)
                .met(Goal::met)
                .from(business.goals());
        PeriodItems<String, Goals.Item>.InPeriod due =
                Goals.over(months).early(14).of(goals).inPeriod("2026-06");
        out.println(due.shareOfNumber(Goals.Item.MET, Goals.Item.DUE).orElseThrow());
        out.println(due.shareOfNumber(Goals.Item.EARLY, Goals.Item.DUE).orElseThrow()); // by 14 days or more
        // endregion
    }
}
