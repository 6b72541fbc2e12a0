package dev.retention.rule;

import dev.retention.rule.Grouping.Reading;
import dev.retention.segment.OrderDiscounts;
import dev.retention.segment.ProductReturns;
import dev.retention.segment.Programme;
import dev.retention.segment.Referrals;
import dev.retention.service.Contacts;
import dev.retention.service.Coverage;
import dev.retention.service.Invoices;
import dev.retention.service.Owners;
import dev.retention.service.Payers;
import dev.retention.testkit.Groupings;
import dev.retention.testkit.RuleContract;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds of every rule, by groupings of every kind and by those of the library that fit it.
 *
 * @param <C> the type of the rule's cells
 */
interface LibraryRuleContract<C> extends RuleContract<C> {
    /** How rules begin that are tried on stores that tell of orders, discounts and returns: others are refused. */
    List<String> ORDER_LINES = List.of("second and later orders", "discounts of order lines", "returns of goods");

    @Override
    default List<Grouping> groupings(Rule<C> rule) {
        List<Grouping> all = new ArrayList<>(Groupings.of(rule));
        if (ORDER_LINES.stream().anyMatch(rule.definition()::startsWith)) {
            all.add(OrderDiscounts.ofFirstOrder(5, 40));
            all.add(ProductReturns.ofFirstOrder(30));
        }
        if (rule.tracks().contains("visits")) {
            all.add(Programme.joined("visits"));
        }
        if (rule.tracks().contains(Referrals.TRACK)) {
            all.add(Referrals.over(rule.timeline()).referred());
        }
        if (rule.definition().startsWith("customers by distinct ")) {
            Coverage employees =
                    Coverage.over(rule.timeline(), Contacts.EMPLOYEE).within(90);
            all.add(employees.byOnlyOne(Reading.LATEST));
            all.add(employees.byOnlyOne(Reading.AT_PERIOD));
        }
        if (rule.tracks().contains(Owners.TRACK)) {
            all.add(Owners.by("manager", Reading.AT_PERIOD));
        }
        if (rule.tracks().contains(Invoices.TRACK)) {
            all.add(Payers.late(10, Reading.LATEST));
            all.add(Payers.disputed(Reading.AT_ANCHOR));
        }
        return all;
    }
}
